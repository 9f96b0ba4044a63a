"""`steward bundle`, and what docs/evidence.md says of it."""

import re
import shlex
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from application.proofs.exporting import VERIFIER
from cli.bundling import bundle
from projections.book import Book
from tests.projections.evidence.bundles import Desk, files_of
from tests.tampering import unguarded

DOC = Path(__file__).resolve().parents[3] / "docs" / "evidence.md"


@pytest.fixture
def url(told: Desk, tmp_path: Path) -> str:
    """A copy, beside which a key of its own is made."""
    with told.book.database.write() as tx:
        tx.rows("SELECT 1")
    shutil.copy(told.folder / "book.sqlite", tmp_path / "book.sqlite")
    shutil.copy(told.folder / "book.sqlite-wal", tmp_path / "book.sqlite-wal")
    shutil.copy(told.folder / "book.key", tmp_path / "book.key")
    return f"sqlite:///{tmp_path / 'book.sqlite'}"


def steward(*arguments: str) -> Result:
    return CliRunner().invoke(bundle, arguments, env={"TERMINAL_WIDTH": "200"})


def test_the_commands_of_the_documentation_do_what_it_says(told: Desk, url: str, tmp_path: Path) -> None:
    first, *others = re.findall(r"^(?:steward|python3) .*$", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    words = shlex.split(first)[2:]
    made = steward(str(tmp_path / words[0]), *words[1:], "--database", url)
    assert made.exit_code == 0, made.stderr
    (tmp_path / "steward.vkey").write_text(told.vkey, encoding="utf-8")
    for command in others:
        done = subprocess.run(
            [sys.executable, *shlex.split(command)[1:]], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), command
    assert "R-001 Late decision" in done.stdout


def test_what_is_new_is_signed_first(url: str, told: Desk, tmp_path: Path) -> None:
    done = steward(str(tmp_path / "one.zip"), "--database", url)
    assert f"{told.book.ledger.head()} events are in" in done.stderr
    again = steward(str(tmp_path / "one.zip"), "--database", url)
    assert (again.exit_code, "already" in again.stderr) == (2, True)
    assert b"example.org/log" in files_of(tmp_path / "one.zip")["checkpoint"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--program", "NO"), "There is no program NO"),
        (("--report", "RP-9"), "There is no report RP-9"),
        (("--since", "1999-01-01"), "the book began on"),
        (("--since", "2021"), "or a day, such as 2021-12-31 for a year"),
        (("--since", "9", "--until", "3"), "from the beginning of this period to its end"),
    ],
)
def test_what_cannot_be_handed_out_is_said_and_no_file_is_left(
    url: str, tmp_path: Path, asked: tuple[str, ...], sentence: str
) -> None:
    done = steward(str(tmp_path / "none.zip"), *asked, "--database", url)
    assert (done.exit_code, sentence in " ".join(done.stderr.replace("│", " ").split())) == (2, True)
    assert not (tmp_path / "none.zip").exists()


@pytest.mark.parametrize(
    ("change", "what"),
    [("UPDATE documents SET bytes = 'x'", "was altered"), ("DELETE FROM documents", "is not kept any")],
)
def test_a_file_of_a_report_that_is_left_out_is_said(url: str, tmp_path: Path, change: str, what: str) -> None:
    with closing(Book(url)) as book, unguarded(book.database, "documents") as tx:
        tx.run(f"{change} WHERE media_type = 'p'")
    file = tmp_path / "part.zip"
    done = steward(str(file), "--program", "DFT", "--database", url)
    told = " ".join(done.stderr.replace("│", " ").split())
    assert (done.exit_code, f"The PDF file of RP-001 {what}" in told) == (1, True), told
    assert "it is left out of " in told
    assert "reports/RP-001.json" in files_of(file)
    assert "reports/RP-001.pdf" not in files_of(file)


def test_where_a_bundle_cannot_be_made_no_file_is_left(url: str, tmp_path: Path) -> None:
    with closing(Book(url)) as book, unguarded(book.database, "events", "tree") as tx:
        head = book.ledger.head()
        for table in ("events", "tree"):
            tx.run(f"DELETE FROM {table} WHERE position > ?", (head - 1,))
    call = [sys.executable, "-c", "from cli.main import main; main()", "bundle", str(tmp_path / "no.zip")]
    done = subprocess.run([*call, "--database", url], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert [line for line in done.stderr.splitlines() if line.startswith(("Traceback", "Exception"))] == []
    assert not (tmp_path / "no.zip").exists()


def test_a_replay_of_what_is_not_in_the_bundle_is_said(told: Desk, url: str, tmp_path: Path) -> None:
    assert steward(str(tmp_path / "one.zip"), "--database", url).exit_code == 0
    call = [sys.executable, str(VERIFIER), "bundle", str(tmp_path / "one.zip"), "--key", told.vkey, "--replay"]
    gone = subprocess.run([*call, "R-999"], capture_output=True, text=True, check=False)
    assert (gone.returncode, gone.stdout) == (2, "")
    assert "Nothing in this bundle has the code R-999: give the code of a thing in it, or all." in gone.stderr
    found = subprocess.run([*call, "R-001"], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert "Names and titles below are the book's word" in found.stdout
