"""`steward report`: a report of the book at a position, as JSON, as one file of HTML, or as PDF."""

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import rich_click as click

from cli.held_reports import list_issued, verify
from cli.options import MOMENT, NotUnderstood, database_option, looked, reached, untouched_book
from domain.programs.codes import normal
from projections.reports.document import ProgramReport, canonical
from projections.reports.program import NoReport, program_report

TO_STDOUT = "-"
Renderer = Callable[[ProgramReport], bytes]


@click.group(name="report")
def group() -> None:
    """Make and check reports. Made again at the same position, a report is the same, byte for byte."""


group.add_command(verify)
group.add_command(list_issued)


@group.command("program")
@click.argument("code")
@click.option("--at", type=MOMENT, help="A position, or a day such as 2026-03-31.  [default: now]")
@click.option("--since", type=MOMENT, help="Compare with this position or day.  [default: a month earlier]")
@click.option("--format", "form", type=click.Choice(["json", "html", "pdf"]), default="json", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, writable=True, allow_dash=True), help="The file; - for stdout.")
@database_option
def program(
    code: str, at: int | date | None, since: int | date | None, form: str, out: str | None, database: str | None
) -> None:
    """The report of the program with this CODE."""
    if form == "pdf" and out is None and sys.stdout.isatty():
        raise click.UsageError("A PDF does not belong on a terminal; name a file with --out.")
    report = _report(code, at, since, form, database)
    made = RENDERERS[form](report)
    if out in (None, TO_STDOUT):
        sys.stdout.buffer.write(made)
        return
    Path(str(out)).write_bytes(made)
    click.echo(f"Wrote {out}: {report.title}, position {report.position}, {report.digest}.", err=True)


def _report(
    code: str, at: int | date | None, since: int | date | None, form: str, database: str | None
) -> ProgramReport:
    with closing(untouched_book(database)) as book:
        earlier = reached(book, since)
        with book.view(reached(book, at)) as view:
            try:
                report = program_report(view, book.ledger, normal(code), since=earlier)
            except NoReport as none:
                raise NotUnderstood(str(none)) from none
        looked(book, "report", f"{report.title}, position {report.position}, as {form.upper()}")
        return report


def _html(report: ProgramReport) -> bytes:
    from web.reports.standalone import html  # noqa: PLC0415 - the templates, for those who ask for HTML

    return html(report).encode()


def _pdf(report: ProgramReport) -> bytes:
    from projections.reports.pdf import pdf  # noqa: PLC0415 - the fonts, for those who ask for PDF

    return pdf(report)


RENDERERS: dict[str, Renderer] = {"json": canonical, "html": _html, "pdf": _pdf}
