"""A project's beginning, name, place, lead, phases, gates and ends."""

import pytest

from domain.kernel import Facts
from domain.projects import costs, milestones, status
from domain.projects import events as e
from domain.projects import project as p
from domain.projects.words import Gate, ProjectState, acts
from tests.domain.gwt import given
from tests.domain.projects.facts import ANN, BOB, CLOSED, CLOSING, INITIATED, OTHER, PROGRAM, STARTED, TODAY

OVER = "The project is closed; reopen it first."


def test_a_project_is_initiated_as_a_draft() -> None:
    asked = given(p.PROJECT).when(p.initiate, program=PROGRAM, code=" dft_0050", name=" Rail ")
    asked.then_state(state=ProjectState.DRAFT)
    asked.then(INITIATED)


def test_a_code_in_use_cannot_be_initiated_again() -> None:
    asked = given(p.PROJECT, INITIATED).when(p.initiate, program=PROGRAM, code="DFT_0050", name="")
    asked.refused("The code DFT_0050 is used by the project Rail; give another code.", "Give the project a name.")


def test_spellings_of_one_code_name_one_stream() -> None:
    assert p.project_id("a b") == p.project_id(" A  B") != p.project_id("a_b")


def test_a_project_is_renamed_described_led_and_moved_once() -> None:
    project = given(p.PROJECT, *STARTED)
    project.when(p.rename, name="Trains").then(e.ProjectRenamed(from_="Rail", to="Trains"))
    project.when(p.rename, name="Rail").then()
    described = e.ProjectDescribed(from_description="", description="D", from_category="", category="C")
    after = project.when(p.describe, description="D", category="C").then(described)
    after.when(p.describe, description="D", category="C").then()
    led = project.when(p.assign_lead, lead=BOB).then(e.LeadAssigned(from_=None, to=BOB))
    led.when(p.assign_lead, lead=BOB).then()
    moved = project.when(p.move, program=OTHER).then(e.ProjectMoved(from_=PROGRAM, to=OTHER))
    moved.when(p.move, program=OTHER).then()


def test_a_project_cannot_lose_its_name() -> None:
    given(p.PROJECT, *STARTED).when(p.rename, name=" ").refused("Give the project a name.")


def test_phases_follow_one_another_and_may_be_passed_over() -> None:
    entered = e.PhaseEntered(from_=ProjectState.DRAFT, to=ProjectState.IN_PROGRESS)
    after = given(p.PROJECT, INITIATED).when(p.enter_phase, phase=ProjectState.IN_PROGRESS).then(entered)
    after.when(p.enter_phase, phase=ProjectState.IN_PROGRESS).then()
    after.when(p.enter_phase, phase=ProjectState.PLANNING).refused(
        "A project that is in progress goes on to on hold or closing; choose from these."
    )


def test_a_project_is_not_closed_by_entering_a_phase() -> None:
    given(p.PROJECT, *CLOSING).when(p.enter_phase, phase=ProjectState.CLOSED).refused(
        "The project is closing; close or cancel it."
    )


def test_a_refused_gate_bars_its_phase_until_it_is_passed() -> None:
    refused = e.GateRefused(gate=Gate.RFC, by=ANN, on=TODAY, note="Handover")
    project = given(p.PROJECT, *STARTED).when(p.refuse_gate, gate=Gate.RFC, by=ANN, on=TODAY, note="Handover")
    barred = project.then(refused)
    barred.when(p.refuse_gate, gate=Gate.RFC, by=ANN, on=TODAY, note="Handover").then()
    barred.when(p.enter_phase, phase=ProjectState.CLOSING).refused(
        "The gate “Ready for closing” stands refused; pass it first."
    )
    passed = barred.when(p.pass_gate, gate=Gate.RFC, by=ANN, on=TODAY)
    after = passed.then(e.GatePassed(gate=Gate.RFC, by=ANN, on=TODAY, note=""))
    after.when(p.pass_gate, gate=Gate.RFC, by=ANN, on=TODAY).then()
    assert after.when(p.enter_phase, phase=ProjectState.CLOSING).facts


