"""The tree over the log: written with each event, filled up where it is missing, the same however it was written."""

import hashlib
from collections.abc import Iterator, Sequence

import psycopg
import pytest

from application.ledger import DatabaseUnavailable, Ledger, Tx, tree
from application.ledger.database import UniqueViolation
from application.proofs.entries import COLUMNS, LONGEST, entry
from domain.programs.events import ObjectiveStated
from tests.application.ledger.faults import Broken, Failing
from tests.application.ledger.ledgers import STREAM, a_ledger, renamed, write
from tests.builders import a_uuid
from tests.tampering import unguarded

EVENTS = 21


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    made = a_ledger(database_url)
    write(made, STREAM, *(renamed(n) for n in range(EVENTS - 1)))
    yield made
    made.database.close()


def test_the_root_is_that_of_the_rfc_over_the_stored_bytes(ledger: Ledger) -> None:
    with ledger.database.read() as tx:
        entries = _entries(tx)
        for size in range(EVENTS + 1):
            assert tree.root(tx, size) == _mth(entries[:size]), size
        assert tree.leaf_hashes(tx, (3, 1)) == [_mth(entries[2:3]), _mth(entries[:1])]


def test_an_entry_says_where_its_event_stands_and_holds_its_bytes(ledger: Ledger) -> None:
    with ledger.database.read() as tx:
        position, stream, version, topic, recorded_at, command, state = tx.rows(f"SELECT {COLUMNS} FROM events")[1]
        words, _, rest = _entries(tx)[1].partition(b"\n")
    assert words.decode().split(" ") == ["steward/1", "2", str(STREAM), "2", topic, recorded_at, command]
    assert rest == bytes(state)
    assert (position, stream, version) == (2, str(STREAM), 2)


def test_an_entry_too_long_for_a_tile_holds_the_digest_of_its_bytes(ledger: Ledger) -> None:
    write(ledger, STREAM, *(ObjectiveStated(objective="é" * length) for length in (10_000, 40_000)))
    with ledger.database.read() as tx:
        *_, short, long = _entries(tx)
        state = bytes(tx.rows("SELECT state FROM events ORDER BY position DESC LIMIT 1")[0][0])
        assert len(short) > 20_000
        assert len(long) < 300 < LONGEST < len(state)
        assert long.decode().split(" ")[-1] == hashlib.sha256(state).hexdigest() + "\n"
        assert tree.root(tx, EVENTS + 2) == _mth(_entries(tx))


def test_every_proof_has_the_hashes_that_the_rfc_says(ledger: Ledger) -> None:
    with ledger.database.read() as tx:
        entries = _entries(tx)
        for size in range(1, EVENTS + 1):
            for position in range(1, size + 1):
                assert tree.inclusion(tx, position, size) == _path(position - 1, entries[:size])
                assert tree.consistency(tx, position, size) == _subproof(position, entries[:size], whole=True)
            assert tree.consistency(tx, 0, size) == []


@pytest.mark.parametrize(("position", "size"), [(0, 5), (6, 5), (1, 0), (-1, 5)])
def test_what_is_not_in_the_tree_cannot_be_proved_to_be(ledger: Ledger, position: int, size: int) -> None:
    with ledger.database.read() as tx, pytest.raises(tree.NotInTree, match="There is no position"):
        tree.inclusion(tx, position, size)


def test_a_size_beyond_the_head_has_no_root_and_no_proof(ledger: Ledger) -> None:
    with ledger.database.read() as tx:
        for ask in (lambda: tree.root(tx, EVENTS + 1), lambda: tree.consistency(tx, 2, 64)):
            with pytest.raises(tree.NotInTree, match="holds no position"):
                ask()
        with pytest.raises(tree.NotInTree, match="the earlier size comes first"):
            tree.consistency(tx, 5, 4)


def test_several_processes_grow_one_tree(ledger: Ledger) -> None:
    other = Ledger(ledger.database)
    for number in range(5):
        write(other, STREAM, renamed(number), renamed(number + 100))
        write(ledger, STREAM, renamed(number + 200))
    _is_whole(ledger)


