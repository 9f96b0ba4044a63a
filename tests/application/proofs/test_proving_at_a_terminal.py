"""`steward checkpoint`, `verify`, `export` and `worker`: what they print, and how they end."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from application.proofs.steward_verify import check_export, keys_of
from cli.main import steward
from projections.book import Book
from projections.catalogue import READ_MODELS
from tests.application.ledger.ledgers import renamed, write
from tests.builders import a_uuid
from tests.tampering import unguarded


class Terminal:
    """A book and the command line beside it."""

    def __init__(self, url: str) -> None:
        self.book = Book(url)
        self.book.migrate()
        write(self.book.ledger)

    def __call__(self, *arguments: str | Path) -> Result:
        call = [*map(str, arguments), "--database", self.book.database.url]
        return CliRunner().invoke(steward, call)


@pytest.fixture
def terminal(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("STEWARD_KEY_FILE", str(tmp_path / "book.key"))
    monkeypatch.setenv("COLUMNS", "300")  # or the box around an error breaks its sentence
    made = Terminal(database_url)
    yield made
    made.book.close()


def test_a_book_is_signed_verified_and_given_out(terminal: Terminal, tmp_path: Path) -> None:
    signed = terminal("checkpoint", "--origin", "example.org/log")
    assert (signed.exit_code, signed.stdout.split("\n")[:2]) == (0, ["example.org/log", "2"])
    kept = tmp_path / "kept"
    kept.write_text(signed.stdout)
    again = terminal("checkpoint")
    assert (again.stdout, "did not move" in again.stderr) == (signed.stdout, True)
    write(terminal.book.ledger, a_uuid("another"), renamed(1))
    whole = terminal("verify", "--checkpoint", kept)
    assert (whole.exit_code, whole.stdout.splitlines()[-1]) == (0, "Whole and unbroken.")
    given = terminal("export", tmp_path / "export")
    assert given.exit_code == 0
    assert check_export(tmp_path / "export", keys_of([str(tmp_path / "export/steward.vkey")]), [kept.read_bytes()])
    assert "is not empty" in terminal("export", tmp_path / "export").stderr
    told = terminal.book.database.rows("SELECT kind, what FROM looks ORDER BY number")
    assert told == [
        ("verification", "The log and the rows up to position 4: Whole and unbroken."),
        ("export", "The log up to position 2 with proofs"),
    ]


def test_what_is_wrong_is_named_and_the_exit_code_is_1(terminal: Terminal, tmp_path: Path) -> None:
    terminal("checkpoint")
    with unguarded(terminal.book.database, "events") as tx:
        tx.run("UPDATE events SET topic = 'x/1' WHERE position = 2")
    found = terminal("verify", "--json")
    told = json.loads(found.stdout)
    assert (found.exit_code, told["whole"], told["wrong"][0]["position"]) == (1, False, 2)
    plain = terminal("verify")
    assert plain.stderr.splitlines()[-1] == "NOT WHOLE. The first bad position is 2."
    with unguarded(terminal.book.database, "events") as tx:
        tx.run("DELETE FROM events WHERE position = 2")
    refused = terminal("checkpoint")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Nothing was signed. The log ends at position 1, but 2 events were signed" in refused.stderr


def test_a_row_that_is_not_what_the_log_gives_is_named(terminal: Terminal) -> None:
    with terminal.book.database.write() as tx:
        tx.run("UPDATE programs_b1 SET name = 'New' WHERE since = 1")
    plain = terminal("verify")
    assert plain.exit_code == 1
    assert plain.stderr.splitlines() == [
        "Row T-1 of programs, true from position 1 until 2, is not what the log gives: name New instead of Transport.",
        "NOT WHOLE. The first bad position is 1.",
    ]
    told = json.loads(terminal("verify", "--json").stdout)
    assert (told["whole"], told["wrong"][0]["position"], told["rows"]["position"]) == (False, 1, 2)
    log_only = terminal("verify", "--log-only", "--json")
    assert (log_only.exit_code, json.loads(log_only.stdout)["rows"]) == (0, None)


def test_rows_that_cannot_be_compared_or_are_behind_are_told(terminal: Terminal) -> None:
    with terminal.book.database.write() as tx:
        tx.run("UPDATE builds SET live = 0")
    missing = terminal("verify")
    assert missing.exit_code == 1
    assert "The rows were not compared: The book has no read models for this version" in missing.stderr
    with terminal.book.database.write() as tx:
        tx.run("UPDATE builds SET live = 1")
    older = Book(terminal.book.database.url, models=READ_MODELS[:1])
    older.migrate()
    write(older.ledger, a_uuid("another"))
    older.close()
    behind = terminal("verify")
    assert behind.exit_code == 0
    assert "The rows stand at position 2; pages bring them up before they show any." in behind.stdout


def test_bad_input_gets_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    assert "Nothing is signed yet" in terminal("export", tmp_path / "export").stderr
    assert not (tmp_path / "export").exists()
    terminal("checkpoint")
    other = tmp_path / "other.txt"
    other.write_text("Minutes of a meeting\n")
    for arguments, sentence in (
        (("--key", "no+key"), "This is no public key"),
        (("--key", tmp_path / "none"), "cannot be read"),
        (("--checkpoint", other), "no signed note"),
    ):
        found = terminal("verify", *arguments)
        assert found.exit_code == 1
        assert sentence in str(found.exception or "") + found.stderr


def test_a_worker_signs_what_moved(terminal: Terminal) -> None:
    for _ in range(2):
        assert terminal("worker", "--once").exit_code == 0
    assert terminal.book.database.rows("SELECT number, size FROM checkpoints") == [(1, 2)]


def test_doctor_tells_where_the_tree_stands(terminal: Terminal) -> None:
    assert "at position 2\n" in terminal("doctor").stdout
    with unguarded(terminal.book.database, "tree") as tx:
        tx.run("DELETE FROM tree WHERE position = 2")
    behind = terminal("doctor")
    assert "at position 1, 1 behind" in behind.stdout
    assert "The tree of the log is behind the log; run `steward migrate`." in behind.stderr
