"""E-mail addresses: each is a stream of its own, so that it belongs to one person at a time."""

import re
from uuid import UUID, uuid5

import msgspec

from domain.kernel import NAMESPACE, Aggregate, Checks, Facts, refuse
from domain.people.events import EmailReleased, EmailTaken

LONGEST = 254
_SHAPE = re.compile(r"[^\s@<>\"(),;:\\\[\]\x00-\x1f\x7f]{1,64}@([\w-]{1,63}\.)+[\w-]{2,63}")


class Email(msgspec.Struct, frozen=True, kw_only=True):
    """The address's standing: whose it is, if anybody's."""

    person: UUID | None = None


EMAIL = Aggregate("email", Email)


def normal(email: str) -> str:
    """The one spelling of an address: no spaces around it, small letters."""
    return email.strip().lower()


def email_id(email: str) -> UUID:
    return uuid5(NAMESPACE, f"email/{normal(email)}")


def checked(checks: Checks, field: str, value: str) -> str:
    """The normal spelling; adds a problem about the field where it cannot be an e-mail address."""
    email = normal(value)
    plausible = len(email) <= LONGEST and _SHAPE.fullmatch(email) and ".." not in email
    checks.that(plausible, field, "Enter an e-mail address such as name@example.org.")
    return email


@EMAIL.on(EmailTaken)
def _taken(_: Email | None, fact: EmailTaken) -> Email:
    return Email(person=fact.person)


@EMAIL.on(EmailReleased)
def _released(_: Email | None, __: EmailReleased) -> Email:
    return Email()


def take(email: Email | None, *, address: str, person: UUID) -> Facts:
    """Reserve an address; saved together with the fact that gives it to the person."""
    checks = Checks()
    address = checked(checks, "email", address)
    checks.done()
    if email and email.person == person:
        return ()
    if email and email.person:
        raise refuse(f"The address {address} belongs to someone else; enter another.", "email")
    return (EmailTaken(email=address, person=person),)


def release(email: Email | None, *, address: str, person: UUID) -> Facts:
    """Let an address go, where it is this person's."""
    if email is None or email.person != person:
        return ()
    return (EmailReleased(email=normal(address), person=person),)
