"""Every row of the benchmarks measures something; whether it is quick enough is for the benchmarks themselves."""

import io
import json
from contextlib import redirect_stdout
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks import history
from benchmarks.figures import Bound, Figure, percentile
from benchmarks.run import run
from projections.book import Book

SMALL = 1_000
WORKS = {
    "start of serve until /health/ready",
    "resident memory of serve",
    "list page of 50 rows, server time",
    "first page of the record, server time",
    "projects list in the past over live, worst of 3 positions",
    "project page in the past over live, worst of 3 positions",
    "program page in the past over live, worst of 3 positions",
    "verify log, tree and checkpoints",
    "verify rows against a fresh fold",
    "two moments apart, per difference, in a log 4 x as long",
    "rebuild of all read models",
    "one command, 1 writer",
    "import of a history, for 70,000 events",
}
ON_POSTGRES_ALONE = {
    "rebuild over the stock ProjectionRunner, per event",
    "commands/s, 2 writers, over the stock library with no read model",
}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What one small run of everything prints."""
    with redirect_stdout(io.StringIO()) as printed:
        run(as_json=True, events=SMALL, only=())
    found: dict[str, Any] = json.loads(printed.getvalue())
    return found


@pytest.mark.postgres
def test_every_row_yields_a_number_and_a_unit(told: dict[str, Any]) -> None:
    rows = told["rows"]
    assert {row["work"] for row in rows if row["database"] == "SQLite"} == WORKS
    assert {row["work"] for row in rows if row["database"] == "PostgreSQL"} == WORKS | ON_POSTGRES_ALONE
    assert all(row["measured"] > 0 and row["unit"] and row["bar"] > 0 for row in rows)
    assert all(row["met"] in (True, False) for row in rows)


@pytest.mark.postgres
def test_a_run_says_on_what_machine(told: dict[str, Any]) -> None:
    assert told["machine"]["cores"] >= 1
    assert told["machine"]["seed"] == history.SEED
    assert told["machine"]["databases"]["SQLite"]["synchronous"] == "2"
    assert told["machine"]["databases"]["PostgreSQL"]["fsync"] == "on"


def test_the_history_is_the_same_each_time_and_is_a_log() -> None:
    rows = list(history.stored(SMALL))
    assert rows == list(history.stored(SMALL))
    assert [row[0] for row in rows] == list(range(1, SMALL + 1))
    assert all(before[4] <= after[4] for before, after in pairwise(rows))
    assert len({(row[1], row[2]) for row in rows}) == SMALL


def test_the_history_can_be_gone_on_with(tmp_path: Path) -> None:
    book = Book(f"sqlite:///{tmp_path / 'book.db'}")
    history.fill(book, SMALL)
    with book.view() as view:
        assert view.at == SMALL
    book.close()


def test_a_bar_is_met_from_its_own_side() -> None:
    slow = Figure(work="a", database="SQLite", measured=2.1, unit="ms", bar=2.0)
    quick = Figure(work="a", database="SQLite", measured=2.1, unit="x", bar=2.0, bound=Bound.AT_LEAST)
    assert (slow.met, quick.met) == (False, True)
    assert slow.ratio == pytest.approx(1.05)


def test_a_percentile_is_one_of_the_values_and_never_below_its_share() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([1, 2, 3, 4], 0.95) == 4
