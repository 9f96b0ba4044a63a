"""Keys and checkpoints: a key is made once and closed to others; what is signed can be read by others' tools."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from application.ledger import Ledger
from application.proofs.checkpoints import checkpoint, covering, last, stored
from application.proofs.exporting import consistency_file, inclusion_file
from application.proofs.keys import KeyRefused, key_file, keys_at, signed_by, signer_at, signer_of, vkey
from application.proofs.steward_verify import (
    Unreadable,
    Wrong,
    check_grown,
    check_proof,
    checkpoint_of,
    ed25519,
    key_of,
    opened,
    proof_of,
)
from application.proofs.walking import Broken
from tests.application.ledger.ledgers import a_ledger, renamed, write
from tests.builders import MOMENT, a_uuid

# published with golang.org/x/mod/sumdb/note, and the example of c2sp.org/signed-note
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SIGNS = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BY_PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
BY_ENOCH = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
NOTE = f"{TEXT}\n{BY_PETER}{BY_ENOCH}"


@pytest.fixture
def ledger(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setenv("STEWARD_KEY_FILE", str(tmp_path / "keys" / "book.key"))
    made = a_ledger(database_url)
    yield made
    made.database.close()


@pytest.mark.parametrize("check", [ed25519, signed_by], ids=["alone", "by the library"])
def test_published_notes_are_read(check: object) -> None:
    for keys in ([PETER], [ENOCH], [PETER, ENOCH]):
        assert opened(NOTE.encode(), [key_of(key) for key in keys], check) == TEXT  # type: ignore[arg-type]
    for changed in (NOTE.replace("problem,", "problem."), NOTE.replace("JkuBS9UG", "JkuBS9UH")):
        with pytest.raises(Wrong, match="does not fit the text"):
            opened(changed.encode(), [key_of(PETER)], check)  # type: ignore[arg-type]


def test_a_published_key_signs_as_published() -> None:
    signer = signer_of(PETER_SIGNS)
    assert vkey(signer.key) == PETER
    assert signer.sign(TEXT) == f"{TEXT}\n{BY_PETER}"


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n{BY_PETER[:-1]}",
        f"\x01{TEXT}\n{BY_PETER}",
        f"{TEXT}\n{BY_PETER}Unexpected line.\n",
        f"{TEXT}\n— Bad Name x08go/ZJkuBS9UG=\n",
        f"{TEXT}\n{BY_PETER * 101}",
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(Unreadable):
        opened(note.encode(), [key_of(PETER)])


def test_a_note_by_nobody_we_know_is_refused() -> None:
    with pytest.raises(Wrong, match="It is not signed by EnochRoot"):
        opened(f"{TEXT}\n{BY_PETER}".encode(), [key_of(ENOCH)])


def test_a_mangled_key_is_no_key() -> None:
    for at in range(len(PETER)):
        with pytest.raises(Unreadable):
            key_of(PETER[:at] + chr(ord(PETER[at]) + 1) + PETER[at + 1 :])
    for at in range(len(PETER_SIGNS)):
        with pytest.raises(KeyRefused):
            signer_of(PETER_SIGNS[:at] + chr(ord(PETER_SIGNS[at]) + 1) + PETER_SIGNS[at + 1 :])


def test_a_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "book.key"
    made = signer_at(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made.key.name.startswith("steward.example/")
    assert signer_at(path) == made
    assert keys_at(path) == [made.key]
    assert [file.name for file in path.parent.iterdir()] == ["book.key"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.key"
    signer_at(path)
    path.chmod(0o640)
    with pytest.raises(KeyRefused, match="can be read by others; close it with `chmod 600"):
        signer_at(path)


def test_a_log_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "book.key"
    assert signer_at(path, "example.org/log").key.name == "example.org/log"
    with pytest.raises(KeyRefused, match=r"signs for example\.org/log, not for another"):
        signer_at(path, "another")
    with pytest.raises(KeyRefused, match="no spaces"):
        signer_at(tmp_path / "other.key", "a name")


def test_keys_that_signed_before_are_still_believed(tmp_path: Path) -> None:
    path = tmp_path / "book.key"
    signer_at(path)
    path.write_text(f"{path.read_text()}{PETER}\n")
    assert [key.name for key in keys_at(path)][1:] == ["PeterNeumann"]


def test_the_key_lies_beside_a_file_and_elsewhere_for_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STEWARD_KEY_FILE", raising=False)
    assert key_file("sqlite:////srv/steward/book.db") == Path("/srv/steward/book.key")
    assert key_file("postgresql://steward@host/office?sslmode=require").name == "office.key"


def test_a_checkpoint_is_signed_where_the_log_moved(ledger: Ledger) -> None:
    assert checkpoint(ledger.database, at=MOMENT) is None
    write(ledger)
    first = checkpoint(ledger.database, at=MOMENT)
    assert first
    assert (first.number, first.size) == (1, 2)
    assert checkpoint(ledger.database, at=MOMENT) is None
    write(ledger, a_uuid("another"))
    second = checkpoint(ledger.database, at=MOMENT)
    with ledger.database.read() as tx:
        assert stored(tx) == [first, second]
        assert last(tx) == second
        assert (covering(tx, 2), covering(tx, 3), covering(tx, 5)) == (first, second, None)
    assert first.origin == checkpoint_of(first.note.encode(), [key_of(first.vkey)]).origin


def test_the_secret_is_in_no_row(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger)
    signed = checkpoint(ledger.database, at=MOMENT)
    secret = (tmp_path / "keys" / "book.key").read_text().split("+", 4)[4].strip()
    assert secret not in repr(ledger.database.rows("SELECT * FROM checkpoints"))
    assert secret not in repr(signed)


def test_what_is_kept_beside_the_key_stops_a_book_that_lost_its_end(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger)
    write(ledger, a_uuid("another"))
    signed = checkpoint(ledger.database, at=MOMENT)
    assert signed
    beside = tmp_path / "keys" / "book.checkpoint"
    assert beside.read_text() == signed.note
    signer = signer_at(tmp_path / "keys" / "book.key")
    beside.write_text(signer.sign(f"{signer.key.name}\n99\n{signed.root}\n"))
    write(ledger, a_uuid("a third"))
    with pytest.raises(Broken, match="ends at position 6, but 99 were signed"):
        checkpoint(ledger.database, at=MOMENT)


def test_proofs_are_files_that_are_checked_alone(ledger: Ledger) -> None:
    write(ledger, a_uuid("a"), *(renamed(n) for n in range(5)))
    first = checkpoint(ledger.database, at=MOMENT)
    write(ledger, a_uuid("b"), *(renamed(n) for n in range(6)))
    second = checkpoint(ledger.database, at=MOMENT)
    assert first
    assert second
    keys = [key_of(second.vkey)]
    with ledger.database.read() as tx:
        for position in range(1, second.size + 1):
            told = check_proof(inclusion_file(tx, position, second), keys)
            assert f"at position {position}," in told
        grown = consistency_file(tx, first.size, second)
        proof = inclusion_file(tx, 3, second)
    assert "begin with the 6 of the checkpoint" in check_grown(grown, keys, first.note.encode())
    with pytest.raises(Wrong, match="leads to another root"):
        check_proof(proof.replace(b"index 2", b"index 3"), keys)
    with pytest.raises(Wrong, match="The proof begins at 6 events"):
        check_grown(grown, keys, second.note.encode())
    with pytest.raises(Wrong, match="It is not signed by PeterNeumann"):
        check_proof(proof, [key_of(PETER)])
    for no_proof in (b"", b"hello", grown, proof.replace(b"\nindex", b"\nIndex")):
        with pytest.raises(Unreadable, match="This is no proof"):
            check_proof(no_proof, keys)
    assert proof_of(grown, "old").number == first.size
