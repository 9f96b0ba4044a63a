"""Owner, projects, objectives, tolerances, declared health, decisions and asks of a program."""

from functools import partial

from domain.programs import events as e
from domain.programs import program as p
from domain.projects.words import Rating
from tests.domain.gwt import given
from tests.domain.programs.facts import ACTIVE, ANN, ASK_ID, BOB, CLOSING, OTHER, PROJECT, TODAY


def test_the_owner_is_assigned_once() -> None:
    assigned = given(p.PROGRAM, *ACTIVE).when(p.assign_owner, owner=ANN)
    assigned.then(e.ProgramOwnerAssigned(from_=None, to=ANN)).when(p.assign_owner, owner=ANN).then()


def test_a_project_is_attached_and_detached_once() -> None:
    attached = (
        given(p.PROGRAM, *ACTIVE).when(p.attach_project, project=PROJECT).then(e.ProjectAttached(project=PROJECT))
    )
    attached.when(p.attach_project, project=PROJECT).then()
    gone = attached.when(p.detach_project, project=PROJECT, to=OTHER)
    gone.then(e.ProjectDetached(project=PROJECT, to=OTHER)).when(p.detach_project, project=PROJECT, to=OTHER).then()


def test_a_closing_program_takes_no_project() -> None:
    given(p.PROGRAM, *CLOSING).when(p.attach_project, project=PROJECT).refused(
        "The program is closing; close or cancel it."
    )


def test_an_objective_is_stated_once() -> None:
    stated = given(p.PROGRAM, *ACTIVE).when(p.state_objective, objective="Faster trains")
    stated.then(e.ObjectiveStated(objective="Faster trains")).when(p.state_objective, objective="Faster trains").then()
    given(p.PROGRAM, *ACTIVE).when(p.state_objective, objective="").refused("Say what the program is to achieve.")


def test_a_tolerance_keeps_what_it_was() -> None:
    first = e.ToleranceSet(from_time_days=None, time_days=180, from_cost_bp=None, cost_bp=1000)
    second = e.ToleranceSet(from_time_days=180, time_days=90, from_cost_bp=1000, cost_bp=1000)
    was = given(p.PROGRAM, *ACTIVE).when(p.set_tolerance, time_days=180, cost_bp=1000).then(first)
    was.when(p.set_tolerance, time_days=180, cost_bp=1000).then()
    was.when(p.set_tolerance, time_days=90, cost_bp=1000).then(second)


def test_a_tolerance_below_zero_is_refused() -> None:
    given(p.PROGRAM, *ACTIVE).when(p.set_tolerance, time_days=-1, cost_bp=-1).refused(
        "Give the tolerance in time as 0 to 36500 days.", "Give the tolerance in cost as 0 to 10000 per cent."
    )


def test_health_is_declared_with_what_it_was() -> None:
    amber = e.ProgramHealthDeclared(from_=None, to=Rating.AMBER, unknown="", narrative="Late", by=ANN, on=TODAY)
    none = e.ProgramHealthDeclared(from_=Rating.AMBER, to=None, unknown="Reset", narrative="", by=BOB, on=TODAY)
    said = given(p.PROGRAM, *ACTIVE).when(p.declare_health, rating=Rating.AMBER, narrative="Late", by=ANN, on=TODAY)
    after = said.then(amber)
    after.when(p.declare_health, rating=Rating.AMBER, narrative="Late ", by=BOB, on=TODAY).then()
    after.when(p.declare_health, rating=None, rating_unknown="Reset", by=BOB, on=TODAY).then(none)


def test_no_rating_needs_a_reason_and_a_rating_takes_none() -> None:
    program = given(p.PROGRAM, *ACTIVE)
    program.when(p.declare_health, rating=None, by=ANN, on=TODAY).refused("Say why there is no rating.")
    program.when(p.declare_health, rating=Rating.RED, rating_unknown="Reset", by=ANN, on=TODAY).refused(
        "Give a rating or say why there is none, not both."
    )


def test_a_decision_is_recorded_once_with_the_position_it_rests_on() -> None:
    decide = partial(p.record_decision, title="Stop", decision="We stop.", by=ANN, on=TODAY, facts_position=41)
    recorded = e.DecisionRecorded(title="Stop", decision="We stop.", by=ANN, on=TODAY, facts_position=41)
    given(p.PROGRAM, *ACTIVE).when(decide).then(recorded).when(decide).then()


def test_an_empty_decision_is_refused() -> None:
    decide = partial(p.record_decision, title="", decision="", by=ANN, on=TODAY, facts_position=0)
    asked = given(p.PROGRAM, *ACTIVE).when(decide)
    asked.refused(
        "Give the decision a title.", "Say what was decided.", "Give the position as 1 or more, or leave it out."
    )


def test_an_ask_is_raised_and_answered_once() -> None:
    raised = e.AskRaised(ask=ASK_ID, to_whom="Treasury", question="Ten million?", due=TODAY, by=ANN)
    answered = e.AskAnswered(ask=ASK_ID, question="Ten million?", answer="Yes.", by=BOB, on=TODAY)
    asked = {"ask": ASK_ID, "to_whom": "Treasury", "question": "Ten million?", "due": TODAY, "by": ANN}
    after = given(p.PROGRAM, *ACTIVE).when(p.raise_ask, **asked).then(raised)
    after.when(p.raise_ask, **asked).then()
    done = after.when(p.answer_ask, ask=ASK_ID, answer="Yes.", by=BOB, on=TODAY).then(answered)
    done.when(p.answer_ask, ask=ASK_ID, answer="Yes.", by=BOB, on=TODAY).then()
    done.when(p.answer_ask, ask=ASK_ID, answer="No.", by=BOB, on=TODAY).refused(
        "This ask is answered already; raise a new one."
    )


def test_asks_and_answers_need_words() -> None:
    program = given(p.PROGRAM, *ACTIVE)
    program.when(p.raise_ask, ask=ASK_ID, to_whom="", question="", by=ANN).refused(
        "Say whom you ask.", "Write what you ask for."
    )
    program.when(p.answer_ask, ask=ASK_ID, answer="", by=ANN, on=TODAY).refused(
        "Write the answer.", "The program has no such ask; choose one from its list."
    )
