"""Facts that come late: the issued report stays, says so, and shows what would differ."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from application import projects as p
from application.desk import STEWARD, Command
from application.ledger import Ask
from application.reports import DraftReport, IssueReport, WriteNarrative
from application.risks import AssessRisk, IdentifyRisk
from domain.projects.state import project_id
from domain.projects.words import Rating
from domain.risks.words import Category, Stage, Strength
from projections.catalogue import READ_MODELS
from projections.projects.rows import ProjectRow
from projections.reports import queries
from projections.reports.correcting import Supposition, later_facts, supposition
from projections.reports.issuing import as_issued
from projections.risks.rows import RiskRow
from tests.projections.reports.transport import DFT, Telling

BEFORE = datetime(2022, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def ada(told: Telling) -> UUID:
    with told.book.view() as view:
        lead = view.select(ProjectRow)[0].lead
    assert lead
    return lead


@pytest.fixture
def report(told: Telling, ada: UUID) -> UUID:
    report = told.new(DraftReport(program=DFT), "report", by=ada)
    told.do(WriteNarrative(thing=report, summary="It stands."), by=ada)
    told.do(IssueReport(thing=report), by=ada)
    return report


def late(told: Telling, command: Command) -> None:
    """Recorded now, and true since the first of April."""
    told.book.desk.do(command, Ask(by=STEWARD, at=told.at, command=uuid4(), effective_at=BEFORE))


def found(told: Telling, report: UUID) -> tuple[list[int], Supposition]:
    with told.book.view() as view:
        row = queries.one(view, report)
        assert row
        issued, later = as_issued(view, row), later_facts(view, told.book.ledger, row)
        assert issued
        return later, supposition(view, told.book.ledger, READ_MODELS, row, issued, later)


def said_of(supposed: Supposition) -> list[tuple[str, str, str, str]]:
    return [(each.thing, each.figure, each.before, each.after) for each in supposed.others]


def test_without_later_facts_the_program_folded_apart_gives_the_report_that_was_issued(
    told: Telling, report: UUID
) -> None:
    later, supposed = found(told, report)
    assert (later, supposed.others, supposed.unfit) == ([], (), ())


def test_what_is_recorded_later_and_true_later_corrects_nothing(told: Telling, report: UUID) -> None:
    told.do(p.ReportStatus(thing=project_id("A417"), rating=Rating.RED, finish=date(2026, 6, 30), reason="Late"))
    assert found(told, report)[0] == []


def test_a_late_fact_is_told_with_what_would_differ_and_from_which_event(told: Telling, report: UUID) -> None:
    finish = date(2025, 7, 30)
    late(told, p.ReportStatus(thing=project_id("A417"), rating=Rating.AMBER, finish=finish, narrative="It slips."))
    later, supposed = found(told, report)
    assert len(later) == 2
    differs = {(each.thing, each.figure): each for each in supposed.others}
    forecast = differs["A417 A417 Air Balloon", "Forecast"]
    assert (forecast.before, forecast.after) == ("30 Jun 2025", "30 Jul 2025")
    assert set(forecast.positions) & set(later)
    assert ("A417 A417 Air Balloon", "Moved", "on plan", "+30\N{NO-BREAK SPACE}d") in said_of(supposed)
    assert ("A417 A417 Air Balloon", "What was reported", "Not in the report", "It slips.") in said_of(supposed)
    arithmetic = differs["A417 A417 Air Balloon", "Arithmetic"]
    assert "30 days late" in arithmetic.after
    assert "30 days late" not in arithmetic.before


def test_a_cost_that_would_differ_by_little_is_told_apart(told: Telling, ada: UUID) -> None:
    said: Any = {"thing": project_id("A417"), "rating": Rating.AMBER, "finish": date(2025, 6, 30)}
    told.do(p.ReportStatus(whole_life=1_448_000_000_000, **said))
    report = told.new(DraftReport(program=DFT), "report", by=ada)
    told.do(WriteNarrative(thing=report, summary="It stands."), by=ada)
    told.do(IssueReport(thing=report), by=ada)
    late(told, p.ReportStatus(whole_life=1_448_200_000_000, **said))
    _, supposed = found(told, report)
    assert ("A417 A417 Air Balloon", "Whole-life cost", "£14.480bn", "£14.482bn") in said_of(supposed)
    (arithmetic,) = (each for each in supposed.others if each.figure == "Arithmetic")
    assert "outside tolerance; Time: " in arithmetic.after, "sentences stand apart"


def test_a_late_risk_keeps_the_number_it_has_in_the_book(told: Telling, report: UUID, ada: UUID) -> None:
    told.do(IdentifyRisk(program=DFT, title="Strike", event="It comes", category=Category.LEGAL, owner=ada))
    late(told, IdentifyRisk(program=DFT, title="Flood", event="It rises", category=Category.LEGAL, owner=ada))
    _, supposed = found(told, report)
    assert ("R-003 Flood", "Now", "Not in the report", "Not assessed") in said_of(supposed)
    assert not any("Strike" in each.thing for each in supposed.others)


def test_a_late_fact_about_something_that_came_later_still_does_not_fit(told: Telling, report: UUID, ada: UUID) -> None:
    told.do(IdentifyRisk(program=DFT, title="Strike", event="It comes", category=Category.LEGAL, owner=ada))
    with told.book.view() as view:
        strike = view.select(RiskRow, "title = 'Strike'")[0].id
    scale = {"likelihood": 5, "impact": 5, "strength": Strength.STRONG, "basis": "As told"}
    late(told, AssessRisk(thing=strike, stage=Stage.CURRENT, **scale))  # type: ignore[arg-type]
    later, supposed = found(told, report)
    assert (supposed.others, list(supposed.unfit)) == ((), later)
