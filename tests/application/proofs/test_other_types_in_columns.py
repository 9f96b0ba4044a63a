"""Whatever somebody puts into a column by hand: verifying names the position, and what is given out tells it too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from application.ledger import Altered
from application.proofs.checkpoints import covering, last, sign
from application.proofs.steward_verify import Wrong, check_export
from application.proofs.verifying import verify_log
from application.proofs.walking import Broken
from tests.application.proofs import forging
from tests.application.proofs.forging import BAD, Scene
from tests.builders import MOMENT
from tests.tampering import unguarded

EVENTS = [  # of SQLite, which keeps whatever it is given
    "state = replace(cast(state AS TEXT), 'a', 'b')",
    "state = cast(state AS TEXT)",
    "state = 7",
    "state = x'ff'",
    "state = '{'",
    "state = ''",
    "version = 'second'",
    "version = 1.5",
    "version = x'01'",
    "stream = x'00'",
    "stream = cast(x'ff' AS TEXT)",
    "topic = cast(x'61ff' AS TEXT)",
    "topic = 'unknown/1'",
    "topic = 5",
    "recorded_at = 5",
    "recorded_at = cast(x'ff' AS TEXT)",
    "command = NULL",
    "command = x'ff'",
]
CHECKPOINTS = ["size = 'many'", "root = x'00'", "note = x'00'", "note = cast(x'ff' AS TEXT)", "signed_at = 'soon'"]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with forging.honest(f"sqlite:///{tmp_path / 'book.sqlite'}", tmp_path) as made:
        yield made


@pytest.mark.parametrize("change", EVENTS)
def test_an_event_with_something_else_in_a_column_is_named(scene: Scene, change: str) -> None:
    with unguarded(scene.database, "events") as tx:
        tx.run(f"UPDATE events SET {change} WHERE position = ?", (BAD,))
    assert verify_log(scene.database, scene.keys).wrong[0].position == BAD
    if change != EVENTS[1]:  # the same bytes, which an outsider cannot tell apart
        with pytest.raises(Wrong, match="Position 17"):
            check_export(scene.exported(), scene.keys)


@pytest.mark.parametrize("change", ["NULL", "'text'", "5", "x'00'", "cast(x'ff' AS TEXT)"])
def test_a_row_of_the_tree_with_something_else_is_named(scene: Scene, change: str) -> None:
    with unguarded(scene.database, "tree") as tx:
        tx.run("DROP TABLE tree")
        tx.run("CREATE TABLE tree (position INTEGER PRIMARY KEY, hashes BLOB)")
    with scene.database.write() as tx:
        tx.run(f"INSERT INTO tree VALUES (16, {change})")
    assert verify_log(scene.database, scene.keys).wrong


@pytest.mark.parametrize("change", CHECKPOINTS)
@pytest.mark.parametrize("number", [1, 2])
def test_a_row_of_a_checkpoint_that_cannot_be_read_is_named(scene: Scene, change: str, number: int) -> None:
    with unguarded(scene.database, "checkpoints") as tx:
        tx.run(f"UPDATE checkpoints SET {change} WHERE number = {number}")
    told = [one.sentence for one in verify_log(scene.database, scene.keys).wrong]
    assert told == [f"Checkpoint {number}: its row was changed and cannot be read."] or told[0].startswith(
        f"Checkpoint {number}: "
    )
    with scene.database.read() as tx:
        assert last(tx)
        covering(tx, 40)
    forging._tell(scene.ledger, 41)
    if number == 2:
        with pytest.raises(Broken, match=f"Checkpoint {number}: "):
            sign(scene.database, scene.signer, at=MOMENT)


def test_a_null_where_none_may_be_is_named(database_url: str, tmp_path: Path) -> None:
    with forging.honest(database_url, tmp_path) as scene:
        with unguarded(scene.database, "events") as tx:
            forging.nullable(tx, scene.database.dialect)
            tx.run("UPDATE events SET recorded_at = NULL, state = NULL, topic = NULL WHERE position = ?", (BAD,))
        assert verify_log(scene.database, scene.keys).wrong[0].position == BAD
        with pytest.raises(Altered, match="position 17"), scene.database.read() as tx:
            scene.ledger.at_positions(tx, [BAD])
