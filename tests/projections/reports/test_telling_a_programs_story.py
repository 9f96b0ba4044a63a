"""What the program report says, and which events it says it from."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application import programs as g
from application import risks as r
from domain.programs.events import ProgramHealthDeclared
from domain.programs.state import program_id
from domain.projects.events import HealthDeclared, ScheduleForecastRevised
from domain.projects.words import Rating
from projections.reports.document import Figure, Line, ProgramReport, Section
from projections.reports.program import NoReport, program_report
from projections.risks.rows import RiskRow
from tests.projections.reports.making import every_form, report_of
from tests.projections.reports.transport import DFT, Telling

THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def report(told_on_sqlite: Telling) -> ProgramReport:
    return report_of(told_on_sqlite)


def said(line: Line) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in line)


def fact_at(told: Telling, figure: Figure) -> object:
    with told.book.view() as view:
        return told.book.ledger.at_positions(view.tx, [figure.positions[-1]])[0].fact


def test_it_says_in_short_what_is_declared_and_what_the_figures_say(report: ProgramReport) -> None:
    assert [said(line) for line in report.in_short] == [
        "The program is declared Amber; its figures say Red.",
        "It has 3 open projects: 1 red, 2 amber.",
        f"2 finishes have moved by more than 180 days; the furthest is Transpennine Route Upgrade, by 4{THIN}826 days.",
    ]


def test_every_figure_of_one_fact_names_the_event_that_made_it_last(told_on_sqlite: Telling) -> None:
    report = report_of(told_on_sqlite)
    declared = fact_at(told_on_sqlite, report.health.declared.rating)
    assert isinstance(declared, ProgramHealthDeclared)
    assert declared.to is Rating.AMBER
    rail = next(row for row in report.projects.rows if row.code == "RAIL")
    rated = fact_at(told_on_sqlite, rail.declared)
    assert isinstance(rated, HealthDeclared)
    assert rated.to is Rating.RED
    slip = next(row for row in report.slips.rows if row.code == "RAIL")
    forecast = fact_at(told_on_sqlite, slip.forecast)
    assert isinstance(forecast, ScheduleForecastRevised)
    assert (forecast.to, slip.moved.value) == (date(2022, 10, 16), 198)


def test_declared_and_computed_stand_side_by_side_with_the_arithmetic(report: ProgramReport) -> None:
    assert (report.health.declared.rating.text, report.health.computed.rating.text) == ("Amber", "Red")
    assert said(report.health.computed.basis[0]) == "Moved more than 180 days: 2 of 3, 67\xa0%, limit 20\xa0%: Red."
    rows = report.projects.rows
    assert [(row.code, row.declared.text, row.computed.text, tuple(map(said, row.arithmetic))) for row in rows] == [
        ("RAIL", "Red", "Red", ("Time: 198 days late, 180 allowed, outside tolerance",)),
        ("A417", "Amber", "Green", ("Time: on the baseline, 180 days allowed",)),
        ("TRU", "Amber", "Red", ("Time: 4\u202f826 days late, 180 allowed, outside tolerance",)),
    ]


def test_it_compares_with_a_month_before_unless_told_otherwise(told_on_sqlite: Telling) -> None:
    assert report_of(told_on_sqlite).since.position == 32
    assert [(row.what, said((row.before,)), said((row.after,))) for row in report_of(told_on_sqlite).changes.rows] == [
        ("Rail Passenger Services, confidence", "Amber", "Red"),
        ("Rail Passenger Services, finish", "1 Apr 2022", "16 Oct 2022"),
        ("Transpennine Route Upgrade, finish", "31 Jul 2028", "17 Oct 2041"),
    ]
    assert [row.what for row in report_of(told_on_sqlite, since=35).changes.rows] == [
        "Transpennine Route Upgrade, finish"
    ]


def test_a_risk_shows_its_level_before_and_now(told_on_sqlite: Telling) -> None:
    row = report_of(told_on_sqlite).risks.rows[0]
    assert (row.code, row.before.text, row.level.text, row.movement.text, row.tier) == (
        "R-001",
        "High",
        "Severe",
        "Worse",
        "Executive",
    )
    assert report_of(told_on_sqlite, since=5).risks.rows[0].movement.text == "New"


def test_a_risk_that_ended_since_is_shown_once_more(told_on_sqlite: Telling) -> None:
    told_on_sqlite.do(r.CloseRisk(thing=_risk(told_on_sqlite), reason="Decided in time"))
    ended = report_of(told_on_sqlite, since=44).risks.rows
    assert [(row.movement.text, row.level.text) for row in ended] == [("Ended", "Closed")]
    told_on_sqlite.do(g.PutProgramOnHold(thing=DFT, reason="A pause"))
    assert report_of(told_on_sqlite, since=45).risks.rows == ()


def test_overdue_is_measured_on_the_day_of_the_report(told_on_sqlite: Telling) -> None:
    row = report_of(told_on_sqlite).actions.rows[0]
    assert (row.code, row.due.text, row.open_days.value) == ("CA-001", "Overdue 10 days", 78)
    assert report_of(told_on_sqlite, 32).actions.rows[0].due.text == "Due 10 Apr 2022"
    ages = {row.age: (row.open.value, row.overdue.value) for row in report_of(told_on_sqlite).ages.rows}
    assert ages == {"up to 30 days": (0, 0), "31 to 90 days": (1, 1), "91 to 180 days": (0, 0), "over 180 days": (0, 0)}


def test_escalations_asks_and_decisions_say_who_and_when(report: ProgramReport) -> None:
    assert report.issues.rows[0].escalation.text == "Level 1, to The board, not acknowledged"
    assert [(row.to_whom, row.due.text) for row in report.asks.rows] == [("Investment committee", "Overdue 5 days")]
    assert [(row.title, row.by, row.taken.positions) for row in report.decisions.rows] == [
        ("Extend the contract", "Ada Lovelace", (44,))
    ]
    assert [row.state.text for row in report.milestones.rows] == ["Overdue"]


def test_what_was_reported_since_stands_in_the_words_of_the_reporter(report: ProgramReport) -> None:
    assert [(row.code, row.narrative, row.next_steps) for row in report.statuses.rows] == [
        ("RAIL", "Extended to October.", "Agree the terms."),
        ("TRU", "Its scope has grown.", ""),
    ]


def test_an_empty_program_says_of_each_part_that_there_is_nothing(told_on_sqlite: Telling) -> None:
    told_on_sqlite.do(g.ProposeProgram(code="NEW", name="New"))
    report = report_of(told_on_sqlite, code="NEW")
    parts: list[Section[Any]] = [
        *(report.projects, report.slips, report.milestones, report.statuses, report.risks, report.issues),
        *(report.actions, report.decisions, report.changes, report.asks),
    ]
    assert all(part.rows == () and part.empty.endswith(".") for part in parts)
    _, page, print_ = every_form(report)
    assert all(part.empty in page.decode() for part in parts)
    assert print_.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("code", "at", "since", "sentence"),
    [
        ("NO", None, None, "There is no program NO among yours"),
        ("DFT", 2, None, "was not in the book yet at position 2; choose a later position."),
        ("DFT", 40, 40, "enter a position from 0 to 39."),
    ],
)
def test_where_there_is_no_report_a_sentence_says_why(
    told_on_sqlite: Telling, code: str, at: int | None, since: int | None, sentence: str
) -> None:
    with pytest.raises(NoReport, match=sentence):
        report_of(told_on_sqlite, at, since=since, code=code)


def test_nothing_of_another_program_is_in_a_report(told_on_sqlite: Telling) -> None:
    before = report_of(told_on_sqlite, 44)
    told_on_sqlite.do(g.ProposeProgram(code="OTHER", name="Other"))
    told_on_sqlite.do(g.RecordDecision(thing=program_id("OTHER"), title="Elsewhere", decision="Not here"))
    with told_on_sqlite.book.view(44, programs=frozenset({DFT})) as view:
        assert program_report(view, told_on_sqlite.book.ledger, "DFT") == before
    assert "Elsewhere" not in str(report_of(told_on_sqlite))


def _risk(told: Telling) -> UUID:
    with told.book.view() as view:
        return view.select(RiskRow)[0].id
