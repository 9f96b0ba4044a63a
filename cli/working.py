"""`steward test`, `check` and `bench`: for those who work on Steward itself."""

import subprocess
import sys
from pathlib import Path

import rich_click as click

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports",)),
    ("templates", ("djlint", "web", "--lint")),
    ("rules and contracts", ("pytest", "-q", "-n", "2", "tests/domain", "tests/contracts")),
)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run every test, on SQLite, on a PostgreSQL of its own and in Chromium. Arguments go to pytest."""
    chosen = arguments or ("-n", "2", "tests")
    sys.exit(_run("pytest", *chosen))


@click.command()
def check() -> None:
    """Format, lint, types, import contracts, templates, and the tests of rules and contracts, one by one.

    `steward test` runs every test.
    """
    failed = []
    for name, command in CHECKS:
        click.echo(f"-- {name}", err=True)
        if _run(*command):
            failed.append(name)
    if failed:
        click.echo(f"Does not hold: {', '.join(failed)}.", err=True)
        sys.exit(1)
    click.echo("All checks hold.", err=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.option(
    "--events", type=click.IntRange(min=1000), default=100_000, show_default=True, help="Size of the history."
)
@click.option(
    "--only",
    multiple=True,
    help="Only the rows whose name holds this word; may be repeated. `record` makes a book ten times as long.",
)
def bench(as_json: bool, events: int, only: tuple[str, ...]) -> None:
    """Measure what Steward promises to cost, on both databases, beside the stock library in the same run."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.run import ROWS, run  # noqa: PLC0415 - needs the development packages
    from cli.options import NotUnderstood  # noqa: PLC0415 - start-up time of the other verbs

    names = [f"{row} {database}".lower() for row in ROWS for database in ("SQLite", "PostgreSQL")]
    for word in only:
        if not any(word.lower() in name for name in names):
            raise NotUnderstood(f"No row is called {word}; choose of {', '.join(ROWS)}, SQLite and PostgreSQL.")
    sys.exit(run(as_json=as_json, events=events, only=only))


def _run(tool: str, *arguments: str) -> int:
    try:
        return subprocess.run([str(BIN / tool), *arguments], cwd=ROOT, check=False).returncode  # noqa: S603 - our own tools
    except FileNotFoundError:
        click.echo(f"{tool} is not installed here; call this through ./run, which installs it.", err=True)
        return 1
