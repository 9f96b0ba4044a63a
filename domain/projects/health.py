"""Health computed from figures, with its arithmetic: shown beside what people declare, never instead of it."""

from collections.abc import Iterable

import msgspec

from domain.projects.words import Dimension, Rating
from domain.rules import Rule

PROJECT_RULE = 1
PROGRAM_RULE = 3
MOVED_DAYS = 180

_RED_PROJECTS, _RED_MOVED, _AMBER_MOVED, _AMBER_RATED = 1_500, 2_000, 1_000, 5_000
_GREEN_UP_TO = 5_000
_FULL = 10_000
_WHOLE = 100  # basis points in one per cent


def _percent(basis_points: int) -> str:
    whole, part = divmod(basis_points, _WHOLE)
    return f"{_number(whole)}{f'.{part:02}'.rstrip('0') if part else ''} %"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


PROJECT_HEALTH = Rule(
    f"project-health/{PROJECT_RULE}",
    f"Computed health of a project, rule {PROJECT_RULE}",
    "The days that the finish has moved and the cost beyond the baseline are each held against the tolerance of the "
    f"program: Green up to {_percent(_GREEN_UP_TO)} of it, Amber up to all of it, Red beyond. An open severe risk is "
    "Red. The worst of them holds; what is not known is left out, and without any figure it is not rated.",
)
PROGRAM_HEALTH = Rule(
    f"program-health/{PROGRAM_RULE}",
    f"Computed health of a program, rule {PROGRAM_RULE}",
    f"Red if over {_percent(_RED_PROJECTS)} of the open projects are declared Red, or over {_percent(_RED_MOVED)} have "
    f"moved by more than {MOVED_DAYS} days. Amber if any is declared Red, over {_percent(_AMBER_MOVED)} have moved, or "
    f"over {_percent(_AMBER_RATED)} are declared Amber or Amber/Red. Else Green. Shares are of all open projects, "
    "rated or not; where none has a rating or a measured finish, the program is not rated.",
)
MOVED_PROJECTS = Rule(
    "moved-projects",
    f"Projects that moved over {MOVED_DAYS} days",
    f"The open projects whose forecast finish lies more than {MOVED_DAYS} calendar days after their baseline finish.",
)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension: days for time, basis points of the baseline for cost, a count for open red risks and issues."""

    dimension: Dimension
    rating: Rating
    deviation: int
    tolerance: int

    @property
    def sentence(self) -> str:
        """The arithmetic in words: "198 days late, 180 allowed"."""
        if self.dimension is Dimension.TIME:
            return _time(self.deviation, self.tolerance)
        if self.dimension is Dimension.COST:
            return _cost(self.deviation, self.tolerance)
        return (
            f"{self.deviation} open red risk or issue"
            if self.deviation == 1
            else f"{self.deviation} open red risks or issues"
        )


class ProjectHealth(msgspec.Struct, frozen=True, kw_only=True):
    """`rating` is None, not rated, where there is no figure. The readings are the arithmetic, worst first."""

    rating: Rating | None
    readings: tuple[Reading, ...]
    rule: int = PROJECT_RULE


class ProgramCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Projects of a program: all, rated, red, amber (Amber or Amber/Red), with a known slip, moved over 180 days."""

    projects: int
    rated: int
    red: int
    amber: int
    measured: int
    moved: int


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the program's arithmetic: "6 of 22 projects", its limits in basis points and the rating it gives."""

    subject: str
    count: int
    projects: int
    amber_over_bp: int
    red_over_bp: int | None
    rating: Rating

    @property
    def outcome(self) -> str:
        limit = self.amber_over_bp if self.red_over_bp is None else self.red_over_bp
        return f"{round(self.count * 100 / self.projects)} %, limit {limit // 100} %"

    @property
    def sentence(self) -> str:
        return f"{self.subject}: {self.count} of {self.projects}, {self.outcome}"


class ProgramHealth(msgspec.Struct, frozen=True, kw_only=True):
    """`rating` is None, not rated, where no project has a figure. The shares are the arithmetic, worst first."""

    rating: Rating | None
    shares: tuple[Share, ...]
    rule: int = PROGRAM_RULE


