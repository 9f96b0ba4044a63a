"""`steward checkpoint`, `verify`, `export` and `worker`: what they print, and how they end."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from application.ledger import DatabaseUnavailable
from application.proofs.steward_verify import check_export, keys_of
from cli.main import steward
from projections.book import Book
from projections.catalogue import READ_MODELS
from tests.application.ledger.ledgers import renamed, write
from tests.application.proofs.terminal import Terminal
from tests.builders import a_uuid
from tests.projections.evidence.bundles import Desk
from tests.tampering import unguarded


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
        (("--key", ""), "--key is empty"),
        (("--checkpoint", other), "no signed note"),
    ):
        found = terminal("verify", *arguments)
        assert (found.exit_code, sentence in found.stderr) == (2, True)


@pytest.mark.parametrize("content", [b"", b"Minutes of a meeting\n" * 99, b"another program's"])
def test_what_is_no_book_is_said_and_stays_as_it_is(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    file = tmp_path / "no.db"
    file.write_bytes(content)
    if content.startswith(b"another"):
        file.unlink()
        with closing(sqlite3.connect(file)) as other, other:
            other.execute("CREATE TABLE songs (name TEXT)")
    before = file.read_bytes()
    found = CliRunner().invoke(steward, ["verify", "--database", f"sqlite:///{file}"])
    assert (found.exit_code, "no.db is no book of Steward" in found.stderr) == (2, True)
    assert (file.read_bytes(), [one.name for one in tmp_path.iterdir()]) == (before, ["no.db"])
    missing = CliRunner().invoke(steward, ["verify", "--database", f"sqlite:///{tmp_path / 'none.db'}"])
    assert (missing.exit_code, "There is no book at" in missing.stderr) == (2, True)


def test_a_copy_without_its_key_is_not_called_broken(terminal: Terminal, tmp_path: Path) -> None:
    terminal("checkpoint")
    (tmp_path / "book.key").unlink()
    found = terminal("verify")
    assert (found.exit_code, found.stderr.splitlines()[-1]) == (2, "Not all could be checked.")
    assert "name the public key with --key" in found.stderr
    told = json.loads(terminal("verify", "--json").stdout)
    assert (told["whole"], told["verdict"], told["wrong"]) == (False, "Not all could be checked.", [])


def test_no_key_is_made_where_another_signed_before(terminal: Terminal, tmp_path: Path) -> None:
    terminal("checkpoint")
    key = tmp_path / "book.key"
    key.unlink()
    for moves in (False, True):
        if moves:
            write(terminal.book.ledger, a_uuid("another"))
        refused = terminal("checkpoint")
        assert (refused.exit_code, refused.stdout, key.exists()) == (2, "", False)
        assert "Put the key back, or go on with a new one by `steward checkpoint --new-key`" in refused.stderr
        assert terminal("worker", "--once").exit_code == 1
        assert not key.exists()
    assert terminal("checkpoint", "--new-key").exit_code == 0
    told = terminal("verify")
    assert (told.exit_code, "Checkpoint 1: It is not signed by" in told.stderr) == (1, True)


def test_guards_that_are_gone_are_told_and_stay_gone_until_the_book_is_written(
    terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    database = terminal.book.database
    with database.write() as tx:
        of = " ON events" if database.dialect == "postgresql" else ""
        tx.run(f"DROP TRIGGER events_dense{of}")
    for _ in range(2):
        found = terminal("verify")
        assert found.exit_code == 1
        assert found.stderr.splitlines()[-1] == "The log is whole, but what stands beside it was changed."
        assert "Warning: Guards against changes are missing in the database: events_dense." in found.stderr
    assert "events_dense" in json.loads(terminal("verify", "--json").stdout)["warnings"][0]
    assert terminal("programs").exit_code == 0
    assert "events_dense" in terminal("doctor").stderr
    assert database.missing_guards() == ["events_dense"]
    assert terminal("migrate").exit_code == 0
    assert "guards were missing and were put back: events_dense" in caplog.text
    assert database.missing_guards() == []
    kinds = database.rows("SELECT kind, what FROM looks WHERE kind = 'guards'")
    assert kinds == [("guards", "guards were missing and were put back: events_dense")]
    assert "Warning" not in terminal("verify").stderr


def test_a_book_whose_newest_events_were_removed_is_complained_of_and_not_gone_on_with(
    terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    terminal("checkpoint")
    with unguarded(terminal.book.database, "events", "tree") as tx:
        for table in ("events", "tree"):
            tx.run(f"DELETE FROM {table} WHERE position = 2")
    found = terminal("doctor")
    told = "The log ends at position 1, but its read models at 2, its last checkpoint at 2: events were removed;"
    assert (found.exit_code, told in found.stderr) == (1, True), found.stderr
    with pytest.raises(
        DatabaseUnavailable, match=r"ends at position 1, its read models at 2: events were removed\. Noth"
    ):
        write(terminal.book.ledger, a_uuid("another"))
    assert terminal.book.ledger.head() == 1
    caplog.clear()
    assert terminal("worker", "--once").exit_code == 1
    assert [(one.name, bool(one.exc_info)) for one in caplog.records] == [("steward.worker", False)]
    with terminal.book.database.write() as tx:
        tx.run("INSERT INTO tree (position, hashes) VALUES (2, ?)", (b"x" * 64,))
    found = terminal("doctor")
    assert "ends at position 1, but its tree at 2, its read models at 2," in found.stderr
    assert "behind" not in found.output


REFUSAL = "RAISE(ABORT, 'append-only: events are never changed')"
LOOSENED = {
    "sqlite": [
        f"CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN {does}; END"
        for does in ("SELECT 1", f"SELECT {REFUSAL} WHERE 0", f"SELECT iif(NEW.position < 0, {REFUSAL}, 1)")
    ],
    "postgresql": [
        (
            "CREATE OR REPLACE FUNCTION steward_forbid_change() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NEW; END $$"
        ),
        "ALTER TABLE events DISABLE TRIGGER events_no_change",
        "ALTER TABLE events ENABLE REPLICA TRIGGER events_no_change",
        "DROP TRIGGER events_no_change ON events",
        (
            "CREATE OR REPLACE TRIGGER events_no_change BEFORE DELETE ON events"
            " FOR EACH ROW EXECUTE FUNCTION steward_forbid_change()"
        ),
        (
            "CREATE OR REPLACE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events"
            " FOR EACH ROW WHEN (OLD.position < 0) EXECUTE FUNCTION steward_forbid_change()"
        ),
    ],
}


def test_a_guard_that_guards_nothing_is_missing(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    database = terminal.book.database
    sqlite = database.dialect == "sqlite"
    name = "events_no_update" if sqlite else "events_no_change"
    for loosened in LOOSENED[database.dialect]:
        with database.write() as tx:
            if sqlite:
                tx.run(f"DROP TRIGGER {name}")
            tx.run(loosened)
        assert name in database.missing_guards(), loosened
        assert name in terminal("verify").stderr
        caplog.clear()
        assert terminal("worker", "--once").exit_code == 0
        assert name in caplog.text, loosened
        terminal.book.migrate()
        assert database.missing_guards() == [], loosened


REWRITES = {
    "sqlite": [
        "CREATE TRIGGER late AFTER INSERT ON looks BEGIN SELECT 1; END",
        "CREATE TRIGGER early BEFORE INSERT ON events BEGIN SELECT 1; END",
    ],
    "postgresql": [
        "CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "CREATE TRIGGER late BEFORE INSERT ON looks FOR EACH ROW EXECUTE FUNCTION pass()",
        "CREATE RULE early AS ON INSERT TO events DO ALSO NOTIFY anybody",
    ],
}


def test_what_is_not_ours_and_may_change_what_is_written_is_told(terminal: Terminal) -> None:
    database = terminal.book.database
    with database.write() as tx:
        for made in REWRITES[database.dialect]:
            tx.run(made)
    told = "Triggers that are not Steward's stand in the database: early on events, late on looks."
    assert told in terminal("doctor").stderr
    found = terminal("verify")
    assert (found.exit_code, told in found.stderr) == (1, True)


def test_a_note_of_who_looked_that_was_removed_is_told(terminal: Terminal) -> None:
    for _ in range(3):
        terminal("verify")
    with unguarded(terminal.book.database, "looks") as tx:
        tx.run("DELETE FROM looks WHERE number = 2")
    found = terminal("verify")
    assert (found.exit_code, "Warning: Of the notes of who looked, 2 of 3 are there" in found.stderr) == (1, True)


@pytest.mark.parametrize(
    "change", ["DELETE FROM looks WHERE number > 1", "UPDATE looks SET what = '' WHERE number = 2"]
)
def test_the_newest_notes_of_who_looked_are_missed_as_far_as_a_checkpoint_saw_them(
    terminal: Terminal, change: str
) -> None:
    for _ in range(2):
        terminal("verify")
    terminal("checkpoint")
    assert terminal("verify").exit_code == 0
    with unguarded(terminal.book.database, "looks") as tx:
        tx.run(change)
    write(terminal.book.ledger, a_uuid("another"))
    for signed in (False, True):
        if signed:
            assert terminal("checkpoint").exit_code == 0
        found = terminal("verify")
        told = "Warning: Of the notes of who looked, the first 2 are not those that were there at the last checkpoint."
        assert (found.exit_code, told in found.stderr) == (1, True), "what is signed later does not hide it"


def test_a_checkpoint_that_is_missed_twice_is_told_once(terminal: Terminal, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(terminal("checkpoint").stdout)
    with unguarded(terminal.book.database, "checkpoints") as tx:
        tx.run("DELETE FROM checkpoints")
    found = terminal("verify", "--log-only", "--checkpoint", kept)
    assert (found.exit_code, found.stderr.count("The checkpoint over 2 events is not in the book")) == (1, 1)


def test_the_newest_notes_since_the_last_signing_are_not_missed_and_the_help_says_so(terminal: Terminal) -> None:
    terminal("checkpoint")
    terminal("verify")
    with unguarded(terminal.book.database, "looks") as tx:
        tx.run("DELETE FROM looks")
    assert terminal("verify").exit_code == 0
    help_text = " ".join(terminal("verify", "--help").stdout.split())
    assert (
        "that only the newest notes were removed, or some changed, since the book was last signed is not noticed"
        in help_text
    )


@pytest.mark.parametrize("change", ["DELETE FROM documents", "UPDATE documents SET bytes = 'other'"])
def test_kept_files_of_reports_that_are_not_those_issued_are_named(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setenv("STEWARD_KEY_FILE", str(tmp_path / "book.key"))
    book = Book(database_url)
    book.migrate()
    desk = Desk(book).tell(tmp_path)
    call = ["verify", "--database", database_url]
    whole = CliRunner().invoke(steward, call)
    assert (whole.exit_code, "2 kept files of issued reports" in whole.stdout) == (0, True), whole.stderr
    with unguarded(desk.book.database, "documents") as tx:
        tx.run(f"{change} WHERE media_type = 'p'")
    found = CliRunner().invoke(steward, call)
    issued = desk.book.ledger.head() - 1
    assert found.exit_code == 1
    assert f"Position {issued}: the PDF file of the report issued there " in found.stderr
    assert CliRunner().invoke(steward, [*call, "--log-only"]).exit_code == 0
    desk.book.close()


def test_what_the_log_says_of_itself_comes_before_what_a_row_says(terminal: Terminal) -> None:
    write(terminal.book.ledger, a_uuid("another"), renamed(1))
    state = bytes(terminal.book.database.rows("SELECT state FROM events WHERE position = 4")[0][0])
    with unguarded(terminal.book.database, "events") as tx:
        tx.run("UPDATE events SET state = ? WHERE position = 4", (state.replace(b"Name", b"Nbme"),))
    with terminal.book.database.write() as tx:
        tx.run("UPDATE programs_b1 SET name = 'New' WHERE since = 1")
    found = terminal("verify").stderr.splitlines()
    assert found[-1] == "NOT WHOLE. The first bad position is 4."
    assert found[0].startswith("Position 4: ")
    assert found[1].startswith("Row T-1 of programs")


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


def test_what_is_under_no_checkpoint_is_counted(terminal: Terminal) -> None:
    assert "2 events at the end under no checkpoint yet" in terminal("verify").stdout
    assert terminal("checkpoint").exit_code == 0
    assert "under no checkpoint" not in terminal("verify").stdout
