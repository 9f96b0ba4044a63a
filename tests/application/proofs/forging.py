"""A book as its owner may forge it: guards dropped, rows changed, trees grown anew, checkpoints signed again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from application.apart import Apart
from application.ledger import Database, Ledger, Tx, tree
from application.proofs.checkpoints import Signed, last, sign
from application.proofs.exporting import export_of
from application.proofs.halves import Walker
from application.proofs.keys import Signer, signer_at
from application.proofs.steward_verify import Key
from tests.application.ledger.ledgers import a_ledger, renamed, write
from tests.builders import MOMENT, a_uuid
from tests.tampering import unguarded

FIRST, HEAD = 20, 40  # positions at which the two checkpoints of the honest book were signed
BAD = 17


class Scene(NamedTuple):
    """An honest book with two checkpoints, of which the last was also kept outside."""

    ledger: Ledger
    signer: Signer
    kept: Signed
    folder: Path

    @property
    def database(self) -> Database:
        return self.ledger.database

    @property
    def keys(self) -> list[Key]:
        return [self.signer.key]

    def exported(self) -> Path:
        """What the owner gives out now."""
        folder = self.folder / "export"
        with self.database.read() as tx:
            signed = last(tx)
            assert signed
            for name, data in export_of(tx, signed):
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        return folder


class Here(Apart):
    """Whoever walks over the later half does it in this process, and only when the answer is asked for."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker

    def send(self, *question: Any) -> None:
        self._question = question

    def answer(self) -> Any:
        name, *values = self._question
        return getattr(self._walker, name)(*values)


@contextmanager
def honest(url: str, folder: Path) -> Iterator[Scene]:
    ledger, signer = a_ledger(url), signer_at(folder / "book.key", "example.org/log")
    _tell(ledger, FIRST)
    sign(ledger.database, signer, at=MOMENT)
    _tell(ledger, HEAD)
    kept = sign(ledger.database, signer, at=MOMENT)
    assert kept
    assert kept.size == HEAD
    yield Scene(ledger, signer, kept, folder)
    ledger.database.close()


def _tell(ledger: Ledger, until: int) -> None:
    number = 0
    while ledger.head() < until:
        write(ledger, a_uuid(f"stream {number % 3}"), renamed(number))
        number += 1


def flip(scene: Scene) -> None:
    with unguarded(scene.database, "events") as tx:
        _flip(tx)


def delete(scene: Scene) -> None:
    with unguarded(scene.database, "events") as tx:
        tx.run("DELETE FROM events WHERE position = ?", (BAD,))


def delete_and_close_the_gap(scene: Scene) -> None:
    with unguarded(scene.database, "events") as tx:
        tx.run("DELETE FROM events WHERE position = ?", (BAD,))
        for position in range(BAD + 1, HEAD + 1):
            tx.run("UPDATE events SET position = ? WHERE position = ?", (position - 1, position))


def insert(scene: Scene) -> None:
    with unguarded(scene.database, "events") as tx:
        for position in range(HEAD, BAD - 1, -1):
            tx.run("UPDATE events SET position = ? WHERE position = ?", (position + 1, position))
        columns = "stream, version, topic, recorded_at, command, state"
        tx.run(
            f"INSERT INTO events (position, {columns}) SELECT {BAD}, 'new', 1, topic, recorded_at, command, state"
            " FROM events WHERE position = 1"
        )


def reorder(scene: Scene) -> None:
    with unguarded(scene.database, "events") as tx:
        for was, to in ((BAD, 0), (BAD + 1, BAD), (0, BAD + 1)):
            tx.run("UPDATE events SET position = ? WHERE position = ?", (to, was))


def truncate(scene: Scene) -> None:
    with unguarded(scene.database, "events", "tree", "checkpoints") as tx:
        for table in ("events", "tree"):
            tx.run(f"DELETE FROM {table} WHERE position > 30")
        tx.run("DELETE FROM checkpoints WHERE size > 30")


def rehash(scene: Scene) -> None:
    with unguarded(scene.database, "events", "tree") as tx:
        _flip(tx)
        tx.run("DELETE FROM tree")
    tree.catch_up(scene.database, lambda *_: None)


def rehash_and_sign(scene: Scene) -> None:
    """With the book's own key: only what was kept outside tells."""
    _sign_again(scene, scene.signer)


def rehash_and_sign_with_another_key(scene: Scene) -> None:
    _sign_again(scene, signer_at(scene.folder / "another.key", "example.org/log"))


def remove_the_last_checkpoint(scene: Scene) -> None:
    with unguarded(scene.database, "checkpoints") as tx:
        tx.run("DELETE FROM checkpoints WHERE number = 2")


def remove_the_first_checkpoint(scene: Scene) -> None:
    with unguarded(scene.database, "checkpoints") as tx:
        tx.run("DELETE FROM checkpoints WHERE number = 1")


def change_the_tree(scene: Scene) -> None:
    with unguarded(scene.database, "tree") as tx:
        hashes = bytes((tx.one("SELECT hashes FROM tree WHERE position = 16") or ("",))[0])
        tx.run("UPDATE tree SET hashes = ? WHERE position = 16", (hashes[:-1] + bytes([hashes[-1] ^ 1]),))


def change_a_checkpoint(scene: Scene) -> None:
    with unguarded(scene.database, "checkpoints") as tx:
        tx.run("UPDATE checkpoints SET note = replace(note, ?, ?) WHERE number = 1", ("\n20\n", "\n19\n"))


def change_a_column(scene: Scene) -> None:
    with unguarded(scene.database, "events", "tree") as tx:
        tx.run("UPDATE events SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE position = ?", (BAD,))
        tx.run("DELETE FROM tree")
    tree.catch_up(scene.database, lambda *_: None)


def nullable(tx: Tx, dialect: str) -> None:
    """Every column of the events takes a NULL."""
    if dialect == "postgresql":
        for column in ("stream", "version", "topic", "recorded_at", "state"):
            tx.run(f"ALTER TABLE events ALTER COLUMN {column} DROP NOT NULL")
        return
    tx.run("CREATE TABLE loose AS SELECT * FROM events")
    tx.run("DROP TABLE events")
    tx.run("ALTER TABLE loose RENAME TO events")


Forge = Callable[[Scene], None]


def _flip(tx: Tx) -> None:
    state = bytes((tx.one("SELECT state FROM events WHERE position = ?", (BAD,)) or ("",))[0])
    tx.run("UPDATE events SET state = ? WHERE position = ?", (state.replace(b"Name", b"Nbme"), BAD))


def _sign_again(scene: Scene, signer: Signer) -> None:
    rehash(scene)
    with unguarded(scene.database, "checkpoints") as tx:
        tx.run("DELETE FROM checkpoints")
    sign(scene.database, signer, at=MOMENT)