def test_a_refused_gate_says_what_is_missing() -> None:
    given(p.PROJECT, *STARTED).when(p.refuse_gate, gate=Gate.RFP, by=ANN, on=TODAY, note="").refused(
        "Say what must be done before the gate can be passed."
    )


def test_only_a_closing_project_is_closed() -> None:
    closed = e.ProjectClosed(reason="Done", by=ANN, on=TODAY)
    given(p.PROJECT, *CLOSING).when(p.close, reason="Done", by=ANN, on=TODAY).then(closed)
    given(p.PROJECT, *STARTED).when(p.close, reason="", by=ANN, on=TODAY).refused(
        "The project is in progress; move it to on hold or closing first.", "Say why the project is closed."
    )


def test_a_reopened_project_keeps_the_day_it_was_closed() -> None:
    reopened = e.ProjectReopened(closed_on=TODAY, reason="Defect")
    asked = given(p.PROJECT, *CLOSED).when(p.reopen, reason="Defect")
    asked.then_state(state=ProjectState.IN_PROGRESS, closed_on=(TODAY,))
    asked.then(reopened)
    given(p.PROJECT, *CLOSED).when(p.reopen, reason="").refused("Say why the project is reopened.")


@pytest.mark.parametrize("facts", [(INITIATED,), STARTED, CLOSING])
def test_a_project_that_has_not_ended_is_cancelled_or_withdrawn(facts: Facts) -> None:
    project = given(p.PROJECT, *facts)
    was = project.state.state
    cancelled = project.when(p.cancel, reason="Cut", by=ANN)
    after = cancelled.then(e.ProjectCancelled(from_=was, reason="Cut", by=ANN))
    after.when(p.reopen, reason="A").refused("The project is cancelled; initiate a new project.")
    withdrawn = project.when(p.withdraw, reason="Twice")
    after = withdrawn.then(e.ProjectWithdrawn(from_=was, reason="Twice"))
    after.when(p.rename, name="A").refused("The project is withdrawn; initiate a new project.")


def test_a_project_that_left_the_portfolio_comes_back_as_it_was() -> None:
    project = given(p.PROJECT, *STARTED)
    left = project.when(p.leave_portfolio, reason="Not in the edition of 2021").then(
        e.ProjectLeftPortfolio(from_=ProjectState.IN_PROGRESS, reason="Not in the edition of 2021")
    )
    left.when(p.rename, name="A").refused("The project has left the portfolio; return it to the portfolio first.")
    back = left.when(p.return_to_portfolio, reason="Named again")
    back.then_state(state=ProjectState.IN_PROGRESS)
    back.then(e.ProjectReturnedToPortfolio(to=ProjectState.IN_PROGRESS, reason="Named again"))
    project.when(p.leave_portfolio, reason="").refused("Say why the project leaves the portfolio.")
    left.when(p.return_to_portfolio, reason="").refused("Say why the project returns to the portfolio.")


def test_cancelling_and_withdrawing_need_a_reason() -> None:
    given(p.PROJECT, *STARTED).when(p.cancel, reason="", by=ANN).refused("Say why the project is cancelled.")
    given(p.PROJECT, *STARTED).when(p.withdraw, reason="").refused("Say why the project is withdrawn.")


def test_a_closed_project_takes_no_more_facts() -> None:
    given(p.PROJECT, *CLOSED).when(p.rename, name="A").refused(OVER)
    given(p.PROJECT, *CLOSED).when(p.cancel, reason="A", by=ANN).refused(OVER)
    given(p.PROJECT, *CLOSED).when(p.enter_phase, phase=ProjectState.CLOSED).refused(OVER)


def test_every_act_offered_is_a_decision() -> None:
    modules = (p, status, costs, milestones)
    offered = {act for state in ProjectState for act in acts(state)}
    assert {act for act in offered if not any(callable(getattr(m, act, None)) for m in modules)} == set()
