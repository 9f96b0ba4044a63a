"""The bridge: whatever happened between two positions, its events add up to what each figure changed by."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings

from application import corrective_actions as ca
from application import programs as g
from application import projects as p
from application import risks as r
from domain.projects.state import project_id
from domain.projects.words import Rating
from domain.risks.words import Category
from projections import programs
from projections.book import Book
from projections.corrective_actions.rows import ActionRow
from projections.issues.rows import IssueRow
from projections.projects.rows import ProjectRow
from projections.reports.bridge import Span, bridge
from projections.risks.rows import RiskRow
from projections.view import View
from tests.builders import a_uuid
from tests.projections.books import in_a_file
from tests.projections.histories import Step, perform, steps
from tests.projections.reports.transport import DFT, Telling


def spans_of(book: Book, program: Any, earlier: int, later: int | None = None) -> dict[str, Span]:
    with book.view(later, programs=frozenset({program})) as view:
        row = programs.one(view, program)
        return {span.title: span for span in bridge(view, row, earlier)} if row else {}


def printed(text: str) -> Decimal:
    """An amount as a reader with a calculator takes it."""
    plain = re.sub(r"[^0-9.\N{MINUS SIGN}]", "", text).replace("\N{MINUS SIGN}", "-")
    return Decimal(plain or 0)


def counted(view: View, title: str) -> int:
    """The same figures, asked for in another way: of the rows of one position."""
    projects = [row for row in view.select(ProjectRow) if row.open]
    risks = [row for row in view.select(RiskRow) if row.open]
    actions = [row for row in view.select(ActionRow) if row.open]
    today = view.rows("SELECT recorded_at FROM events WHERE position = ?", (max(view.at, 1),))[0][0][:10]
    found = {
        "Open projects": len(projects),
        "Red projects": sum(row.rating is Rating.RED for row in projects),
        "Projects that are not rated": sum(row.rating is None for row in projects),
        "Finishes moved by more than 180 days": sum((row.slip or 0) > 180 for row in projects),
        "Whole-life cost of the open projects": sum(row.whole_life_minor or 0 for row in projects),
        "Open risks": len(risks),
        "Open risks, not assessed": sum(row.level is None for row in risks),
        "Open issues": sum(row.open for row in view.select(IssueRow)),
        "Open corrective actions": len(actions),
        "Overdue corrective actions": sum(
            row.due is not None and row.due < date.fromisoformat(today) for row in actions
        ),
    }
    return found.get(title, -1)


@settings(max_examples=25)
@given(steps(most=40))
def test_contributions_add_up_between_any_two_positions(acts: list[Step]) -> None:
    with in_a_file() as book:
        perform(book, acts)
        home, head = a_uuid("program/0"), book.ledger.head()
        for earlier, later in ((1, head), (head // 3, head), (head // 3, head // 2)):
            for title, span in spans_of(book, home, earlier, later).items() if 0 < earlier < later else ():
                if span.values is None:
                    continue
                assert span.values[1] - span.values[0] == sum(each.amount for each in span.contributions), title
                assert printed(span.opening) + sum(printed(each.text) for each in span.contributions) == printed(
                    span.closing
                ), "what is printed adds up too"
                for at, value in zip((earlier, later), span.values, strict=True):
                    with book.view(at, programs=frozenset({home})) as view:
                        asked = counted(view, title)
                        assert asked in (-1, value), f"{title} at {at}"


def test_each_event_says_what_it_contributed(told: Telling) -> None:
    told.do(p.ReportStatus(thing=project_id("A417"), rating=Rating.RED, finish=date(2026, 6, 30), reason="Late"))
    told.do(g.DeclareProgramHealth(thing=DFT, rating=Rating.RED, narrative="Worse"))
    told.do(p.CancelProject(thing=project_id("RAIL"), reason="Stopped"))
    spans = spans_of(told.book, DFT, 44)
    assert [(each.thing, each.text) for each in spans["Red projects"].contributions] == [
        ("A417 A417 Air Balloon", "+1"),
        ("RAIL Rail Passenger Services", "\N{MINUS SIGN}1"),
    ]
    assert (spans["Red projects"].opening, spans["Red projects"].closing, spans["Red projects"].change) == (
        "1",
        "1",
        "unchanged",
    )
    assert [each.text for each in spans["Declared health"].contributions] == ["Amber \N{RIGHTWARDS ARROW} Red"]
    assert spans["Open projects"].change == "\N{MINUS SIGN}1"
    assert not spans["Open issues"].moved


def test_the_money_that_is_printed_adds_up_to_the_last_penny(told: Telling) -> None:
    opening = told.book.ledger.head()
    for minor in (1_876_300_000_000, 1_876_490_000_000, 1_876_511_111_111):
        said: Any = {"rating": Rating.AMBER, "finish": date(2026, 6, 30), "reason": "Revenue below plan"}
        told.do(p.ReportStatus(thing=project_id("A417"), whole_life=minor, **said))
    span = spans_of(told.book, DFT, opening)["Whole-life cost of the open projects"]
    texts = [each.text for each in span.contributions]
    assert texts[1:] == ["+£1,900,000", "+£211,111.11"]
    assert printed(span.opening) + sum(map(printed, texts)) == printed(span.closing)


def test_what_fell_due_by_the_days_alone_names_no_event(told: Telling) -> None:
    spans = spans_of(told.book, DFT, 32)
    (late,) = spans["Overdue corrective actions"].contributions
    assert (late.position, late.thing, late.amount) == (0, "CA-001 Reports came late fell due on 10 Apr 2022", 1)


def test_a_thing_that_came_and_went_between_is_told(told: Telling) -> None:
    before = told.book.ledger.head()
    risk = told.new(
        r.IdentifyRisk(program=DFT, title="Strike", event="It comes", category=Category.LEGAL, owner=_ada(told)),
        "risk",
    )
    told.do(r.CloseRisk(thing=risk, reason="Settled"))
    spans = spans_of(told.book, DFT, before)
    assert [each.amount for each in spans["Open risks"].contributions] == [1, -1]
    assert spans["Open risks"].change == "unchanged"


def test_a_rebuild_gives_the_same_bridge(told: Telling) -> None:
    before = spans_of(told.book, DFT, 20, 40)
    told.do(ca.MoveDueDate(thing=_action(told), to=date(2022, 6, 1), reason="Agreed"))
    told.book.models.rebuild()
    assert spans_of(told.book, DFT, 20, 40) == before


def _ada(told: Telling) -> Any:
    with told.book.view() as view:
        return view.select(ProjectRow)[0].lead


def _action(told: Telling) -> Any:
    with told.book.view() as view:
        return view.select(ActionRow)[0].id
