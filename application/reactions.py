"""What Steward records by itself when a day comes: idempotent, so it may run as often as it likes."""

from datetime import datetime
from uuid import UUID, uuid5

from application.desk import STEWARD, Desk
from application.ledger import Ask
from application.ledger.stored import stored_topics
from application.risks import lapse_due
from domain.kernel import NAMESPACE
from domain.risks.events import RiskAccepted


def lapse_acceptances(desk: Desk, *, at: datetime) -> int:
    """End every acceptance whose last day has passed at this moment; answers how many."""
    with desk.ledger.database.read() as tx:
        topics = stored_topics(RiskAccepted)
        marks = ", ".join("?" * len(topics))
        found = tx.rows(f"SELECT DISTINCT stream FROM events WHERE topic IN ({marks})", topics)
    ask = Ask(by=STEWARD, at=at, command=uuid5(NAMESPACE, f"lapse/{at.date().isoformat()}"))
    return lapse_due(desk, [UUID(stream) for (stream,) in found], ask)
