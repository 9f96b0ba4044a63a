"""A version that was true at a position is found there, and only there, among few nodes."""

from itertools import pairwise

from hypothesis import given as for_all
from hypothesis import strategies as st

from projections.spans import OPEN, node, nodes_above, true_at, true_of_key

HEAD = 5000
SPANS = st.tuples(st.integers(1, HEAD), st.integers(1, HEAD)).map(sorted).filter(lambda span: span[0] < span[1])


@for_all(SPANS)
def test_a_span_is_filed_inside_itself(span: list[int]) -> None:
    since, until = span
    assert since <= node(since, until) < until


@for_all(SPANS, st.integers(1, HEAD))
def test_whoever_asks_for_a_position_inside_looks_at_the_span_s_node(span: list[int], position: int) -> None:
    since, until = span
    if since <= position < until:
        assert node(since, until) in nodes_above(position, HEAD)


@for_all(SPANS, st.integers(0, 300))
def test_a_log_that_grew_changes_nothing(span: list[int], more: int) -> None:
    since, until = span
    assert node(since, until) in nodes_above(since, until - 1 + more)
    assert node(since, until) in nodes_above(until - 1, until - 1 + more)


@for_all(st.lists(st.integers(1, HEAD), min_size=2, max_size=40, unique=True).map(sorted))
def test_a_key_has_at_most_one_version_in_a_node(changes: list[int]) -> None:
    nodes = [node(since, until) for since, until in pairwise(changes)]
    assert len(set(nodes)) == len(nodes)


@for_all(st.integers(0, 10**7), st.integers(0, 10**7))
def test_few_nodes_are_looked_at_however_long_the_log_is(position: int, head: int) -> None:
    found = nodes_above(position, head)
    assert found[0] == OPEN
    assert len(found) <= max(head, 1).bit_length() + 1
    assert len(set(found)) == len(found)


def test_the_smallest_spans() -> None:
    assert [node(since, since + 1) for since in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert (node(1, 3), node(3, 5), node(1, 9), node(5, 8)) == (2, 4, 8, 6)


def test_the_head_needs_no_history() -> None:
    assert true_at(9, 9) == true_at(12, 9) == f"node = {OPEN}"
    assert true_at(4, 9) == "(node IN (4) AND until > 4 OR node IN (0, 5, 6, 8) AND since <= 4)"
    assert true_at(0, 9) == "(node IN (NULL) AND until > 0 OR node IN (0, 1, 2, 4, 8) AND since <= 0)"
    assert true_of_key(9, 9) == f"node = {OPEN}"
    assert true_of_key(4, 9) == "node IN (0, 5, 6, 4, 8) AND +since <= 4 AND +until > 4"
