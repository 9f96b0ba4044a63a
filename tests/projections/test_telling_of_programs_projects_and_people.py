"""What the record says of programs, projects and people, word for word."""

from datetime import date
from uuid import UUID

import pytest

from domain.kernel import Event
from domain.people import events as people
from domain.people.words import Role
from domain.programs import events as programs
from domain.projects import events as projects
from domain.projects.words import CostKind, Dimension, Gate, ProjectState, Rating
from projections.catalogue import SENTENCES
from projections.sentences.parts import WRITERS, Part, quote, sentence

ANN, BOB = UUID(int=1), UUID(int=2)
DAY, LATER = date(2022, 4, 22), date(2022, 10, 16)
TOLD: list[tuple[Event, str]] = [
    (
        projects.ScheduleForecastRevised(from_=DAY, to=LATER, unknown="", on=DAY),
        "moved the finish 22 Apr 2022 → 16 Oct 2022",
    ),
    (
        projects.ScheduleForecastRevised(from_=None, to=LATER, unknown="", on=DAY),
        "recorded the finish as 16 Oct 2022",
    ),
    (
        projects.ScheduleForecastRevised(from_=DAY, to=None, unknown="Under review", on=DAY),
        "recorded that the finish is unknown, which was 22 Apr 2022 “Under review”",
    ),
    (
        projects.CostForecastRevised(
            kind=CostKind.WHOLE_LIFE, from_minor=139 * 10**10, to_minor=145 * 10**10, currency="GBP", unknown=""
        ),
        "moved the whole-life cost £13.9bn → £14.5bn",
    ),
    (
        projects.CostRecorded(
            period="2022-04",
            from_actual_minor=None,
            actual_minor=120_000,
            from_planned_minor=100_000,
            planned_minor=130_050,
            from_earned_minor=None,
            earned_minor=None,
            currency="GBP",
        ),
        "recorded the cost of 2022-04: actual £1,200, planned: £1,000 → £1,300.50",
    ),
    (
        projects.HealthDeclared(from_=Rating.AMBER, to=Rating.AMBER_RED, unknown="", reason="Late", by=ANN),
        "declared delivery confidence Amber → Amber/Red “Late”",
    ),
    (
        projects.BaselineApproved(
            number=2,
            from_finish=DAY,
            finish=LATER,
            from_cost_minor=None,
            cost_minor=54_300_000_000,
            currency="GBP",
            by=ANN,
            reason="Re-planned",
        ),
        "approved baseline 2: finish: 22 Apr 2022 → 16 Oct 2022, cost £543m “Re-planned”",
    ),
    (
        projects.ExceptionRaised(dimension=Dimension.COST, deviation=1150, tolerance=1000),
        "raised an exception in cost: 11.5% against the 10% allowed",
    ),
    (
        projects.ExceptionCleared(dimension=Dimension.TIME, deviation=1, tolerance=30),
        "cleared the exception in time: 1 day against the 30 days allowed",
    ),
    (
        projects.PhaseEntered(from_=ProjectState.PLANNING, to=ProjectState.IN_PROGRESS),
        "moved the project on Planning → In progress",
    ),
    (
        projects.GateRefused(gate=Gate.RFE, by=ANN, on=DAY, note="No budget"),
        "refused the gate Ready for executing on 22 Apr 2022 “No budget”",
    ),
    (projects.ProgressReported(from_bp=1250, to_bp=4000, on=DAY), "reported progress 12.5% → 40%"),
    (
        programs.ToleranceSet(from_time_days=None, time_days=30, from_cost_bp=500, cost_bp=1000),
        "set the tolerances: time: nothing → 30 days, cost: 5% → 10%",
    ),
    (
        programs.AskRaised(ask=ANN, to_whom="The Treasury", question="When?", due=DAY, by=ANN),
        "asked The Treasury, due 22 Apr 2022 “When?”",
    ),
    (programs.ProgramOwnerAssigned(from_=ANN, to=BOB), "made <Bob> the owner, instead of <Ann>"),
    (
        people.RoleGranted(role=Role.MANAGER, program=None, until=LATER, by=ANN),
        "granted the role manager in all programs until 16 Oct 2022",
    ),
    (
        people.RoleTermMoved(role=Role.AUDITOR, program=None, from_=None, to=LATER, by=ANN),
        "moved the last day of the role auditor in all programs: no end → 16 Oct 2022",
    ),
    (people.EmailReleased(email="a@b.org", person=ANN), "released the address a@b.org, which was with <Ann>"),
]


@pytest.mark.parametrize(("fact", "said"), TOLD, ids=[type(fact).__name__ for fact, _ in TOLD])
def test_a_fact_is_told(fact: Event, said: str) -> None:
    assert SENTENCES
    assert "".join(map(_plain, WRITERS[type(fact)](fact))) == said


def _plain(part: Part) -> str:
    if part.kind == "quote":
        return f" “{part.text}”"
    if part.kind == "change":
        return f"{part.label}: " * bool(part.label) + f"{part.before or 'nothing'} → {part.after}"
    return {ANN: "<Ann>", BOB: "<Bob>"}[part.ref] if part.ref else part.text


def test_a_quoted_text_before_a_comma_loses_its_full_stop_and_the_last_one_keeps_it() -> None:
    told = sentence("verified it, measured", quote("None in two months."), ", concluded", quote("It holds."))
    assert [part.text for part in told] == ["verified it, measured", "None in two months", ", concluded", "It holds."]
