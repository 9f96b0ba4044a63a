"""Proposing a program: its code, its name, and that a code names one program."""

from uuid import UUID

import pytest

from domain.programs.events import ProgramApproved, ProgramProposed, ProgramRenamed
from domain.programs.program import PROGRAM, approve, program_id, propose, rename
from tests.domain.gwt import given
from tests.domain.programs.facts import ACTIVE, ANN, APPROVED, PROPOSED


def test_a_program_is_proposed_with_its_code_in_capitals() -> None:
    asked = given(PROGRAM).when(propose, code=" MoJ ", name=" Justice ", purpose="Courts", owner=ANN, sponsor="Bob")
    asked.then(ProgramProposed(code="MOJ", name="Justice", purpose="Courts", owner=ANN, sponsor="Bob"))


@pytest.mark.parametrize("code", ["DFT", "HMRC", "NS&I", "DoH Non Capital", "ESA10/BPM6", "A_1.2-(b)"])
def test_the_codes_of_real_departments_are_taken(code: str) -> None:
    assert given(PROGRAM).when(propose, code=code, name="Any").refusal is None


@pytest.mark.parametrize("code", ["", "x", "-a", "a" * 41, "a$b", "ünit"])
def test_other_codes_are_refused(code: str) -> None:
    given(PROGRAM).when(propose, code=code, name="Any").refused_field("code")


def test_everything_wrong_is_said_at_once() -> None:
    given(PROGRAM).when(propose, code=" ", name=" ", purpose="\x07").refused(
        "Give a code of two characters or more.",
        "Give the program a name.",
        "Purpose holds control characters; type it again.",
    )


def test_a_code_in_use_cannot_be_proposed_again() -> None:
    sentence = "The code DFT is used by the program Transport; give another code."
    given(PROGRAM, PROPOSED).when(propose, code="dft", name="Trains").refused(sentence)


def test_spellings_of_one_code_name_one_stream() -> None:
    assert program_id(" moj ") == program_id("MoJ") != program_id("MOD")
    assert isinstance(program_id("MoJ"), UUID)


def test_a_proposed_program_is_approved_once() -> None:
    given(PROGRAM, PROPOSED).when(approve, by=ANN).then(APPROVED)
    given(PROGRAM, *ACTIVE).when(approve, by=ANN).refused(
        "The program is active; put it on hold or begin closing it first."
    )
    assert ProgramApproved(by=ANN) == APPROVED


def test_a_program_is_renamed_once() -> None:
    renamed = given(PROGRAM, *ACTIVE).when(rename, name="Rail").then(ProgramRenamed(from_="Transport", to="Rail"))
    renamed.when(rename, name=" Rail ").then()


def test_a_program_cannot_lose_its_name() -> None:
    given(PROGRAM, *ACTIVE).when(rename, name="").refused("Give the program a name.")
