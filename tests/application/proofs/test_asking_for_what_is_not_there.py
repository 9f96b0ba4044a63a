"""Calls that ask for what is not there, and books that do not hold: each ends with a sentence and its own exit code."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from application.ledger.postgres import _unreachable
from application.proofs.steward_verify import Unreadable, Wrong, check_export, keys_of
from cli.main import steward
from tests.application.ledger.ledgers import renamed, write
from tests.application.proofs.terminal import Terminal
from tests.builders import a_uuid
from tests.tampering import unguarded

MOMENTS = (
    ("9" * 20, "Invalid value"),
    ("+1", "Invalid value"),
    ("1e9", "Invalid value"),
    ("2022-02-30", "There is no such day as 2022-02-30"),
    ("999", "The book ends at position 2; enter a position up to that one."),
    ("2021", "2021 was read as a position; for a year write a day such as 2021-12-31."),
    ("2999-01-01", "is still to come"),
)


def test_a_moment_that_the_book_has_not_is_refused_in_a_sentence(terminal: Terminal) -> None:
    """Wherever one is given; `--after` counts positions alone."""
    calls = [("programs", "--at"), ("duties", "--at"), ("report", "program", "T-1", "--at"), ("compare",)]
    for moment, sentence in MOMENTS:
        for call in [*calls, ("events", "--after")][: None if moment.isdigit() else -1]:
            refused = terminal(*call, moment)
            assert (refused.exit_code, refused.stdout, sentence in refused.stderr) == (2, "", True), (call, moment)
    assert terminal("duties", "--at", "2020-01-01").exit_code == 0


WRONG = (
    (("checkpoint", "--origin", "two words"), "has no spaces"),
    (("duties", "--program", "NO"), "There is no program NO"),
    (("report", "program", "NO"), "There is no program NO"),
    (("bundle", "none.zip", "--program", "NO"), "There is no program NO"),
    (("bundle", "none.zip", "--report", "RP-9"), "There is no report RP-9"),
    (("compare", "1", "--program", "NO"), "There is no program NO"),
    (("compare", "1", "--thing", "R-999"), "Nothing in the book has the code R-999"),
    (("user", "add", "a@example.org", "--name", "A", "--role", "auditor", "--program", "NO"), "There is no program NO"),
    (("user", "add", "nobody", "--name", "A", "--role", "auditor"), "Enter an e-mail address"),
    (("report", "program", "T-1", "--out", "nowhere/at/all.json"), "check the path and its rights"),
    (("verify", "--checkpoint", "nothing.txt"), "does not exist"),
    (("report", "verify", "nothing.json"), "does not exist"),
    (("import", "risks", "nothing.csv"), "does not exist"),
    (("events", "--after", "soon"), "is not a valid integer"),
    (("fly",), "No such command"),
)


def test_a_call_that_names_what_is_not_there_ends_with_2(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1 is kept for what was found."""
    monkeypatch.chdir(tmp_path)
    for call, sentence in WRONG:
        refused = terminal(*call)
        assert (refused.exit_code, refused.stdout, sentence in refused.stderr) == (2, "", True), refused.stderr


def test_a_file_that_was_cut_off_or_overwritten_is_said_to_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    file = tmp_path / "book.db"
    for cut, filler in ((0.6, b""), (0.3, b"Z" * 4096 * 20)):
        file.unlink(missing_ok=True)
        Terminal(f"sqlite:///{file}").book.close()
        whole = file.read_bytes()
        kept = 4096 * int(len(whole) * cut / 4096)
        file.write_bytes(whole[:kept] + filler + (whole[kept + len(filler) :] if filler else b""))
        for call in (("verify",), ("worker", "--once"), ("doctor",), ("events",)):
            told = CliRunner().invoke(steward, [*call, "--database", f"sqlite:///{file}"])
            assert (told.exit_code, "book.db is damaged or was cut off" in told.stderr) == (2, True), (cut, call)


def test_a_database_that_cannot_be_reached_is_not_called_busy() -> None:
    assert "cannot be reached" in (told := _unreachable("postgresql://steward:secret@127.0.0.1:1/none"))
    assert "check that PostgreSQL runs there" in told
    assert "secret" not in told


BREAKS = (
    ("events", "UPDATE events SET topic = 'x/1' WHERE position = 2", 2),
    ("tree", "UPDATE tree SET hashes = (SELECT hashes FROM tree WHERE position = 1) WHERE position = 2", 2),
    ("tree", "DELETE FROM tree WHERE position = 2", 2),
)


@pytest.mark.parametrize(("table", "change", "position"), BREAKS)
def test_a_broken_book_is_given_out_as_evidence_and_said_to_be_broken(
    terminal: Terminal, tmp_path: Path, table: str, change: str, position: int
) -> None:
    terminal("checkpoint")
    with unguarded(terminal.book.database, table) as tx:
        tx.run(change)
    given = terminal("export", tmp_path / "log")
    told = f"The first bad position is {position}. {tmp_path / 'log'} was written all the same"
    assert (given.exit_code, told in given.stderr, "it will not verify" in given.stderr) == (1, True, True)
    with pytest.raises((Wrong, Unreadable)):
        check_export(tmp_path / "log", keys_of([str(tmp_path / "log/steward.vkey")]))
    if change.startswith("UPDATE"):
        packed = terminal("bundle", tmp_path / "part.zip")
        assert (packed.exit_code, f"The first bad position is {position}." in packed.stderr) == (1, True)
        so = "it verifies by itself" if table == "tree" else "it will not verify"
        assert so in packed.stderr, "without a hash of the tree, all events prove themselves"


def test_where_the_newest_events_cannot_be_signed_the_bundle_ends_before_them(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("checkpoint")
    write(terminal.book.ledger, a_uuid("another"), renamed(1))
    with unguarded(terminal.book.database, "events") as tx:
        tx.run("UPDATE events SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE position = 3")
    packed = terminal("bundle", tmp_path / "part.zip")
    assert (packed.exit_code, "Nothing was signed. Position 3:" in packed.stderr) == (1, True)
    assert "2 events are in" in packed.stderr
    assert "it verifies by itself" in packed.stderr
