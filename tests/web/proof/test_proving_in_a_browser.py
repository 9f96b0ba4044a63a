"""The pages and files of the proof: what each person sees, takes away and can check alone."""

import io
import zipfile
from pathlib import Path

import pytest

from application.proofs.checkpoints import checkpoint
from application.proofs.keys import key_file
from application.proofs.steward_verify import Key, check_export, check_grown, check_proof, key_of
from domain.people.words import Role
from tests.tampering import unguarded
from tests.web.site import Browser, Site, plain


@pytest.fixture
def auditor(site: Site) -> Browser:
    site.program()
    checkpoint(site.book.database, at=site.book.now())
    return site.client_for(Role.AUDITOR)


def key(browser: Browser) -> Key:
    return key_of(browser.get("/proof/key/export").text)


def test_an_auditor_verifies_and_sees_what_came_out(site: Site, auditor: Browser) -> None:
    assert "Not checked yet" in auditor.get("/proof").text
    assert auditor.post("/proof/verifications").headers["Location"] == "/proof"
    page = auditor.get("/proof").text
    assert "Whole and unbroken" in page
    assert f"The log and the rows up to position {site.book.ledger.head()}" in page


def test_what_is_wrong_is_shown(site: Site, auditor: Browser) -> None:
    with unguarded(site.book.database, "events") as tx:
        tx.run("UPDATE events SET stream = 'x' WHERE position = 2")
    auditor.post("/proof/verifications")
    page = auditor.get("/proof").text
    assert "Not whole" in page
    assert "Position 2: " in page


def test_rows_that_were_changed_are_shown(site: Site, auditor: Browser) -> None:
    with site.book.database.write() as tx:
        build, _, _ = site.book.models.current(tx)
        tx.run(f"UPDATE programs_b{build} SET name = 'Another name'")
    auditor.post("/proof/verifications")
    page = auditor.get("/proof").text
    assert "Not whole" in page
    assert "Row DFT of programs" in page


def test_the_record_says_what_is_proved(site: Site, auditor: Browser) -> None:
    page = auditor.get("/record").text
    assert "/record/1#proof" in page
    assert "Signed up to " in page
    assert f"/record/{site.book.ledger.head()}#proof" not in page
    assert "not yet" in page


def test_an_event_is_proved_by_a_file(site: Site, auditor: Browser) -> None:
    page = auditor.get("/record/1").text
    assert "Under checkpoint 1" in page
    file = auditor.get("/proof/events/1/export")
    assert file.headers["Content-Disposition"] == 'attachment; filename="1.tlog-proof"'
    assert "program.proposed/1 at position 1," in check_proof(file.content, [key(auditor)])
    head = site.book.ledger.head()  # the auditor came after the checkpoint
    late = auditor.get(f"/proof/events/{head}/export")
    assert (late.status_code, "not yet under a checkpoint" in late.text) == (400, True)
    assert auditor.get(f"/proof/events/{head + 1}/export").status_code == 404


def test_the_log_is_proved_to_have_grown(site: Site, auditor: Browser) -> None:
    old = auditor.get("/proof/checkpoints/1/export")
    checkpoint(site.book.database, at=site.book.now())
    first, second = (row[0] for row in site.book.database.rows("SELECT size FROM checkpoints ORDER BY number"))
    page = auditor.get("/proof/consistency", old=first, new=second).text
    assert "It only grew" in page
    file = auditor.get("/proof/consistency/export", old=first, new=second)
    assert f"begin with the {first} of" in check_grown(file.content, [key(auditor)], old.content)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("0", "2", "Earlier size: enter a number of events from 1"),
        ("1", "99999999", "Later size: enter a number of events from 1"),
        ("2", "1", "Later size: enter one that is not below the earlier size."),
        ("x", "-1", "Earlier size: enter a number"),
    ],
)
def test_sizes_that_cannot_be_get_a_sentence(auditor: Browser, old: str, new: str, sentence: str) -> None:
    answer = auditor.get("/proof/consistency", old=old, new=new)
    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert auditor.get("/proof/consistency/export", old=old, new=new).status_code == 400
    assert auditor.get("/proof/checkpoints/9/export").status_code == 404


def test_the_whole_log_leaves_as_one_file(site: Site, auditor: Browser, tmp_path: Path) -> None:
    answer = auditor.get("/proof/export.zip")
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)
    kept = auditor.get("/proof/checkpoints/1/export").content
    assert check_export(tmp_path / "steward-log", [key(auditor)], [kept]).startswith("Whole and unbroken")
    assert auditor.get("/proof/verifier/export").content == (tmp_path / "steward-log/steward_verify.py").read_bytes()
    assert site.book.database.rows("SELECT kind FROM looks")[-1] == ("export",)


def test_who_reads_some_programs_does_not_get_the_whole_log(site: Site, auditor: Browser) -> None:
    here = site.program("MOJ", "Justice")
    local = site.client_for(Role.AUDITOR, here)
    assert "Export with proofs" not in local.get("/proof").text
    assert local.get("/proof/export.zip").status_code == 403
    assert local.get("/proof/events/1/export").status_code == 404  # an event of the other program
    assert "Export with proofs" in auditor.get("/proof").text


def test_a_book_that_nobody_signed_says_so(site: Site) -> None:
    manager = site.client_for(Role.MANAGER)
    page = manager.get("/proof").text
    assert "No root is signed yet" in page
    for path in ("/proof/export.zip", "/proof/key/export"):
        answer = manager.get(path)
        assert (answer.status_code, "Nothing is signed yet" in answer.text) == (400, True)


