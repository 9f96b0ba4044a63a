"""Two moments of the book: what telling them apart costs, and that it follows the differences and not the log."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.figures import Figure, median, milliseconds
from benchmarks.history import fill
from benchmarks.scene import Scene, opened, tell
from projections.book import Book
from projections.differences.causes import told
from projections.differences.comparing import Comparison, compare
from projections.differences.knowing import known_then
from projections.moments import then

LONGER = 4  # times as long as the other log
APART = 50  # a moment lies a fiftieth of the longer log back
TIMES = 1.5
WARM = 2


def two_moments(scene: Scene) -> Iterator[Figure]:
    """The same number of events apart at the end of a log and of one that is four times as long, per difference."""
    tell(f"{scene.name}: two moments of a log, and of one that is {LONGER} times as long")
    apart = max(20, scene.sizes.events // APART)
    with ExitStack() as stack:
        short = stack.enter_context(opened(stack.enter_context(scene.empty())))
        fill(short, scene.sizes.events // LONGER)
        long = stack.enter_context(scene.book())
        (a, fields_a), (b, fields_b) = (_spent(book, apart, scene.sizes.rounds) for book in (short, long))
    yield Figure(
        work=f"two moments apart, per difference, in a log {LONGER} x as long",
        database=scene.name,
        measured=(b / fields_b) / (a / fields_a),
        unit="x",
        bar=TIMES,
        details={
            "events_apart": apart,
            "differences": fields_b,
            "ms": milliseconds(b),
            "us_per_difference": b / fields_b * 1e6,
            "differences_in_the_shorter": fields_a,
            "ms_in_the_shorter": milliseconds(a),
        },
    )


def _spent(book: Book, apart: int, rounds: int) -> tuple[float, int]:
    """The median seconds of finding every difference with its events, and how many fields differ."""
    taken, fields = [], 0
    for _ in range(WARM + rounds):
        begun = time.perf_counter()
        fields = _differences(book, apart)
        taken.append(time.perf_counter() - begun)
    return median(taken[WARM:]), max(1, fields)


def _differences(book: Book, apart: int) -> int:
    with book.view() as view:
        found: Comparison = compare(known_then(then(view, view.head - apart)), known_then(view), now=view)
        return sum(len(each) for each in told(found, found.things, view).values())
