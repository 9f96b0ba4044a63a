"""Whatever is done to a bundle on its way, the standalone verifier names it."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from application.desk import STEWARD
from application.ledger.tree import beside
from application.programs import ProposeProgram
from application.proofs.checkpoints import stored
from application.proofs.keys import signer_at
from application.proofs.steward_verify import Unreadable, Wrong, entries_of
from tests.projections.evidence.bundles import Desk, Files, files_of, signed_anew, with_entries, written

NOT_THOSE = "The events are not those under the checkpoint"


def flipped(files: Files) -> Files:
    return with_entries(files, lambda entries: [entry.replace(b"Late decision", b"Lost decision") for entry in entries])


def dropped(files: Files) -> Files:
    return with_entries(files, lambda entries: entries[:20] + entries[21:])


def swapped(files: Files) -> Files:
    return with_entries(files, lambda entries: [*entries[:20], entries[21], entries[20], *entries[22:]])


def moved(files: Files) -> Files:
    """Two events change places and say so of themselves."""

    def change(entries: list[bytes]) -> list[bytes]:
        first, second = (entries[n].split(b" ", 2)[2] for n in (20, 21))
        return [*entries[:20], b"steward/1 21 " + second, b"steward/1 22 " + first, *entries[22:]]

    return with_entries(files, change)


def doubled(files: Files) -> Files:
    return with_entries(files, lambda entries: [*entries[:20], entries[19], *entries[20:]])


def other_figure(files: Files) -> Files:
    return {**files, "reports/RP-001.json": b'{"late": 0}'}


def other_page(files: Files) -> Files:
    return {**files, "reports/RP-001.pdf": b"%PDF 0"}


def miscounted(files: Files) -> Files:
    manifest = json.loads(files["manifest.json"])
    return {**files, "manifest.json": json.dumps({**manifest, "events": manifest["events"] - 1}).encode()}


def another_report(files: Files) -> Files:
    manifest = json.loads(files["manifest.json"])
    manifest["reports"][0]["position"] -= 1
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def without_a_proof(files: Files) -> Files:
    return {**files, "events/proof": b"\0" * 32}


CHANGES: list[tuple[Callable[[Files], Files], str]] = [
    (flipped, NOT_THOSE),
    (dropped, NOT_THOSE),
    (swapped, "do not stand in the order of their positions"),
    (moved, NOT_THOSE),
    (doubled, "do not stand in the order of their positions"),
    (other_figure, "its JSON is not the file that was issued"),
    (other_page, "its PDF is not the file that was issued"),
    (miscounted, "does not hold the events that its manifest counts"),
    (another_report, "was not issued by any event of this bundle"),
    (without_a_proof, NOT_THOSE),
]


@pytest.mark.parametrize(("change", "sentence"), CHANGES, ids=lambda each: getattr(each, "__name__", ""))
def test_a_change_is_caught_though_the_manifest_was_made_to_fit(
    told: Desk, change: Callable[[Files], Files], sentence: str
) -> None:
    file = told.bundle()
    with pytest.raises(Wrong, match=sentence):
        told.check(written(file, change(files_of(file))))


@pytest.mark.parametrize("name", ["events/entries", "checkpoint", "steward_verify.py", "reports/RP-001.pdf"])
def test_a_file_that_does_not_fit_the_manifest_is_named(told: Desk, name: str) -> None:
    file = told.bundle()
    files = files_of(file)
    with pytest.raises(Wrong, match=f"The file {name} is not the one of the manifest"):
        told.check(written(file, {**files, name: files[name] + b"\n"}, honestly=False))


def test_a_file_more_or_less_is_named(told: Desk) -> None:
    file = told.bundle()
    files = files_of(file)
    with pytest.raises(Wrong, match=r"more\.txt"):
        told.check(written(file, {**files, "more.txt": b""}, honestly=False))
    with pytest.raises(Wrong, match=r"README\.txt"):
        told.check(written(file, {k: v for k, v in files.items() if k != "README.txt"}, honestly=False))


def test_signed_with_another_key_it_proves_nothing(told: Desk, tmp_path: Path) -> None:
    file, thief = told.bundle(), signer_at(tmp_path / "thief.key", "example.org/log")
    with pytest.raises(Wrong, match="It is not signed by"):
        told.check(written(file, signed_anew(flipped(files_of(file)), thief)))


def test_an_event_left_out_of_a_part_is_missed_by_its_stream(told: Desk) -> None:
    """Who makes the bundle can make its proof fit; the versions of the stream do not."""
    file = told.bundle(program="DFT")
    files = files_of(file)
    entries = [entry for entry in entries_of(files["events/entries"]) if b"risk.assessed" not in entry]
    places = [int(entry.split(b" ")[1]) - 1 for entry in entries]
    with told.book.database.read() as tx:
        proof = b"".join(beside(tx, places, told.book.ledger.head()))
    with pytest.raises(Wrong, match=r"version 3 of .* follows 1"):
        told.check(written(file, {**with_entries(files, lambda _: entries), "events/proof": proof}))


def test_the_holder_of_the_key_cannot_change_what_was_approved(told: Desk) -> None:
    """Everything is hashed and signed again with the right key; the approval still tells what was seen."""
    file = told.bundle()
    with pytest.raises(Wrong, match="what was approved is not what stands in the events before it"):
        told.check(written(file, signed_anew(flipped(files_of(file)), told.signer)))


def stripped(files: Files, *, entry: bool) -> Files:
    """Without the files of the report, and without a word of them in the manifest; its entry may stay."""
    manifest = json.loads(files["manifest.json"])
    for said in manifest["reports"]:
        del said["json"], said["pdf"]
    manifest["reports"] = manifest["reports"] if entry else []
    kept = {name: content for name, content in files.items() if not name.startswith("reports/")}
    return {**kept, "manifest.json": json.dumps(manifest).encode()}


@pytest.mark.parametrize("entry", [True, False])
def test_a_report_without_its_files_is_told_and_not_counted(told: Desk, *, entry: bool) -> None:
    found = told.check(written(file := told.bundle(), stripped(files_of(file), entry=entry)))
    assert "0 files of 1 reports as they were issued." in found
    assert "; its files are not here." in found
    asked = told.bundle(report="RP-001")
    with pytest.raises(Wrong, match="its files are not here"):
        told.check(written(asked, stripped(files_of(asked), entry=entry)))


def test_a_file_that_the_manifest_promises_must_be_there(told: Desk) -> None:
    file = told.bundle()
    files = {name: content for name, content in files_of(file).items() if name != "reports/RP-001.pdf"}
    with pytest.raises(Wrong, match="its PDF is not here, though promised"):
        told.check(written(file, files))


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip"])
def test_what_is_no_bundle_is_said(told: Desk, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "no.zip"
    file.write_bytes(content)
    with pytest.raises(Unreadable, match="no evidence bundle that can be read"):
        told.check(file)


@pytest.mark.parametrize("name", ["manifest.json", "checkpoint", "checkpoints.ndjson", "events/entries"])
def test_what_is_broken_is_said(told: Desk, name: str) -> None:
    file = told.bundle()
    with pytest.raises((Unreadable, Wrong)):
        told.check(written(file, {**files_of(file), name: b"[]"}, honestly=name != "manifest.json"))


def test_a_bundle_from_before_a_kept_checkpoint_accuses_nobody(desk: Desk) -> None:
    file, size = desk.bundle(until="20"), desk.book.ledger.head()
    desk.book.desk.do(ProposeProgram(code="LATER", name="Later"), desk.ask(STEWARD))
    desk.sign()
    with desk.book.database.read() as tx:
        later = stored(tx)[-1]
    with pytest.raises(Wrong, match=f"ends at {size}, a kept checkpoint at {later.size}: take a newer bundle"):
        desk.check(file, kept=later.note.encode())


def test_any_flipped_bit_is_told_in_a_sentence(told: Desk) -> None:
    whole = told.bundle().read_bytes()
    file = told.folder / "flipped.zip"
    for at in range(0, len(whole), max(1, len(whole) // 300)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with contextlib.suppress(Wrong, Unreadable):
            told.check(file)
