"""What is told of people and their addresses."""

from uuid import UUID

from domain.people import events as e
from domain.people.words import Role
from projections.sentences.parts import Sentence, change, person, quote, say, sentence, strong, tells, thing, words


@tells(e.PersonAdded)
def _added(fact: e.PersonAdded) -> Sentence:
    return sentence("added ", strong(fact.name), f" with the address {fact.email}")


@tells(e.PersonRenamed)
def _renamed(fact: e.PersonRenamed) -> Sentence:
    return sentence("changed the name ", change("", fact.from_, fact.to))


@tells(e.EmailMoved)
def _email_moved(fact: e.EmailMoved) -> Sentence:
    return sentence("changed the address ", change("", fact.from_, fact.to))


@tells(e.RoleGranted)
def _granted(fact: e.RoleGranted) -> Sentence:
    until = f" until {words(fact.until)}" if fact.until else ""
    return sentence("granted the role ", *_role(fact.role, fact.program), until)


@tells(e.RoleTermMoved)
def _term_moved(fact: e.RoleTermMoved) -> Sentence:
    term = change("", fact.from_ or "no end", fact.to or "no end")
    return sentence("moved the last day of the role ", *_role(fact.role, fact.program), ": ", term)


@tells(e.RoleRevoked)
def _revoked(fact: e.RoleRevoked) -> Sentence:
    return sentence("revoked the role ", *_role(fact.role, fact.program), quote(fact.reason))


@tells(e.PersonDisabled)
def _disabled(fact: e.PersonDisabled) -> Sentence:
    return sentence("ended the right to sign in", quote(fact.reason))


@tells(e.PersonEnabled)
def _enabled(_: e.PersonEnabled) -> Sentence:
    return sentence("gave back the right to sign in")


@tells(e.EmailTaken)
def _taken(fact: e.EmailTaken) -> Sentence:
    return sentence(f"reserved the address {fact.email} for ", person(fact.person))


@tells(e.EmailReleased)
def _released(fact: e.EmailReleased) -> Sentence:
    return sentence(f"released the address {fact.email}, which was with ", person(fact.person))


def _role(role: Role, program: UUID | None) -> Sentence:
    where = (say(" in "), thing(program)) if program else (say(" in all programs"),)
    return (strong(role.label.lower()), *where)
