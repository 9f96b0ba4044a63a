"""The first administrator of a book, who adds everybody else."""

from collections.abc import Sequence
from uuid import UUID

from application.desk import STEWARD, Command, Desk, new_id
from application.ledger import Ask
from application.ledger.ledger import Change
from domain.people import email as addresses
from domain.people import person as people
from domain.people.words import Role


class SetUpFirstAdministrator(Command, frozen=True, kw_only=True):
    """Set up the first administrator. Whoever holds the link printed at the machine may; there is nobody to ask yet."""

    name: str
    email: str

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        person = desk.load(people.PERSON, first_administrator_id(ask))
        email = desk.load(addresses.EMAIL, addresses.email_id(self.email))
        added = people.add(person.found, name=self.name, email=self.email)
        known = people.PERSON.fold(added)
        assert known is not None  # noqa: S101 - a fold of facts is a state
        granted = people.grant_role(known, role=Role.ADMINISTRATOR, by=STEWARD, today=ask.today)
        taken = addresses.take(email.found, address=self.email, person=person.stream)
        return [person.facts((*added, *granted)), email.facts(taken)]


def first_administrator_id(ask: Ask) -> UUID:
    return new_id(ask, "person")
