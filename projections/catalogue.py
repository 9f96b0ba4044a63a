"""Every read model of the book and, by importing them, every sentence of the record."""

from projections.kernel import ReadModel
from projections.people import PEOPLE
from projections.programs import PROGRAMS
from projections.projects.handlers import PROJECTS
from projections.record import RECORD
from projections.sentences import people, programs, projects
from projections.things import THINGS

SENTENCES = (programs, projects, people)

# The record comes last: its entries look up the things that the same event may have put or changed.
READ_MODELS: tuple[ReadModel, ...] = (THINGS, PROGRAMS, PROJECTS, PEOPLE, RECORD)
