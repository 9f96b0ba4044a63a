"""Granting and revoking roles, disabling people, and what a person may do where and when."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel import Refused
from domain.people import events as e
from domain.people import person as p
from domain.people.words import ACTS, Grant, PersonState, Role, acts
from tests.domain.gwt import given

ANN, HERE, THERE = UUID(int=1), UUID(int=11), UUID(int=12)
TODAY = date(2026, 4, 22)
TOMORROW = TODAY + timedelta(days=1)
ADDED = e.PersonAdded(name="Ann", email="ann@example.org")
ADMINISTRATOR = e.RoleGranted(role=Role.ADMINISTRATOR, program=None, until=None, by=ANN)
MANAGER = e.RoleGranted(role=Role.MANAGER, program=HERE, until=TODAY, by=ANN)
DISABLED = e.PersonDisabled(reason="Left", by=ANN)
LAST = "This is the last administrator; make someone else administrator first."


def test_a_role_is_granted_once() -> None:
    asked = {"role": Role.MANAGER, "program": HERE, "until": TODAY, "by": ANN, "today": TODAY}
    given(p.PERSON, ADDED).when(p.grant_role, **asked).then(MANAGER).when(p.grant_role, **asked).then()


def test_another_last_day_moves_the_term() -> None:
    moved = e.RoleTermMoved(role=Role.MANAGER, program=HERE, from_=TODAY, to=None, by=ANN)
    asked = given(p.PERSON, ADDED, MANAGER).when(p.grant_role, role=Role.MANAGER, program=HERE, by=ANN, today=TODAY)
    asked.then(moved)


def test_a_role_that_ran_out_is_granted_anew() -> None:
    person = given(p.PERSON, ADDED, MANAGER)
    again = person.when(p.grant_role, role=Role.MANAGER, program=HERE, by=ANN, today=TOMORROW)
    again.then(e.RoleGranted(role=Role.MANAGER, program=HERE, until=None, by=ANN))


def test_a_role_cannot_end_before_today() -> None:
    asked = given(p.PERSON, ADDED).when(p.grant_role, role=Role.MANAGER, until=TODAY, by=ANN, today=TOMORROW)
    asked.refused("The last day has passed; give today or a later day.")


def test_nobody_is_administrator_and_auditor() -> None:
    asked = given(p.PERSON, ADDED, ADMINISTRATOR).when(
        p.grant_role, role=Role.AUDITOR, program=HERE, by=ANN, today=TODAY
    )
    asked.refused("Nobody is auditor and administrator at once; revoke that role first.")


def test_the_administrator_serves_everywhere_and_without_end() -> None:
    asked = given(p.PERSON, ADDED).when(
        p.grant_role, role=Role.ADMINISTRATOR, program=HERE, until=TODAY, by=ANN, today=TODAY
    )
    asked.refused(
        "An administrator serves all programs; leave the program out.",
        "The role of administrator has no last day; revoke it when it is no longer needed.",
    )


def test_a_role_is_revoked_once_with_a_reason() -> None:
    person = given(p.PERSON, ADDED, MANAGER)
    asked = {"role": Role.MANAGER, "program": HERE, "by": ANN, "other_administrators": 0}
    person.when(p.revoke_role, reason="", **asked).refused("Say why the role is revoked.")
    gone = person.when(p.revoke_role, reason="Moved", **asked)
    after = gone.then(e.RoleRevoked(role=Role.MANAGER, program=HERE, reason="Moved", by=ANN))
    after.when(p.revoke_role, reason="Moved", **asked).then()


def test_the_last_administrator_stays() -> None:
    person = given(p.PERSON, ADDED, ADMINISTRATOR)
    revoke = {"role": Role.ADMINISTRATOR, "reason": "A", "by": ANN}
    person.when(p.revoke_role, other_administrators=0, **revoke).refused(LAST)
    person.when(p.disable, reason="", by=ANN, other_administrators=0).refused("Say why the person is disabled.", LAST)
    assert person.when(p.revoke_role, other_administrators=1, **revoke).facts


def test_a_person_is_disabled_and_enabled_once() -> None:
    disabled = given(p.PERSON, ADDED).when(p.disable, reason="Left", by=ANN, other_administrators=0).then(DISABLED)
    disabled.when(p.disable, reason="Left", by=ANN, other_administrators=0).then()
    disabled.when(p.enable, by=ANN).then(e.PersonEnabled(by=ANN)).when(p.enable, by=ANN).then()


def test_a_disabled_person_gets_no_role() -> None:
    asked = given(p.PERSON, ADDED, DISABLED).when(p.grant_role, role=Role.MANAGER, by=ANN, today=TODAY)
    asked.refused("The person is disabled; enable them first.")


def test_a_role_holds_in_its_program_to_the_end_of_its_last_day() -> None:
    person = given(p.PERSON, ADDED, MANAGER).state
    assert p.holds(person, roles={Role.MANAGER, Role.AUDITOR}, program=HERE, today=TODAY)
    assert not p.holds(person, roles={Role.MANAGER}, program=HERE, today=TOMORROW)
    assert not p.holds(person, roles={Role.MANAGER}, program=THERE, today=TODAY)
    assert not p.holds(person, roles={Role.MANAGER}, program=None, today=TODAY)
    assert not p.holds(person, roles={Role.AUDITOR}, program=HERE, today=TODAY)


def test_a_role_in_all_programs_holds_in_each_until_disabled() -> None:
    person = given(p.PERSON, ADDED, ADMINISTRATOR)
    assert p.holds(person.state, roles={Role.ADMINISTRATOR}, program=THERE, today=TOMORROW)
    assert p.holds(person.state, roles={Role.ADMINISTRATOR}, program=None, today=TOMORROW)
    disabled = given(p.PERSON, ADDED, ADMINISTRATOR, DISABLED).state
    assert not p.holds(disabled, roles={Role.ADMINISTRATOR}, program=None, today=TODAY)


def test_every_role_and_act_is_described() -> None:
    assert all(role.label and role.description.endswith(".") for role in Role)
    assert all(callable(getattr(p, act)) for state in PersonState for act in acts(state))


CHOICES: list[tuple[str, dict[str, Any]]] = [
    *(
        ("grant_role", {"role": role, "program": program, "until": until, "by": ANN, "today": TODAY})
        for role in Role
        for program in (None, HERE)
        for until in (None, TODAY, TOMORROW)
    ),
    *(("revoke_role", {"role": r, "reason": "A", "by": ANN, "other_administrators": n}) for r in Role for n in (0, 1)),
    *(("disable", {"reason": "A", "by": ANN, "other_administrators": n}) for n in (0, 1)),
    ("enable", {"by": ANN}),
    ("rename", {"name": "B"}),
    ("move_email", {"email": "b@example.org"}),
]


@for_all(st.lists(st.sampled_from(CHOICES), max_size=30))
def test_whatever_is_decided_nobody_administers_and_audits(steps: list[tuple[str, dict[str, Any]]]) -> None:
    person = p.PERSON.fold([ADDED])
    assert person
    for act, said in steps:
        before = person
        try:
            person = p.PERSON.fold(getattr(p, act)(before, **said), before) or before
        except Refused:
            continue
        roles = {grant.role for grant in person.grants}
        assert not {Role.ADMINISTRATOR, Role.AUDITOR} <= roles
        administered = Grant(Role.ADMINISTRATOR) in before.grants and before.state is PersonState.ACTIVE
        administers = Grant(Role.ADMINISTRATOR) in person.grants and person.state is PersonState.ACTIVE
        assert administers or not administered or said["other_administrators"]


def test_every_decision_is_tried() -> None:
    assert {act for act, _ in CHOICES} == {act for each in ACTS.values() for act in each}
