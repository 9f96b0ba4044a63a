"""How long open things have been open: the buckets that issues and corrective actions are counted in."""

from datetime import date, timedelta

from projections.rows import Row
from projections.view import View

BUCKETS = ("up to 30 days", "31 to 90 days", "91 to 180 days", "over 180 days")
LIMITS = (30, 90, 180)


def bucket_of(days: int) -> int:
    """Which bucket so many days fall into."""
    return sum(days > limit for limit in LIMITS)


def ageing(view: View, kind: type[Row], where: str, *, today: date) -> list[tuple[str, int]]:
    """Each bucket with how many of the rows that fit `where` were opened that long ago (`opened_on`)."""
    days = [(today - timedelta(days=limit)).isoformat() for limit in LIMITS]
    cases = " ".join(f"WHEN opened_on >= ? THEN {n}" for n in range(len(days)))
    sql = f"SELECT bucket, count(*) FROM (SELECT CASE {cases} ELSE {len(days)} END AS bucket FROM {view.span(kind)}"
    counted = dict(view.rows(f"{sql} WHERE {where}) AS aged GROUP BY bucket", days))
    return [(label, int(counted.get(n, 0))) for n, label in enumerate(BUCKETS)]
