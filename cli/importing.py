"""`steward import`: editions of the major projects portfolio and filled-in templates, from files into the book."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from uuid import uuid4

import msgspec
import rich_click as click
from rich.console import Console
from rich.table import Table

from application.desk import STEWARD
from application.imports import portfolio, sheets
from application.imports.gmpp import YearMissing
from application.imports.sources import BadCell, Unreadable
from application.imports.template_columns import Kind
from application.imports.templates import TemplateSheet
from application.ledger import Ask
from cli.options import NotUnderstood, database_option, open_book
from cli.progress import progress
from projections.book import Book

FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be recorded, and record nothing.")
JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
GOOD = click.option("--good-rows", is_flag=True, help="Record the good rows even where others have a problem.")
GONE = click.option(
    "--absent",
    type=click.Choice([each.value for each in portfolio.Absence]),
    default=portfolio.Absence.KEEP.value,
    show_default=True,
    help="What becomes of projects that an edition names no longer: keep them, or let them leave the portfolio.",
)
YEAR = click.option("--year", type=click.IntRange(2000, 2100), help="The edition's year, where the file does not say.")


@click.group(name="import")
def group() -> None:
    """Take files over into the book. The same file again records nothing."""


@group.command("portfolio")
@FILES
@DRY_RUN
@YEAR
@GONE
@JSON
@database_option
def editions(
    files: tuple[Path, ...], dry_run: bool, year: int | None, absent: str, as_json: bool, database: str | None
) -> None:
    """Editions of the Government Major Projects Portfolio, CSV or XLSX."""
    if year and len(files) > 1:
        raise click.UsageError("--year speaks of one file; give one file, or leave --year out.")
    absence = portfolio.Absence(absent)
    with _book(database) as book:
        try:
            read = portfolio.read_editions(_contents(files), year=year)
        except YearMissing as missing:
            _stop(f"{missing} Write --year 2021, for example.")
        except Unreadable as unreadable:
            _stop(str(unreadable))
        if dry_run:
            planned, events = portfolio.plan(read, book.desk, _ask(book), absence=absence), None
        else:
            with progress("Recording") as told:
                result = portfolio.carry_out(read, book.desk, _ask(book), told, absence=absence)
            planned, events = result.plan, result.events
    _answer(_portfolio_facts(planned, events), _portfolio_table(planned, events), as_json=as_json)
    _finish(planned.problems)


def _sheet(kind: Kind, what: str) -> None:
    @group.command(name=kind, help=f"{what}, from the template (CSV or XLSX).")
    @FILES
    @DRY_RUN
    @GOOD
    @JSON
    @database_option
    def command(files: tuple[Path, ...], dry_run: bool, good_rows: bool, as_json: bool, database: str | None) -> None:
        with _book(database) as book:
            try:
                read = sheets.read_sheets(kind, _contents(files))
            except Unreadable as unreadable:
                _stop(str(unreadable))
            planned, events = _take(read, book, dry_run=dry_run, good_rows=good_rows)
        _answer(_sheet_facts(planned, events), _sheet_table(planned, events), as_json=as_json)
        _finish(planned.problems)


_sheet("projects", "Projects")
_sheet("risks", "Risks")
_sheet("actions", "Corrective actions")


def _take(
    read: list[TemplateSheet], book: Book, *, dry_run: bool, good_rows: bool
) -> tuple[sheets.SheetPlan, int | None]:
    if dry_run:
        return sheets.plan_sheets(read, book.desk, _ask(book)), None
    take = sheets.Take.GOOD_ROWS if good_rows else sheets.Take.ALL_OR_NOTHING
    with progress("Recording") as told:
        result = sheets.carry_out_sheets(read, book.desk, _ask(book), take=take, progress=told)
    return result.plan, result.events


@contextmanager
def _book(url: str | None) -> Iterator[Book]:
    book = open_book(url)
    try:
        yield book
    finally:
        book.close()


def _ask(book: Book) -> Ask:
    return Ask(by=STEWARD, at=book.now(), command=uuid4())


def _contents(files: Sequence[Path]) -> list[tuple[str, bytes]]:
    return [(file.name, file.read_bytes()) for file in files]


def _answer(facts: dict[str, Any], table: Table, *, as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(facts).decode())
    else:
        Console().print(table)


def _portfolio_facts(planned: portfolio.Plan, events: int | None) -> dict[str, Any]:
    return {"editions": planned.editions, "facts": planned.facts, "events": events, "recorded": events is not None}


def _portfolio_table(planned: portfolio.Plan, events: int | None) -> Table:
    table = Table(title=_title(sum(planned.facts.values()), events), caption=ABSENT, title_justify="left")
    table.add_column("As at", no_wrap=True)
    for heading in ("Programs", "New", "Changed", "Unchanged", "Not named", "Left out", "Facts"):
        table.add_column(heading, justify="right")
    for e in planned.editions:
        counts = (e.programs, e.new, e.changed, e.unchanged, e.absent, e.superseded)
        table.add_row(str(e.as_at), *(str(len(c)) for c in counts), str(sum(e.facts.values())))
    return table


ABSENT = (
    "Not named: projects in the book that the edition does not mention; nothing is recorded of them,"
    " unless with --absent leave."
    " Left out: rows about a day before what the book already tells."
)


def _sheet_facts(planned: sheets.SheetPlan, events: int | None) -> dict[str, Any]:
    told = ("kind", "new", "unchanged", "facts", "problems")
    return {**{name: getattr(planned, name) for name in told}, "events": events, "recorded": bool(events)}


def _sheet_table(planned: sheets.SheetPlan, events: int | None) -> Table:
    table = Table("Rows", "Number", title=_title(sum(planned.facts.values()), events), title_justify="left")
    table.add_row("New or changed", str(len(planned.new)))
    table.add_row("Recorded before", str(len(planned.unchanged)))
    table.add_row("With a problem", str(len({(bad.file, bad.row) for bad in planned.problems})))
    return table


def _title(facts: int, events: int | None) -> str:
    return f"{facts} events would be recorded" if events is None else f"{events} events recorded"


def _finish(problems: Sequence[BadCell]) -> None:
    """Bad rows as a table on stderr; exit 1 where there are any."""
    if not problems:
        return
    table = Table(
        "File",
        "Row",
        "Column",
        "Value",
        "What to do",
        title=f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}",
    )
    for bad in problems:
        table.add_row(bad.file, str(bad.row), bad.column or bad.heading, bad.value[:60], bad.reason)
    Console(stderr=True).print(table)
    raise SystemExit(1)


def _stop(sentence: str) -> NoReturn:
    raise NotUnderstood(sentence)
