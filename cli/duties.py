"""`steward duties`: every approval of the book, checked for who must not have made it."""

import json
import sys
from contextlib import closing
from uuid import UUID

import rich_click as click

from cli.options import POSITION, NotUnderstood, database_option, looked, reached, untouched_book
from domain.programs.codes import normal
from projections.amounts import plural
from projections.duties import queries
from projections.duties.rows import DutyRow
from projections.programs import ProgramRow
from projections.things import Names
from projections.view import View


@click.command()
@click.option("--program", metavar="CODE", help="Only the approvals of this program.")
@click.option("--breaches", is_flag=True, help="Print only what was broken.")
@click.option("--at", type=POSITION, help="As it stood at this position of the log.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@database_option
def duties(program: str | None, breaches: bool, at: int | None, as_json: bool, database: str | None) -> None:
    """Check over the whole log that nobody approved what is their own.

    Exit code 1 where a duty was broken, by whichever way the approval came into the log.
    """
    with closing(untouched_book(database)) as book:
        with book.view(reached(book, at)) as view:
            asked = queries.Filter(program=_program(view, program), broken=breaches)
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


def _program(view: View, code: str | None) -> UUID | None:
    if code is None:
        return None
    found = view.select(ProgramRow, "code = ?", (normal(code),))
    if not found:
        raise NotUnderstood(f"There is no program {code}; `steward programs` lists them.")
    return found[0].id
