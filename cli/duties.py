"""`steward duties`: every approval of the book, checked for who must not have made it."""

import json
import sys
from contextlib import closing
from datetime import date

import rich_click as click

from cli.options import MOMENT, database_option, looked, program_at, reached, untouched_book
from projections.amounts import plural
from projections.duties import queries
from projections.duties.rows import DutyRow
from projections.things import Names


@click.command()
@click.option("--program", metavar="CODE", help="Only the approvals of this program.")
@click.option("--breaches", is_flag=True, help="Print only what was broken.")
@click.option("--at", type=MOMENT, help="As it stood at this position, or at the end of this day.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@database_option
def duties(program: str | None, breaches: bool, at: int | date | None, as_json: bool, database: str | None) -> None:
    """Check over the whole log that nobody approved what is their own.

    Exit code 1 where a duty was broken, by whichever way the approval came into the log.
    """
    with closing(untouched_book(database)) as book:
        with book.view(reached(book, at)) as view:
            asked = queries.Filter(program=program_at(view, program), broken=breaches)
            rows, found = queries.newest(view, asked), queries.counts(view, asked)
            names = Names(view, {each for row in rows for each in (row.thing, row.person)})
            for row in rows:
                told = _told(row, names)
                click.echo(json.dumps(told, ensure_ascii=False) if as_json else LINE.format(**told))
        approvals, checks = plural(found.approvals, "approval"), plural(found.checks, "duty", "duties")
        said = f"{approvals} checked for {checks}, {plural(found.breaches, 'breach', 'breaches')}."
        looked(book, "verification", said)
    click.echo(said, err=True)
    sys.exit(1 if found.breaches else 0)


LINE = "{position:>7}  {verdict:<6}  {thing:<8} {person:<20} {duty}"


def _told(row: DutyRow, names: Names) -> dict[str, object]:
    thing = names.get(row.thing)
    return {
        "position": row.position,
        "verdict": "broken" if row.breach else "kept",
        "thing": thing.code if thing else str(row.thing),
        "person": queries.named(names, row.person),
        "rule": row.rule,
        "duty": queries.RULES[row.rule].sentence,
        "others": [{"person": str(each.person), "part": each.part, "position": each.position} for each in row.others],
    }
