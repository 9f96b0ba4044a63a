"""What a program report says: data with its words, the same for the page, the print and the file."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import msgspec

from domain.rules import Rule
from projections.tracing.traces import Inputs

T = TypeVar("T")
MOST_POSITIONS = 50  # of one figure in the document; its page has them all
CANONICAL = msgspec.json.Encoder(order="sorted")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as it is printed: its value, the rule that made it, and the events that it was made from.

    `kind` is the kind of tag it is shown as: severe, bad, watch, good, neutral, or none. `rule` is the key of one of
    the report's rules. `positions` are those of its events, the last one newest, and at most the newest fifty of all
    `events`. `inputs`, what was folded, are there while the report is made and in the figure's own page alone.
    """

    text: str
    value: int | str | None = None
    kind: str = ""
    rule: str = ""
    events: int = 0
    positions: tuple[int, ...] = ()
    inputs: Inputs | msgspec.UnsetType = msgspec.UNSET


Line = tuple[str | Figure, ...]  # a sentence whose figures are data
Said = str | Line  # words; a sentence where they hold a figure


class Section(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A part of the report; without rows it says so in the sentence `empty`."""

    title: str
    note: Line = ()
    empty: str
    rows: tuple[T, ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a health: the rating and where it comes from."""

    rating: Figure
    basis: tuple[Line, ...]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    declared: Side
    computed: Side
    rule: str
    explained: str | msgspec.UnsetType = msgspec.UNSET
    narrative: str


class ProjectLine(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    name: str
    state: str
    lead: str
    declared: Figure
    computed: Figure
    arithmetic: tuple[Line, ...]
    cost: Figure


class SlipLine(msgspec.Struct, frozen=True, kw_only=True):
    """A finish against its baseline; the days and dates are there for the bar."""

    code: str
    name: str
    start: date | None
    baseline: Figure
    baseline_day: date
    forecast: Figure
    forecast_day: date
    moved: Figure


class MilestoneLine(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    project: str
    name: str
    due: Figure
    forecast: Figure
    moved: Figure
    state: Figure


class StatusLine(msgspec.Struct, frozen=True, kw_only=True):
    """What was last reported of a project: what happened, and what comes next."""

    code: str
    name: str
    reported: Figure
    narrative: str
    next_steps: str


class RiskLine(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    title: str
    owner: str
    before: Figure
    level: Figure
    movement: Figure
    tier: str
    response: Said


class IssueLine(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    title: str
    owner: str
    severity: Figure
    state: Figure
    escalation: Figure
    due: Figure
    open_days: Figure


class ActionLine(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    title: str
    owner: str
    state: Figure
    due: Figure
    open_days: Figure


class AgeLine(msgspec.Struct, frozen=True, kw_only=True):
    """How many corrective actions have been open for so long, and how many of those are overdue."""

    age: str
    open: Figure
    overdue: Figure


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    decision: str
    taken: Figure
    by: str


class AskLine(msgspec.Struct, frozen=True, kw_only=True):
    to_whom: str
    question: str
    due: Figure
    raised_by: str


class ChangeLine(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    what: str
    before: str | Figure
    after: str | Figure
    event: Figure


class Program(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    name: str
    purpose: str
    state: str
    sponsor: str
    owner: str
    objectives: tuple[str, ...]
    objectives_title: str | msgspec.UnsetType = msgspec.UNSET


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What the report is compared with: an earlier position, 0 being the time before the book."""

    position: int
    moment: datetime | None
    text: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the author of an issued report says beside the figures; what is empty was not written."""

    summary: str
    this_period: str
    next_period: str
    lessons: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What was written, each under its heading."""
        every = (("This period", self.this_period), ("Next period", self.next_period), ("Lessons", self.lessons))
        return tuple((title, said) for title, said in every if said)


class ProgramReport(msgspec.Struct, frozen=True, kw_only=True):
    """The document. `digest` is the SHA-256 of its canonical JSON without the digest itself.

    `root` is the root of the log's tree over the first `position` events: whoever holds the report holds an anchor.
    `issued_as` is the code that the report was issued under; a draft, and a report that anybody takes, has none.
    """

    definition: str
    issued_as: str = ""
    standing: str
    title: str
    position: int
    moment: datetime
    moment_text: str
    root: str
    since: Period
    program: Program
    in_short: tuple[Line, ...]
    narrative: Told | msgspec.UnsetType = msgspec.UNSET
    asks: Section[AskLine]
    health: Health
    projects: Section[ProjectLine]
    slips: Section[SlipLine]
    milestones: Section[MilestoneLine]
    statuses: Section[StatusLine]
    risks: Section[RiskLine]
    issues: Section[IssueLine]
    actions: Section[ActionLine]
    ages: Section[AgeLine]
    decisions: Section[DecisionLine]
    changes: Section[ChangeLine]
    checking: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    digest: str | msgspec.UnsetType = msgspec.UNSET


def figures(part: Any, path: str = "") -> Iterator[tuple[str, Figure]]:
    """Every figure of a document with its path in it, such as `projects.rows.3.cost`, in the order of the document."""
    if isinstance(part, Figure):
        yield path.removeprefix("."), part
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from figures(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, tuple):
        for n, each in enumerate(part):
            yield from figures(each, f"{path}.{n}")


def mapped(part: Any, change: Callable[[Figure], Figure]) -> Any:
    """A document, or a part of one, with each of its figures changed."""
    if isinstance(part, Figure):
        return change(part)
    if isinstance(part, tuple):
        return tuple(mapped(each, change) for each in part)
    if isinstance(part, msgspec.Struct):
        fields = {name: mapped(getattr(part, name), change) for name in part.__struct_fields__}
        return msgspec.structs.replace(part, **fields)
    return part


def sealed(report: ProgramReport) -> ProgramReport:
    """The report with its digest, its figures without what they were folded from."""
    bare: ProgramReport = msgspec.structs.replace(mapped(report, _bare), digest=msgspec.UNSET)
    digest = hashlib.sha256(CANONICAL.encode(bare)).hexdigest()
    return msgspec.structs.replace(bare, digest=f"sha256:{digest}")


def _bare(figure: Figure) -> Figure:
    return msgspec.structs.replace(figure, positions=figure.positions[-MOST_POSITIONS:], inputs=msgspec.UNSET)


def canonical(report: ProgramReport) -> bytes:
    """The document as the file people download: JSON with sorted names and no spaces."""
    return CANONICAL.encode(report)


def mark(report: ProgramReport) -> str:
    """The line by which a file that was taken away is known again; the print carries the same among its keywords."""
    made = (
        f"{report.definition} {quote(report.program.code, safe='')} at {report.position} since {report.since.position}"
    )
    return f"steward {made} digest {report.digest}"


def recomputed(document: dict[str, Any]) -> str:
    """The digest of a downloaded document, computed again from what it says."""
    bare = {name: value for name, value in document.items() if name != "digest"}
    return f"sha256:{hashlib.sha256(CANONICAL.encode(bare)).hexdigest()}"
