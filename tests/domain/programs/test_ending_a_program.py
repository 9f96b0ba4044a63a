"""Holding, resuming, closing and cancelling a program."""

import pytest

from domain.programs import program as p
from domain.programs.events import (
    ProgramCancelled,
    ProgramClosed,
    ProgramClosingBegun,
    ProgramPutOnHold,
    ProgramResumed,
)
from domain.programs.words import ProgramState, acts
from tests.domain.gwt import given
from tests.domain.programs.facts import ACTIVE, ANN, CLOSING, ON_HOLD, PROPOSED


def test_an_active_program_is_put_on_hold_and_resumed() -> None:
    held = given(p.PROGRAM, *ACTIVE).when(p.put_on_hold, reason="Funding", by=ANN)
    held.then(ProgramPutOnHold(reason="Funding", by=ANN)).when(p.resume, by=ANN).then(ProgramResumed(by=ANN))


def test_a_program_on_hold_cannot_be_held_again() -> None:
    given(p.PROGRAM, *ON_HOLD).when(p.put_on_hold, reason="", by=ANN).refused(
        "The program is on hold; resume it first.", "Say why the program is put on hold."
    )


def test_closing_begins_from_active() -> None:
    given(p.PROGRAM, *ACTIVE).when(p.begin_closing, by=ANN).then(ProgramClosingBegun(by=ANN))
    given(p.PROGRAM, PROPOSED).when(p.begin_closing, by=ANN).refused("The program is proposed; approve it first.")


def test_a_program_with_open_projects_cannot_be_closed() -> None:
    sentence = "These projects are still open: Crossrail, HS2; close, cancel or move them first."
    asked = given(p.PROGRAM, *CLOSING).when(p.close, reason="Done", by=ANN, open_projects=("Crossrail", "HS2"))
    asked.refused(sentence)


def test_a_closing_program_is_closed_for_good() -> None:
    closed = given(p.PROGRAM, *CLOSING).when(p.close, reason="Done", by=ANN, open_projects=())
    after = closed.then(ProgramClosed(reason="Done", by=ANN))
    after.when(p.cancel, reason="No", by=ANN).refused("The program is closed; propose a new program.")


def test_closing_needs_a_reason() -> None:
    asked = given(p.PROGRAM, *CLOSING).when(p.close, reason=" ", by=ANN, open_projects=())
    asked.refused("Say why the program is closed.")


@pytest.mark.parametrize("facts", [(PROPOSED,), ACTIVE, ON_HOLD, CLOSING])
def test_a_program_that_has_not_ended_can_be_cancelled(facts: tuple[object, ...]) -> None:
    begun = given(p.PROGRAM, *facts)  # type: ignore[arg-type]
    begun.when(p.cancel, reason="Cut", by=ANN).then(ProgramCancelled(reason="Cut", by=ANN))
    begun.when(p.cancel, reason="", by=ANN).refused("Say why the program is cancelled.")


def test_every_act_offered_is_a_decision() -> None:
    assert all(callable(getattr(p, act)) for state in ProgramState for act in acts(state))
    assert all(not acts(state) for state in ProgramState if state.terminal)
