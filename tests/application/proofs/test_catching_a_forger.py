"""Whatever the owner of the database does to it: the verification, and the outsider's verifier, name it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from application.apart import Apart
from application.proofs import halves
from application.proofs.checkpoints import sign
from application.proofs.exporting import VERIFIER
from application.proofs.halves import Walker
from application.proofs.keys import signer_at, vkey
from application.proofs.steward_verify import Unreadable, Wrong, check_export
from application.proofs.verifying import Finding, Verified, verify_log
from application.proofs.walking import Broken
from tests.application.ledger.ledgers import renamed, write
from tests.application.proofs import forging
from tests.application.proofs.forging import BAD, FIRST, HEAD, Forge, Here, Scene
from tests.builders import MOMENT, a_uuid
from tests.tampering import unguarded

MOVED = "the event is not the one whose hash stands in the tree."
NOT_GROWN = "Position 17: the entry is not the one that the tree was grown from."
REMOVED = "The export ends at 20, a kept checkpoint at 40: it is older, or was cut."
REWRITTEN = "The first 40 events are not those that were signed: the log was rewritten."
HOLDS = "Whole and unbroken"  # the list of checkpoints and the stored tree's rows are no part of an export
# what was done, the first bad position, what the book's own verification says, what the outsider's says of an export
CAUGHT = [
    (forging.flip, BAD, f"Position 17: {MOVED}", NOT_GROWN),
    (forging.delete, BAD, "Position 17 is missing.", "Position 17 holds the entry of position 18."),
    (forging.delete_and_close_the_gap, BAD, "Position 17: ", "Position 17: "),
    (forging.insert, BAD, f"Position 17: {MOVED}", NOT_GROWN),
    (forging.reorder, BAD, "Position 17: ", "Position 17: "),
    (forging.truncate, 31, "The log ends at position 30, but 40 events were signed: events were removed.", REMOVED),
    (forging.rehash, 1, "Position 1 to 20: the events are not those that were signed.", REWRITTEN),
    (forging.rehash_and_sign, 1, "Position 1 to 40: the events are not those that were signed.", REWRITTEN),
    (
        forging.rehash_and_sign_with_another_key,
        HEAD,
        "Checkpoint 1: It is not signed by example.org/log+",
        "It is not signed by example.org/log+",
    ),
    (
        forging.remove_the_last_checkpoint,
        HEAD,
        "The checkpoint over 40 events is not in the book: it was removed.",
        REMOVED,
    ),
    (forging.remove_the_first_checkpoint, 1, "Checkpoint 1 is missing.", HOLDS),
    (forging.change_the_tree, 16, "Position 16: the tree above the event was changed.", HOLDS),
    (
        forging.change_a_checkpoint,
        FIRST,
        "Checkpoint 1: The signature by example.org/log does not fit the text",
        HOLDS,
    ),
    (forging.change_a_column, BAD, "Position 17: its time or its command is not what its stored bytes say.", REWRITTEN),
]


@pytest.fixture
def scene(database_url: str, tmp_path: Path) -> Iterator[Scene]:
    with forging.honest(database_url, tmp_path) as made:
        yield made


def test_an_honest_book_is_whole(scene: Scene) -> None:
    write(scene.ledger, a_uuid("later"), renamed(1))
    found = _verified(scene)
    assert found.wrong == ()
    assert (found.events, found.streams, found.checkpoints, found.kept) == (HEAD + 2, 4, 2, 1)
    told = check_export(scene.exported(), scene.keys, [scene.kept.note.encode()])
    assert told.startswith("Whole and unbroken: 40 events in 3 streams of example.org/log;")


@pytest.mark.parametrize(("forge", "position", "inside", "outside"), CAUGHT, ids=[one[0].__name__ for one in CAUGHT])
def test_a_forged_book_is_not_whole(scene: Scene, forge: Forge, position: int, inside: str, outside: str) -> None:
    forge(scene)
    wrong = _verified(scene).wrong
    assert [one.sentence for one in wrong if one.position == position and one.sentence.startswith(inside)], wrong
    assert inside.startswith("Checkpoint 1: It") or wrong[0].position == position
    assert all(by_halves == wrong for by_halves in _by_halves(scene))
    try:
        told = check_export(exported := scene.exported(), scene.keys, [_note(scene)])
    except Wrong as caught:
        told = str(caught).removeprefix(f"{exported / 'checkpoint'}: ")
    assert told.startswith(outside)


def test_a_book_signed_anew_with_another_key_is_told_of(scene: Scene) -> None:
    forging.rehash_and_sign_with_another_key(scene)
    told = " ".join(wrong.sentence for wrong in _verified(scene).wrong)
    assert "Checkpoint 1: It is not signed by example.org/log+" in told
    another = verify_log(scene.database, [signer_at(scene.folder / "another.key").key], kept=[_note(scene)])
    assert "The checkpoint that was kept: It is not signed by" in another.wrong[0].sentence


@pytest.mark.parametrize("forge", [forging.rehash, forging.truncate, forging.flip], ids=lambda one: one.__name__)
def test_nothing_is_signed_over_a_forged_book(scene: Scene, forge: Forge) -> None:
    write(scene.ledger, a_uuid("later"), renamed(1))
    if forge is forging.flip:
        with unguarded(scene.database, "events") as tx:
            tx.run("UPDATE events SET version = version + 1 WHERE position = ?", (HEAD + 2,))
    else:
        forge(scene)
    signed = scene.database.rows("SELECT count(*) FROM checkpoints")
    with pytest.raises(Broken):
        sign(scene.database, scene.signer, at=MOMENT, kept=[_note(scene)])
    assert scene.database.rows("SELECT count(*) FROM checkpoints") == signed


def test_a_checkpoint_of_more_than_the_book_holds_is_told_of(scene: Scene, tmp_path: Path) -> None:
    note = scene.signer.sign(f"example.org/log\n99\n{scene.kept.root}\n").encode()
    found = verify_log(scene.database, scene.keys, kept=[note])
    assert [wrong.position for wrong in found.wrong] == [HEAD + 1]
    assert found.wrong[0].sentence.startswith("The log ends at position 40, but 99 events were signed")


def test_a_file_that_is_no_checkpoint_is_told_of(scene: Scene) -> None:
    with pytest.raises(ValueError, match="no signed note"):
        verify_log(scene.database, scene.keys, kept=[b"hello"])
    with pytest.raises(Unreadable, match="cannot be read"):
        check_export(scene.folder / "nothing", scene.keys)


def test_without_a_key_a_sound_book_is_not_called_broken_but_unchecked(scene: Scene) -> None:
    found = verify_log(scene.database, [], kept=[_note(scene)])
    assert (found.wrong, "name the public key with --key" in found.unchecked) == ((), True)
    forging.flip(scene)
    assert verify_log(scene.database, []).wrong[0].position == BAD


ROWS = [
    ("size = 19", "Checkpoint 1: its row was changed; 20 events were signed, as its text says."),
    ("root = 'x'", "Checkpoint 1: its row was changed; 20 events were signed, as its text says."),
    ("vkey = 'x'", "Checkpoint 1: its row was changed; it names another public key than signed."),
]


@pytest.mark.parametrize(("change", "sentence"), ROWS, ids=[one[0] for one in ROWS])
def test_a_changed_row_of_a_checkpoint_accuses_no_event(scene: Scene, change: str, sentence: str) -> None:
    with unguarded(scene.database, "checkpoints") as tx:
        tx.run(f"UPDATE checkpoints SET {change} WHERE number = 1")
    assert [(one.position, one.sentence) for one in _verified(scene).wrong] == [(0, sentence)]


def test_the_verifier_runs_alone(scene: Scene, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(_note(scene))
    export = scene.exported()
    alone = [sys.executable, "-I", str(export / VERIFIER.name), "export", str(export), "--key", vkey(scene.signer.key)]
    good = subprocess.run([*alone, "--checkpoint", str(kept)], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stderr) == (0, "")
    entries = export / "tile/entries/000.p/40"
    entries.write_bytes(entries.read_bytes().replace(b"Name", b"Nbme", 1))
    bad = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("NOT PROVED. Position ")
    unread = subprocess.run([*alone[:-1], "no-key"], capture_output=True, text=True, check=False)
    assert (unread.returncode, unread.stdout) == (2, "")


def _by_halves(scene: Scene) -> Iterator[tuple[Finding, ...]]:
    """What two find: position 17, where most forgers are busy, lies in this half, first in the other, or within it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(halves, "FEW", 0)
        for cut in (0.5, 0.4, 0.25):
            patched.setattr(halves, "CUT", cut)
            yield _verified(scene, Here(Walker(scene.database))).wrong


def _note(scene: Scene) -> bytes:
    return scene.kept.note.encode()


def _verified(scene: Scene, later: Apart | None = None) -> Verified:
    return verify_log(scene.database, scene.keys, kept=[_note(scene)], later=later)