def computed_project_health(
    *,
    slip_days: int | None,
    tolerance_days: int | None,
    overrun_bp: int | None,
    tolerance_bp: int | None,
    open_reds: int = 0,
) -> ProjectHealth:
    """Rule 1: deviation over tolerance gives Green up to a half, Amber up to one, Red above; the worst reading holds.

    Days for time, basis points of the baseline for cost; an open red risk or issue is Red. A dimension without a
    deviation or a tolerance gives no reading. Source: PRINCE2's management by exception, as the design sets it out.
    """
    readings = [
        *_reading(Dimension.TIME, slip_days, tolerance_days),
        *_reading(Dimension.COST, overrun_bp, tolerance_bp),
    ]
    if open_reds > 0:
        readings.append(Reading(dimension=Dimension.RISK, rating=Rating.RED, deviation=open_reds, tolerance=0))
    readings.sort(key=lambda reading: reading.rating.rank)
    return ProjectHealth(rating=readings[0].rating if readings else None, readings=tuple(readings))


def program_counts(projects: Iterable[tuple[Rating | None, int | None]]) -> ProgramCounts:
    """Count each project's (declared rating, slip in calendar days); None where either is not known."""
    pairs = list(projects)
    ratings = [rating for rating, _ in pairs if rating is not None]
    slips = [slip for _, slip in pairs if slip is not None]
    return ProgramCounts(
        projects=len(pairs),
        rated=len(ratings),
        red=ratings.count(Rating.RED),
        amber=ratings.count(Rating.AMBER) + ratings.count(Rating.AMBER_RED),
        measured=len(slips),
        moved=sum(slip > MOVED_DAYS for slip in slips),
    )


def computed_program_health(counts: ProgramCounts) -> ProgramHealth:
    """Rule 3: shares of projects that are red, amber or moved more than 180 days give one rating.

    Red if over 15 % are red or over 20 % moved; Amber if any is red, over 10 % moved or over half are amber;
    else Green.
    Shares are of all the program's projects, rated or not. Not rated where no project has a rating or a slip.
    """
    if not counts.rated and not counts.measured:
        return ProgramHealth(rating=None, shares=())
    shares = sorted(
        (
            _share(f"Moved more than {MOVED_DAYS} days", counts, counts.moved, (_AMBER_MOVED, _RED_MOVED)),
            _share("Red projects", counts, counts.red, (0, _RED_PROJECTS)),
            _share("Amber projects", counts, counts.amber, (_AMBER_RATED, None)),
        ),
        key=lambda share: share.rating.rank,
    )
    return ProgramHealth(rating=shares[0].rating, shares=tuple(shares))


def _time(days: int, allowed: int) -> str:
    if not days:
        return f"on the baseline, {_number(allowed)} {'day' if allowed == 1 else 'days'} allowed"
    moved = f"{_number(abs(days))} {'day' if abs(days) == 1 else 'days'}"
    return f"{moved} {'late' if days > 0 else 'early'}, {_number(allowed)} allowed"


def _cost(basis_points: int, allowed: int) -> str:
    over = f"{_percent(allowed)} over allowed"
    if not basis_points:
        return f"on the baseline, {over}"
    return f"{_percent(abs(basis_points))} {'over' if basis_points > 0 else 'under'} the baseline, {over}"


def _reading(dimension: Dimension, deviation: int | None, tolerance: int | None) -> tuple[Reading, ...]:
    if deviation is None or tolerance is None:
        return ()
    rating = Rating.RED if deviation > tolerance else Rating.AMBER
    if deviation <= 0 or deviation * _FULL <= tolerance * _GREEN_UP_TO:
        rating = Rating.GREEN
    return (Reading(dimension=dimension, rating=rating, deviation=deviation, tolerance=tolerance),)


def _share(subject: str, counts: ProgramCounts, count: int, limits: tuple[int, int | None]) -> Share:
    amber, red = limits
    part = count * _FULL
    rating = Rating.AMBER if part > amber * counts.projects else Rating.GREEN
    if red is not None and part > red * counts.projects:
        rating = Rating.RED
    return Share(
        subject=subject, count=count, projects=counts.projects, amber_over_bp=amber, red_over_bp=red, rating=rating
    )
