"""`steward report verify` and `steward report list`: reports that were issued, and files that somebody holds."""

from contextlib import closing
from pathlib import Path

import rich_click as click

from cli.options import NotUnderstood, database_option, looked, untouched_book
from projections.book import Book
from projections.reports import queries
from projections.reports.verifying import Verdict

MOST_BYTES = 20_000_000


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@database_option
def verify(file: Path, database: str | None) -> None:
    """Check the report in FILE (JSON, PDF or HTML), or its signature sheet, against the book.

    It is made again from the log at the position it names, and compared byte for byte. Exit code 1 where anything
    differs, 2 where the file is no report.
    """
    from cli.reporting import RENDERERS  # noqa: PLC0415 - it lists this command
    from projections.reports.verifying import check_file  # noqa: PLC0415 - start-up time of the other verbs

    if file.stat().st_size > MOST_BYTES:
        raise NotUnderstood("No report is larger than 20 MB; choose another file.")
    with closing(untouched_book(database)) as book:
        verdict = check_file(book.view, book.ledger, file.read_bytes(), renderers=RENDERERS)
        looked(book, "verification", f"The report in {file.name}: {verdict.says}")
        _tell(book, verdict)
    if not verdict.holds:
        raise SystemExit(2 if verdict.unread else 1)


@click.command("list")
@database_option
def list_issued(database: str | None) -> None:
    """Every report that was issued or drafted, the newest first."""
    with closing(untouched_book(database)) as book, book.view() as view:
        for row in queries.reports(view):
            click.echo(f"{row.code}\t{row.state.label}\t{row.position}\t{row.title}\t{row.digest or 'not issued'}")


def _tell(book: Book, verdict: Verdict) -> None:
    for each in verdict.findings:
        click.echo(f"{'equal' if each.holds else 'NOT EQUAL':<10} {each.what}: {each.says}")
    for line in _issued(book, verdict):
        click.echo(line)
    click.echo(verdict.says, err=not verdict.holds)


def _issued(book: Book, verdict: Verdict) -> list[str]:
    """What became of the report that the file was issued as."""
    row = verdict.issued
    if row is None:
        return []
    with book.view() as view:
        signatures, successor = queries.signatures(view, row.id), queries.one(view, row.superseded_by)
    begin = "Issued as" if verdict.holds else "What was issued is another file,"
    lines = [f"{begin} {row.code}, {row.title}, on {row.issued_at:%Y-%m-%d %H:%M} UTC."]
    for each in signatures:
        meaning = f"{each.meaning.label.lower()}: {each.meaning.sentence}"
        lines.append(f"Signed by {each.printed_name}, {each.signed_at:%Y-%m-%d %H:%M} UTC, as {meaning}")
    if successor:
        lines.append(f"Superseded by {successor.code}, {successor.title}: {row.ending}")
    elif row.ended_at:
        lines.append(f"{row.state.label}: {row.ending}")
    return lines
