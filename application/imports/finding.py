"""Finds what a row names by its words: a program by code or name, a project by code, a person by address."""

from uuid import UUID

from application.desk import Desk
from application.ledger.ledger import Loaded
from domain.kernel import refuse
from domain.people.email import EMAIL, email_id
from domain.programs.events import ProgramProposed
from domain.programs.state import PROGRAM, Program, program_id
from domain.projects.state import PROJECT, Project, project_id


class Finder:
    """Looks things up on one desk; programs are looked through once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._programs: dict[str, UUID] | None = None

    def program(self, words: str) -> UUID:
        coded = program_id(words)
        if self._desk.load(PROGRAM, coded).found:
            return coded
        found = self._named().get(_key(words))
        if found is None:
            raise refuse(f"There is no program {words}; write the code or name of one, or propose it first.", "program")
        return found

    def project(self, code: str) -> UUID:
        project = project_id(code)
        if self.recorded(project) is None:
            raise refuse(f"There is no project {code}; write the code of one, or leave it blank.", "project")
        return project

    def recorded(self, project: UUID) -> Project | None:
        return self._desk.load(PROJECT, project).found

    def person(self, address: str | None) -> UUID:
        if not address:
            raise refuse("Write the e-mail address of the owner.", "owner")
        email = self._desk.load(EMAIL, email_id(address)).found
        if email is None or email.person is None:
            raise refuse(f"Nobody has the address {address}; correct it, or add the person first.", "owner")
        return email.person

    def _named(self) -> dict[str, UUID]:
        """Programs by name, from their own streams."""
        if self._programs is None:
            self._programs = {_key(program.state.name): program.stream for program in all_programs(self._desk)}
        return self._programs


def all_programs(desk: Desk) -> list[Loaded[Program]]:
    """Every program that the log holds; no read model is asked."""
    with desk.ledger.database.read() as tx:
        found = tx.rows("SELECT stream FROM events WHERE topic = ?", (ProgramProposed.TOPIC,))
    return [desk.load(PROGRAM, UUID(stream)) for (stream,) in found]


def _key(words: str) -> str:
    return " ".join(words.casefold().split())
