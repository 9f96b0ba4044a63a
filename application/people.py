"""What may be asked of people: who they are, what they may do, and whether they may sign in."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from application.desk import ADMINISTRATORS, Act, Command, Desk, new_id
from application.fields import Reason, ask
from application.ledger import Ask, Loaded
from application.ledger.ledger import Change
from domain.kernel import Aggregate, Facts
from domain.people import email as addresses
from domain.people import person
from domain.people.email import EMAIL, email_id
from domain.people.events import RoleGranted
from domain.people.person import PERSON, Person, holds
from domain.people.words import Role

EVERYWHERE = "All programs"
ADDRESS = {"input": "email", "missing": "Enter the e-mail address."}
ENDLESS = "Leave it empty for no end."


class AddPerson(Command, frozen=True, kw_only=True):
    """Add the person"""

    ROLES = ADMINISTRATORS

    name: Annotated[str, ask("Name")]
    email: Annotated[str, ask("E-mail", "The address to sign in with; it belongs to one person alone.", **ADDRESS)]
    role: Annotated[Role | None, ask("First role", "More can be granted afterwards.", input="role")] = None
    program: Annotated[UUID | None, ask("Program", input="program", none=EVERYWHERE)] = None
    until: Annotated[date | None, ask("Last day", ENDLESS)] = None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, None)
        here = desk.load(PERSON, new_id(ask, "person"))
        address = desk.load(EMAIL, email_id(self.email))
        facts = person.add(here.found, name=self.name, email=self.email)
        facts += self._granted(PERSON.fold(facts), ask)
        taken = addresses.take(address.found, address=self.email, person=here.stream)
        return [here.facts(facts), address.facts(taken)]

    def _granted(self, added: Person | None, ask: Ask) -> Facts:
        if added is None or self.role is None:
            return ()
        return person.grant_role(
            added, role=self.role, program=self.program, until=self.until, by=ask.by, today=ask.today
        )


class PersonAct(Act, frozen=True, kw_only=True):
    """An act on one person."""

    AGGREGATE: ClassVar[Aggregate[Any]] = PERSON
    ROLES = ADMINISTRATORS


class RenamePerson(PersonAct, frozen=True, kw_only=True):
    """Rename the person"""

    name: Annotated[str, ask("Name")]

    def decide(self, state: Person, ask: Ask) -> Facts:
        return person.rename(state, name=self.name)


class MoveEmail(PersonAct, frozen=True, kw_only=True):
    """Give another address"""

    email: Annotated[str, ask("E-mail", "The person signs in with it from now on.", **ADDRESS)]

    def decide(self, state: Person, ask: Ask) -> Facts:
        return person.move_email(state, email=self.email)

    def also(self, desk: Desk, loaded: Loaded[Any], ask: Ask) -> Sequence[Change]:
        new, old = desk.load(EMAIL, email_id(self.email)), desk.load(EMAIL, email_id(loaded.state.email))
        if new.stream == old.stream:
            return ()
        return [
            new.facts(addresses.take(new.found, address=self.email, person=self.thing)),
            old.facts(addresses.release(old.found, address=loaded.state.email, person=self.thing)),
        ]


class GrantRole(PersonAct, frozen=True, kw_only=True):
    """Grant the role"""

    role: Annotated[Role, ask("Role", input="role")]
    program: Annotated[UUID | None, ask("Program", input="program", none=EVERYWHERE)] = None
    until: Annotated[date | None, ask("Last day", ENDLESS)] = None

    def decide(self, state: Person, ask: Ask) -> Facts:
        return person.grant_role(
            state, role=self.role, program=self.program, until=self.until, by=ask.by, today=ask.today
        )


class RevokeRole(PersonAct, frozen=True, kw_only=True):
    """Revoke the role"""

    role: Annotated[Role, ask("Role", input="role")]
    program: Annotated[UUID | None, ask("Program", input="program", none=EVERYWHERE)] = None
    reason: Reason

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded: Loaded[Person] = desk.look(self, ask)
        facts = person.revoke_role(
            loaded.state,
            role=self.role,
            program=self.program,
            reason=self.reason,
            by=ask.by,
            other_administrators=_other_administrators(desk, self.thing, ask),
        )
        return [loaded.facts(facts)]


class DisablePerson(PersonAct, frozen=True, kw_only=True):
    """Disable the person"""

    reason: Reason

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        loaded: Loaded[Person] = desk.look(self, ask)
        others = _other_administrators(desk, self.thing, ask)
        facts = person.disable(loaded.state, reason=self.reason, by=ask.by, other_administrators=others)
        return [loaded.facts(facts)]


class EnablePerson(PersonAct, frozen=True, kw_only=True):
    """Enable the person"""

    def decide(self, state: Person, ask: Ask) -> Facts:
        return person.enable(state, by=ask.by)


def _other_administrators(desk: Desk, thing: UUID, ask: Ask) -> int:
    """Counted from the streams of everybody who was ever granted a role; no read model is asked."""
    with desk.ledger.database.read() as tx:
        found = tx.rows("SELECT DISTINCT stream FROM events WHERE topic = ?", (RoleGranted.TOPIC,))
    others = [desk.load(PERSON, UUID(stream)).state for (stream,) in found if UUID(stream) != thing]
    return sum(holds(other, roles=ADMINISTRATORS, program=None, today=ask.today) for other in others)
