"""Adding people, their names, and that an address belongs to one person at a time."""

from uuid import UUID

import pytest

from domain.people import events as e
from domain.people.email import EMAIL, email_id, release, take
from domain.people.person import PERSON, add, move_email, rename
from tests.domain.gwt import given

ANN, BOB = UUID(int=1), UUID(int=2)
ADDED = e.PersonAdded(name="Ann", email="ann@example.org")
TAKEN = e.EmailTaken(email="ann@example.org", person=ANN)


def test_a_person_is_added_with_the_address_in_small_letters() -> None:
    given(PERSON).when(add, name=" Ann ", email=" Ann@Example.org").then(ADDED)


def test_a_person_is_added_once() -> None:
    sentence = "This person is recorded already as Ann; change that record instead."
    given(PERSON, ADDED).when(add, name="Ann", email="ann@example.org").refused(sentence)


@pytest.mark.parametrize(
    "email", ["", "ann", "ann@", "@b.org", "a b@c.org", "a..b@c.org", "a@b", "a@b.org\nx", "a@@b.org"]
)
def test_what_cannot_be_an_address_is_refused(email: str) -> None:
    given(PERSON).when(add, name="", email=email).refused(
        "Give the person's name.", "Enter an e-mail address such as name@example.org."
    )


def test_a_person_is_renamed_once() -> None:
    renamed = given(PERSON, ADDED).when(rename, name="Anna").then(e.PersonRenamed(from_="Ann", to="Anna"))
    renamed.when(rename, name="Anna").then()
    renamed.when(rename, name="").refused("Give the person's name.")


def test_an_address_moves_once() -> None:
    moved = e.EmailMoved(from_="ann@example.org", to="a@example.org")
    given(PERSON, ADDED).when(move_email, email="A@example.org").then(moved).when(
        move_email, email="a@example.org"
    ).then()
    given(PERSON, ADDED).when(move_email, email="nowhere").refused_field("email")


def test_an_address_belongs_to_one_person() -> None:
    taken = given(EMAIL).when(take, address="ANN@example.org", person=ANN).then(TAKEN)
    taken.when(take, address="ann@example.org", person=ANN).then()
    sentence = "The address ann@example.org belongs to someone else; enter another."
    taken.when(take, address="ann@example.org", person=BOB).refused(sentence)
    given(EMAIL).when(take, address="ann", person=ANN).refused("Enter an e-mail address such as name@example.org.")


def test_an_address_that_was_let_go_is_free() -> None:
    released = e.EmailReleased(email="ann@example.org", person=ANN)
    free = given(EMAIL, TAKEN).when(release, address="ann@example.org", person=ANN).then(released)
    free.when(release, address="ann@example.org", person=ANN).then()
    free.when(take, address="ann@example.org", person=BOB).then(e.EmailTaken(email="ann@example.org", person=BOB))


def test_nobody_lets_go_the_address_of_another() -> None:
    given(EMAIL, TAKEN).when(release, address="ann@example.org", person=BOB).then()


def test_spellings_of_one_address_name_one_stream() -> None:
    assert email_id(" Ann@Example.org") == email_id("ann@example.org") != email_id("bob@example.org")
