"""`steward bench`: every row of what Steward promises to cost, on both databases, as a table or one JSON object."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.commands import one_command
from benchmarks.comparing import two_moments
from benchmarks.figures import Figure
from benchmarks.importing import import_history
from benchmarks.machine import facts
from benchmarks.pages import list_page, past_pages
from benchmarks.rebuilding import rebuild
from benchmarks.recalling import record_page
from benchmarks.scene import Scene, Sizes, tell
from benchmarks.serving import serve
from benchmarks.verifying import verify
from benchmarks.writers import many_writers
from tests import postgres

Measure = Callable[[Scene], Iterator[Figure]]
# In this order: what only reads comes before what adds to the history.
ROWS: dict[str, Measure] = {
    "serve": serve,
    "list page": list_page,
    "past page": past_pages,
    "verify": verify,
    "record": record_page,
    "two moments": two_moments,
    "rebuild": rebuild,
    "one command": one_command,
    "writers": many_writers,
    "import": import_history,
}
LONG = 10  # times the history: so long is the record that is measured where its row is asked for by name


def run(*, as_json: bool, events: int, only: Sequence[str]) -> int:
    """Measure, print, and return 0 where every bar is met, else 1. `only`: words of which a row's name holds one."""
    sizes = Sizes.of(events)
    if any(word.lower().startswith("record") for word in only):
        sizes = msgspec.structs.replace(sizes, record=LONG * events)
    with ExitStack() as stack:
        scenes = list(_scenes(stack, sizes))
        machine = facts(sizes, scenes)
        figures = [_said(figure) for scene in scenes for measure in _chosen(scene, only) for figure in measure(scene)]
    if as_json:
        print(_json(figures, machine))
    else:
        _print_table(figures, machine)
    return 0 if all(figure.met is not False for figure in figures) else 1


def _said(figure: Figure) -> Figure:
    """The same figure, said on stderr as soon as it is known."""
    tell(" | ".join(_cells(figure)))
    return figure


def _scenes(stack: ExitStack, sizes: Sizes) -> Iterator[Scene]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="steward-bench-")))
    yield Scene("SQLite", folder, sizes, None)
    tell("PostgreSQL: a throwaway server whose commits reach the disk")
    server = stack.enter_context(postgres.server(durability=postgres.Durability.CRASH_SAFE))
    yield stack.enter_context(Scene("PostgreSQL", folder, sizes, server).running())


def _chosen(scene: Scene, only: Sequence[str]) -> list[Measure]:
    names = {name: f"{name} {scene.name}".lower() for name in ROWS}
    return [ROWS[name] for name, words in names.items() if not only or any(word.lower() in words for word in only)]


def _json(figures: Sequence[Figure], machine: dict[str, object]) -> str:
    rows = [{**msgspec.to_builtins(figure), "ratio": figure.ratio, "met": figure.met} for figure in figures]
    told = {"rows": rows, "machine": machine}
    return json.dumps(told, indent=2)


def _print_table(figures: Sequence[Figure], machine: dict[str, object]) -> None:
    table = Table("Work", "Database", "Bar", "Measured", "Of the bar", "", title="What Steward costs")
    for figure in figures:
        table.add_row(*_cells(figure))
    console = Console()
    console.print(table)
    for name, fact in machine.items():
        console.print(f"{name}: {fact}", highlight=False, markup=False)


def _cells(figure: Figure) -> tuple[str, ...]:
    bar = "" if figure.bar is None else f"{figure.bound} {figure.bar:,g} {figure.unit}"
    of_bar = "" if figure.ratio is None else f"{figure.ratio:.3f}"
    met = {True: "met", False: "missed", None: ""}[figure.met]
    return figure.work, figure.database, bar, f"{figure.measured:,.3f} {figure.unit}", of_bar, met