CHANGED = [
    "UPDATE events SET state = replace(cast(state AS TEXT), 'a', 'b')",
    "UPDATE events SET state = cast(state AS TEXT)",
    "UPDATE events SET state = x'ff'",
    "UPDATE events SET state = '{'",
    "UPDATE events SET topic = 'unknown/1'",
    "UPDATE events SET stream = x'00'",
    "UPDATE events SET recorded_at = cast(x'ff' AS TEXT)",
    "UPDATE events SET version = 'second'",
    "UPDATE tree SET hashes = 'text'",
    "DELETE FROM events",
]
PATHS = ["/proof", "/record", "/record/2", "/proof/events/2/export", "/proof/export.zip", "/programs", "/programs?at=2"]


@pytest.mark.parametrize("change", CHANGED)
def test_no_page_breaks_over_what_was_changed_by_hand(tmp_path: Path, change: str) -> None:
    site = Site(f"sqlite:///{tmp_path / 'book.sqlite'}")
    site.program()
    checkpoint(site.book.database, at=site.book.now())
    auditor = site.client_for(Role.AUDITOR)
    with unguarded(site.book.database, "tree" if " tree " in change else "events") as tx:
        tx.run(f"{change} WHERE position = 2")
    assert auditor.post("/proof/verifications").status_code == 303
    page = plain(auditor.get("/proof").text)
    assert "The first bad position is 2." in page
    for path in [*PATHS, "/proof/consistency?old=1&new=2", "/proof/consistency/export?old=1&new=2"]:
        answer = auditor.get(path)
        assert answer.status_code in (200, 400, 409), (path, answer.status_code)
        assert answer.status_code != 409 or "steward verify" in answer.text or "rewritten" in answer.text, path
    for path in (
        "/record",
        "/record?q=proposed",
        "/record/1",
        "/record/2",
        "/record/export/csv",
        "/record/export/ndjson",
    ):
        answer = auditor.get(path)
        assert answer.status_code == 200, path
        assert "DFT" in answer.text or "Transport" in answer.text, path
    site.book.close()


@pytest.mark.parametrize("change", ["size = 'many'", "root = 5", "note = x'00'", "vkey = 'x'", "signed_at = 'soon'"])
def test_no_page_breaks_over_a_changed_checkpoint(tmp_path: Path, change: str) -> None:
    site = Site(f"sqlite:///{tmp_path / 'book.sqlite'}")
    site.program()
    checkpoint(site.book.database, at=site.book.now())
    auditor = site.client_for(Role.AUDITOR)
    with unguarded(site.book.database, "checkpoints") as tx:
        tx.run(f"UPDATE checkpoints SET {change}")
    assert auditor.post("/proof/verifications").status_code == 303
    assert "Checkpoint 1: its row was changed" in auditor.get("/proof").text
    for path in (*PATHS, "/proof/key/export", "/proof/checkpoints/1/export"):
        assert auditor.get(path).status_code in (200, 400, 404, 409), path
    site.book.close()


def test_without_a_key_file_the_page_says_that_not_all_was_checked(site: Site, auditor: Browser) -> None:
    key_file(site.book.database.url).unlink()
    auditor.post("/proof/verifications")
    page = plain(auditor.get("/proof").text)
    assert "Not all could be checked" in page
    assert "first bad position" not in page


def test_guards_that_are_gone_are_a_warning(site: Site, auditor: Browser) -> None:
    database = site.book.database
    with database.write() as tx:
        tx.run("DROP TRIGGER events_dense" + (" ON events" if database.dialect == "postgresql" else ""))
    auditor.post("/proof/verifications")
    page = plain(auditor.get("/proof").text)
    assert "The log is whole, what is beside it is not" in page
    assert "Warning: Guards against changes are missing in the database: events_dense." in page


def test_what_is_taken_away_to_check_with_is_noted(site: Site, auditor: Browser) -> None:
    for path in ("/proof/checkpoints/1/export", "/proof/key/export", "/proof/verifier/export"):
        auditor.get(path)
    told = [what for (what,) in site.book.database.rows("SELECT what FROM looks WHERE kind = 'export' ORDER BY number")]
    assert told == ["Checkpoint 1", "The public key", "The verifier"]


@pytest.mark.parametrize("position", [9_999, 9_223_372_036_854_775_808, 99_999_999_999_999_999_999_999])
def test_an_event_beyond_the_end_is_said_to_be(site: Site, auditor: Browser, position: int) -> None:
    answer = auditor.get(f"/record/{position}")
    assert (answer.status_code, f"The book ends at position {site.book.ledger.head()}" in answer.text) == (404, True)


@pytest.mark.parametrize("number", ["9" * 20, "9223372036854775808", "000000000000000001" + "9" * 20, "1e9"])
def test_a_number_that_no_book_counts_to_is_refused_in_a_sentence(site: Site, number: str) -> None:
    site.program()
    auditor = site.client_for(Role.AUDITOR)
    for path in (
        f"/record/{number}",
        f"/proof/events/{number}/export",
        f"/proof/checkpoints/{number}/export",
        f"/proof/consistency?old={number}&new=2",
        f"/proof/consistency/export?old={number}&new=2",
    ):
        assert auditor.get(path).status_code in (400, 404), path


def test_a_log_that_was_cut_is_said_to_be_on_the_page(tmp_path: Path) -> None:
    site = Site(f"sqlite:///{tmp_path / 'book.sqlite'}")
    auditor = site.client_for(Role.AUDITOR)
    site.program()
    checkpoint(site.book.database, at=site.book.now())
    signed = site.book.ledger.head()
    assert "Events were removed." not in plain(auditor.get("/proof").text)
    with unguarded(site.book.database, "events") as tx:
        tx.run("DELETE FROM events WHERE position = ?", (signed,))
    page = plain(auditor.get("/proof").text)
    assert f"Events were removed. {signed} were signed, but the log ends at position {signed - 1}." in page
    assert "nothing is to be done here" not in page
    site.book.close()
