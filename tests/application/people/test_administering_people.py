"""People are added with an address that is theirs alone, given roles, and never left without an administrator."""

from collections.abc import Callable
from uuid import UUID, uuid4

import msgspec
import pytest

from application import people as p
from application.desk import Command, NotAllowed, new_id
from application.ledger import Ask, NotFound, Receipt
from domain.kernel import Refused
from domain.people.email import EMAIL, email_id
from domain.people.person import PERSON, Person
from domain.people.words import Grant, PersonState, Role
from projections.book import Book

Add = Callable[[str, Role], UUID]
Do = Callable[[Command], Receipt]
LAST = "This is the last administrator; make someone else administrator first."


@pytest.fixture
def do(book: Book, steward: Ask) -> Do:
    def act(command: Command) -> Receipt:
        return book.desk.do(command, msgspec.structs.replace(steward, command=uuid4()))

    return act


def state(book: Book, person: UUID) -> Person:
    return book.desk.load(PERSON, person).state


def owner_of(book: Book, address: str) -> UUID | None:
    found = book.desk.load(EMAIL, email_id(address)).found
    return found.person if found else None


def test_a_person_is_added_with_address_and_role_in_one_save(book: Book, person: Add) -> None:
    ada = person("Ada", Role.MANAGER)
    assert state(book, ada).grants.keys() == {Grant(Role.MANAGER)}
    assert owner_of(book, "ADA@example.org") == ada


def test_a_person_may_begin_without_a_role(book: Book, steward: Ask) -> None:
    book.desk.do(p.AddPerson(name="Ada", email="ada@example.org"), steward)
    assert state(book, new_id(steward, "person")).grants == {}


def test_an_address_belongs_to_one_person(book: Book, person: Add, do: Do) -> None:
    person("Ada", Role.MANAGER)
    head = book.ledger.head()
    with pytest.raises(Refused, match="belongs to someone else"):
        do(p.AddPerson(name="Other", email=" Ada@Example.org"))
    assert book.ledger.head() == head


def test_an_address_that_was_given_up_is_free_again(book: Book, person: Add, do: Do) -> None:
    ada, eve = person("Ada", Role.MANAGER), person("Eve", Role.MANAGER)
    with pytest.raises(Refused, match="belongs to someone else"):
        do(p.MoveEmail(thing=ada, email="eve@example.org"))
    do(p.MoveEmail(thing=ada, email="ada@example.com"))
    assert (owner_of(book, "ada@example.org"), owner_of(book, "ada@example.com")) == (None, ada)
    do(p.MoveEmail(thing=eve, email="ada@example.org"))
    assert state(book, eve).email == "ada@example.org"


def test_the_same_address_again_changes_nothing(person: Add, do: Do) -> None:
    assert do(p.MoveEmail(thing=person("Ada", Role.MANAGER), email="ADA@example.org")).positions == ()


def test_a_person_is_renamed_and_given_roles(book: Book, person: Add, do: Do) -> None:
    ada = person("Ada", Role.MANAGER)
    do(p.RenamePerson(thing=ada, name="Ada King"))
    do(p.GrantRole(thing=ada, role=Role.AUDITOR))
    do(p.RevokeRole(thing=ada, role=Role.MANAGER, reason="She changed her post."))
    assert (state(book, ada).name, set(state(book, ada).grants)) == ("Ada King", {Grant(Role.AUDITOR)})


def test_the_last_administrator_stays(book: Book, person: Add, do: Do) -> None:
    ada = person("Ada", Role.ADMINISTRATOR)
    person("Eve", Role.MANAGER)
    with pytest.raises(Refused, match=LAST):
        do(p.RevokeRole(thing=ada, role=Role.ADMINISTRATOR, reason="Rest."))
    with pytest.raises(Refused, match=LAST):
        do(p.DisablePerson(thing=ada, reason="Rest."))
    assert state(book, ada).state is PersonState.ACTIVE


def test_one_of_two_administrators_may_go_and_then_no_more(book: Book, person: Add, do: Do) -> None:
    ada, eve = person("Ada", Role.ADMINISTRATOR), person("Eve", Role.ADMINISTRATOR)
    do(p.DisablePerson(thing=ada, reason="Gone."))
    with pytest.raises(Refused, match=LAST):
        do(p.RevokeRole(thing=eve, role=Role.ADMINISTRATOR, reason="Rest."))
    do(p.EnablePerson(thing=ada))
    do(p.RevokeRole(thing=eve, role=Role.ADMINISTRATOR, reason="Rest."))
    assert state(book, eve).grants == {}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_add_people_and_grant_roles(book: Book, person: Add, role: Role) -> None:
    ada = person("Ada", role)
    asked: list[Command] = [
        p.AddPerson(name="Eve", email="eve@example.org"),
        p.GrantRole(thing=ada, role=Role.ADMINISTRATOR),
        p.DisablePerson(thing=ada, reason="Rest."),
    ]
    head = book.ledger.head()
    for command in asked:
        with pytest.raises(NotAllowed):
            book.desk.do(command, Ask(by=ada, at=book.now(), command=uuid4()))
    assert book.ledger.head() == head


def test_a_disabled_administrator_may_do_nothing(book: Book, person: Add, do: Do) -> None:
    ada = person("Ada", Role.ADMINISTRATOR)
    person("Eve", Role.ADMINISTRATOR)
    do(p.DisablePerson(thing=ada, reason="Gone."))
    with pytest.raises(NotAllowed):
        book.desk.do(p.EnablePerson(thing=ada), Ask(by=ada, at=book.now(), command=uuid4()))


def test_nobody_is_found_under_an_unknown_id(do: Do) -> None:
    with pytest.raises(NotFound):
        do(p.RenamePerson(thing=uuid4(), name="Nobody"))
