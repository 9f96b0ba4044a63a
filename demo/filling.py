"""Fills an empty book with five real editions and the story, each event recorded on the day it tells of."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

from application.accounts import Accounts, create_tables
from application.desk import STEWARD
from application.imports import portfolio
from application.imports.gmpp import Edition
from application.imports.gmpp_names import department_codes, match_key
from application.ledger import Ask
from demo import reports, risks, steering, work
from demo.clock import DemoClock
from demo.telling import HERE, TODAY, Cast, Happening, Story, read_story
from domain.programs.state import PROGRAM, program_id
from domain.projects.state import PROJECT
from projections.book import Book

PASSWORD = "steward-demo-2026"  # noqa: S105 - everybody may know it: it opens invented people's accounts only
Progress = Callable[[int, int], None]


def fill(book: Book, clock: DemoClock, progress: Progress = portfolio.silent) -> int:
    """Tell everything in the order of its days; answers how many events the book then holds."""
    story = read_story()
    cast = Cast(book.desk)
    timeline = sorted(_timeline(story), key=lambda entry: entry[0])
    for done, (at, told) in enumerate(timeline, 1):
        clock.stand(at)
        if isinstance(told, Edition):
            _take_over(book, told, cast)
        else:
            _happen(book, told, cast)
        progress(done, len(timeline))
    clock.stand(TODAY)
    _let_in(book, story, cast)
    return book.ledger.head()


def _timeline(story: Story) -> Iterator[tuple[datetime, Edition | Happening]]:
    files = [(path.name, path.read_bytes()) for path in sorted((HERE / "gmpp").glob("*.csv"))]
    for edition in portfolio.read_editions(files):
        yield datetime.combine(edition.as_at, portfolio.NOON), edition
    for chapter in (steering, risks, work, reports):
        for happening in chapter.told(story):
            yield happening.at, happening


def _take_over(book: Book, edition: Edition, cast: Cast) -> None:
    portfolio.carry_out(
        [edition], book.desk, Ask(by=STEWARD, at=book.now(), command=uuid4()), absence=portfolio.Absence.LEAVE
    )
    for code in department_codes():
        program = book.desk.load(PROGRAM, program_id(code))
        for project in program.found.projects if program.found else ():
            name = book.desk.load(PROJECT, project).state.name
            cast.projects[match_key(name)] = (project, program.stream)


def _happen(book: Book, told: Happening, cast: Cast) -> None:
    by = cast.person(told.by) if told.by else STEWARD
    ask = Ask(by=by, at=book.now(), command=told.command, effective_at=told.true_since, reason=told.reason)
    book.desk.do(told.make(cast), ask)


def _let_in(book: Book, story: Story, cast: Cast) -> None:
    create_tables(book.database)
    accounts = Accounts(book.database)
    for nick in story["people"]:
        accounts.set_password(cast.person(nick), PASSWORD, now=book.now())
