"""An event whose bytes somebody changed hides nothing else: it is a line that says so, on every page that lists it."""

import base64
import json

import pytest
from click.testing import CliRunner

from application.projects import InitiateProject, RenameProject
from application.proofs.checkpoints import checkpoint
from cli.reading import events
from domain.people.words import Role
from domain.projects.state import project_id
from tests.tampering import unguarded
from tests.web.site import Browser, Site, plain

SENTENCE = "recorded what cannot be read any more"
GARBAGE = b"\xff\x00 no event"


@pytest.fixture
def altered(site: Site) -> int:
    """The position of an event between two that are whole."""
    program = site.program()
    site.do(InitiateProject(program=program, code="RAIL", name="Rail"))
    (position,) = site.do(RenameProject(thing=project_id("RAIL"), name="Rail north")).positions
    site.do(RenameProject(thing=project_id("RAIL"), name="Rail south"))
    with unguarded(site.book.database, "events") as tx:
        tx.run("UPDATE events SET state = ? WHERE position = ?", (GARBAGE, position))
    return position


@pytest.fixture
def auditor(site: Site, altered: int) -> Browser:
    return site.client_for(Role.AUDITOR, name="Aud Itor")


def test_the_record_goes_on_showing_all_the_others(auditor: Browser, altered: int) -> None:
    answer = auditor.get("/record")
    page = " ".join(plain(answer.text).split())
    assert answer.status_code == 200
    assert f"{SENTENCE}. The event at position {altered} cannot be read" in page
    assert "`steward verify` says so" in page
    assert "Rail south" in page


@pytest.mark.parametrize("ending", ["csv", "ndjson", "xlsx"])
def test_the_record_as_a_file_holds_its_line(auditor: Browser, ending: str) -> None:
    answer = auditor.get(f"/record/export/{ending}")
    assert answer.status_code == 200
    assert ending == "xlsx" or SENTENCE in answer.text


def test_its_own_page_says_so_and_shows_its_bytes(auditor: Browser, altered: int) -> None:
    answer = auditor.get(f"/record/{altered}")
    assert answer.status_code == 200
    assert SENTENCE in answer.text
    assert "no event" in answer.text


def test_the_thing_goes_on_having_a_page_and_a_history(auditor: Browser, altered: int) -> None:
    answer = auditor.get("/projects/RAIL")
    assert answer.status_code == 200
    assert SENTENCE in answer.text
    assert auditor.get("/projects/RAIL", at=altered).status_code == 200
    assert auditor.get("/record", thing="RAIL").status_code == 200


def test_the_log_at_a_terminal_holds_its_bytes_and_goes_on(site: Site, altered: int) -> None:
    done = CliRunner().invoke(events, ["--database", site.book.database.url])
    assert (done.exit_code, f"position {altered} cannot be read" in done.stderr) == (1, True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["position"] for line in lines] == list(range(1, site.book.ledger.head() + 1))
    assert base64.b64decode(lines[altered - 1]["unreadable"]) == GARBAGE


@pytest.mark.parametrize("path", ["/compare?old=1", "/programs/DFT", "/", "/programs/DFT/history", "/duties"])
def test_other_pages_do_not_break(auditor: Browser, altered: int, path: str) -> None:
    assert auditor.get(path).status_code == 200


def test_what_must_read_it_says_which_one_it_is(auditor: Browser, altered: int) -> None:
    answer = auditor.get("/projects/RAIL", at=altered, step="yes")
    assert answer.status_code in (200, 409)
    assert answer.status_code == 200 or f"position {altered} cannot be read" in answer.text


def test_an_event_that_was_removed_is_a_line_as_well(site: Site, auditor: Browser, altered: int) -> None:
    with unguarded(site.book.database, "events") as tx:
        tx.run("DELETE FROM events WHERE position = ?", (altered,))
    answer = auditor.get("/record")
    assert answer.status_code == 200
    assert f"The event at position {altered} is gone." in answer.text
    assert auditor.get(f"/record/{altered}").status_code == 200


def test_what_is_shown_beside_a_proof_is_what_was_proved(site: Site) -> None:
    site.program()
    checkpoint(site.book.database, at=site.book.now())
    auditor = site.client_for(Role.AUDITOR)
    assert "Proved" in plain(auditor.get("/record/1").text)
    assert "Altered" not in plain(auditor.get("/record").text)
    with unguarded(site.book.database, "events") as tx:
        (state,) = tx.one("SELECT state FROM events WHERE position = 1") or (b"",)
        tx.run("UPDATE events SET state = ? WHERE position = 1", (bytes(state).replace(b"Transport", b"Transfers"),))
    page = plain(auditor.get("/record/1").text)
    assert "Altered What is stored here is not the event that was signed" in page
    assert "Proved Under checkpoint" not in page
    assert "Altered" in plain(auditor.get("/record").text)


def test_a_tree_that_was_spoiled_vouches_for_nothing(site: Site) -> None:
    site.program()
    auditor = site.client_for(Role.AUDITOR)
    checkpoint(site.book.database, at=site.book.now())
    with unguarded(site.book.database, "tree") as tx:
        tx.run("DELETE FROM tree WHERE position = 1")
    assert plain(auditor.get("/record").text).count("Altered") == 1