def test_an_append_that_was_undone_left_nothing_in_the_tree(database_url: str) -> None:
    made = a_ledger(database_url)
    write(made)
    failing = Failing(made.database)
    breaking = Ledger(failing)
    write(breaking, STREAM, renamed(1))  # from now on it knows where the tree stands
    failing.fails_at = 4
    with pytest.raises(Broken):
        write(breaking, STREAM, renamed(2))
    write(made, STREAM, renamed(3))  # the same size as what was undone, but another event
    failing.fails_at = 0
    write(breaking, STREAM, renamed(4))
    _is_whole(made)
    made.database.close()


def test_a_book_from_before_the_tree_is_filled_up(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "PAGE", 4)
    _lose_tree(ledger, keep=3)
    seen: list[tuple[int, int]] = []
    tree.catch_up(ledger.database, lambda *at: seen.append(at))
    assert seen == [(7, 21), (11, 21), (15, 21), (19, 21), (21, 21)]
    _is_whole(ledger)


def test_an_append_to_a_book_from_before_the_tree_leaves_no_gap(ledger: Ledger) -> None:
    _lose_tree(ledger, keep=0)
    write(Ledger(ledger.database), a_uuid("another"))
    _is_whole(ledger)


def test_nothing_is_appended_to_a_log_that_lost_its_end(ledger: Ledger) -> None:
    with unguarded(ledger.database, "events") as tx:
        tx.run("DELETE FROM events WHERE position > 19")
    loaded = Ledger(ledger.database)
    with pytest.raises(DatabaseUnavailable, match="ends at position 19, its tree at 21: events were removed"):
        write(loaded, a_uuid("another"))
    assert ledger.head() == 19


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tree SET hashes = hashes WHERE position = 1",
        "DELETE FROM tree WHERE position = 2",
        "INSERT INTO tree (position, hashes) VALUES (2, '')",
        "INSERT INTO tree (position, hashes) VALUES (2, '') ON CONFLICT (position) DO UPDATE SET hashes = ''",
    ],
)
def test_the_tree_cannot_be_changed(ledger: Ledger, statement: str) -> None:
    with pytest.raises((UniqueViolation, psycopg.Error)), ledger.database.write() as tx:
        tx.run(statement)
    _is_whole(ledger)


def test_the_tree_cannot_be_emptied(postgres_url: str) -> None:
    ledger = a_ledger(postgres_url)
    for table in ("tree", "checkpoints"):
        with pytest.raises(psycopg.Error, match="append-only"), ledger.database.write() as tx:
            tx.run(f"TRUNCATE {table}")
    ledger.database.close()


def _lose_tree(ledger: Ledger, keep: int) -> None:
    with unguarded(ledger.database, "tree") as tx:
        tx.run("DELETE FROM tree WHERE position > ?", (keep,))


def _is_whole(ledger: Ledger) -> None:
    with ledger.database.read() as tx:
        entries = _entries(tx)
        assert tree.size(tx) == len(entries)
        for size in range(len(entries) + 1):
            assert tree.root(tx, size) == _mth(entries[:size])


def _entries(tx: Tx) -> list[bytes]:
    return [entry(row) for row in tx.rows(f"SELECT {COLUMNS} FROM events ORDER BY position")]


def _mth(entries: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.1, as it is written there."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = _k(len(entries))
    return hashlib.sha256(b"\x01" + _mth(entries[:k]) + _mth(entries[k:])).digest()


def _path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """RFC 9162, 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = _k(len(entries))
    return [*_path(m, entries[:k]), _mth(entries[k:])] if m < k else [*_path(m - k, entries[k:]), _mth(entries[:k])]


def _subproof(m: int, entries: Sequence[bytes], *, whole: bool) -> list[bytes]:
    """RFC 9162, 2.1.4.1."""
    if m == len(entries):
        return [] if whole else [_mth(entries)]
    k = _k(len(entries))
    if m <= k:
        return [*_subproof(m, entries[:k], whole=whole), _mth(entries[k:])]
    return [*_subproof(m - k, entries[k:], whole=False), _mth(entries[:k])]


def _k(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k
