"""Where a new thing belongs: a program that is in the book, and a project of that program."""

from uuid import UUID

from application.desk import Desk
from domain.kernel import refuse
from domain.programs.state import PROGRAM
from domain.projects.state import PROJECT


def check_place(desk: Desk, *, program: UUID, project: UUID | None) -> None:
    """Refuse a program that is not in the book, or a project that belongs to another program."""
    if desk.load(PROGRAM, program).found is None:
        raise refuse("There is no such program in the book; choose one from the list.", "program")
    if project is None:
        return
    held = desk.load(PROJECT, project).found
    if held is None or held.program != program:
        raise refuse("The project belongs to another program; choose its program, or another project.", "project")
