"""The record by its filters: each stands in the address, and what cannot be read is told, not dropped."""

import re
from hashlib import sha256
from uuid import uuid4

import pytest

from application.desk import STEWARD
from application.imports.sheets import Take, carry_out_sheets, read_sheets
from application.ledger import Ask
from application.projects import InitiateProject, RenameProject
from domain.people.words import Role
from domain.programs.state import program_id
from domain.projects.state import project_id
from projections import recalling
from tests.web.site import Browser, Site

CELL = re.compile(r'(?s)<td class="n"><a href="/record/(\d+)[^"]*">')


@pytest.fixture
def auditor(site: Site) -> Browser:
    program = site.program()
    site.do(InitiateProject(program=program, code="RAIL", name="Rail & tram"))
    site.do(RenameProject(thing=project_id("RAIL"), name="Rail north"))
    site.do(InitiateProject(program=program, code="ROAD", name="Road north"))
    return site.client_for(Role.AUDITOR, name="Aud Itor")


def positions(page: str) -> list[int]:
    return [int(each) for each in CELL.findall(page)]


def test_a_thing_is_found_by_its_code_its_name_or_its_id(auditor: Browser) -> None:
    for typed in ("RAIL", "rail", "Rail north", str(project_id("RAIL"))):
        page = auditor.get("/record", thing=typed).text
        assert len(positions(page)) == 2
        assert 'name="thing" value="RAIL"' in page
        assert "2 events, newest first" in page


def test_several_things_that_fit_are_offered(auditor: Browser) -> None:
    answer = auditor.get("/record", thing="north", kind="project")
    assert answer.status_code == 400
    assert "Thing: several things fit “north”; choose one." in answer.text
    assert f'href="/record?thing={project_id("ROAD")}&amp;kind=project"' in answer.text
    assert positions(answer.text) == []


def test_a_text_is_looked_for_in_what_a_reader_sees(auditor: Browser) -> None:
    assert len(positions(auditor.get("/record", q="rail & TRAM").text)) == 2
    assert len(positions(auditor.get("/record", q="rail & tram", kind="program").text)) == 0
    assert "No event fits" in auditor.get("/record", q="zebra").text


def test_a_kind_of_fact_is_chosen_where_a_kind_of_thing_is(auditor: Browser) -> None:
    assert 'name="fact"' not in auditor.get("/record").text
    page = auditor.get("/record", kind="project").text
    assert '<option value="project.renamed/1">Renamed</option>' in page
    assert len(positions(auditor.get("/record", kind="project", fact="project.renamed/1").text)) == 1


def test_who_and_both_clocks(site: Site, auditor: Browser) -> None:
    assert len(positions(auditor.get("/record", who="Steward").text)) == site.book.ledger.head()
    today = site.book.now().date().isoformat()
    for clock in ("recorded", "effective"):
        assert positions(auditor.get("/record", since=today, until=today, clock=clock).text)
        assert positions(auditor.get("/record", until="1 Jan 1950", clock="effective").text) == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            {"thing": "zebra"},
            "Thing: nothing that you may see is called “zebra”; enter a code such as R-041, or a name.",
        ),
        ({"kind": "zebra"}, "Kind: “zebra” is not in the list; choose one from it."),
        ({"fact": "zebra"}, "What happened: “zebra” is not in the list; choose one from it."),
        ({"who": "zebra"}, "Who: “zebra” is not in the list; choose one from it."),
        ({"program": "zebra"}, "Program: “zebra” is not in the list; choose one from it."),
        ({"clock": "zebra"}, "By which clock: “zebra” is not in the list; choose one from it."),
        ({"since": "soon"}, "From: enter the date as day, month and a four-figure year, such as 16 Oct 2027."),
        (
            {"since": "2 Feb 2022", "until": "1 Feb 2022"},
            "From is after To: no day lies between them; exchange the two.",
        ),
        ({"until": "31 Dec 1999"}, "nothing was recorded before."),
        ({"since": "31 Dec 2999"}, "From: this day is still to come; enter today or an earlier day."),
        ({"before": "99999"}, "The book ends at position"),
        ({"before": "-3"}, "Older than position: enter a whole number, such as 1204."),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept_in_its_field(
    auditor: Browser, query: dict[str, str], sentence: str
) -> None:
    answer = auditor.get("/record", **query)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert positions(answer.text) == []
    assert answer.text.count(sentence) == 1
    fields = query.keys() - {"fact", "before"}
    assert not fields or answer.text.count('aria-invalid="true"') == 1
    assert auditor.get("/record/export/csv", **query).status_code == 400


def test_the_rest_of_what_was_typed_is_kept_beside_what_cannot_be_read(auditor: Browser) -> None:
    page = auditor.get("/record", since="soon", q="rail", kind="project", who="zebra").text
    assert 'name="since" value="soon" aria-invalid="true"' in page
    assert 'name="q" value="rail"' in page
    assert '<option value="project" selected>' in page
    assert page.count('role="alert"') == 2


def test_older_ones_come_by_position_and_without_an_offset(site: Site, auditor: Browser) -> None:
    for number in range(60):
        site.do(RenameProject(thing=project_id("ROAD"), name=f"Road {number}"))
    first = auditor.get("/record", thing="ROAD").text
    assert len(positions(first)) == 50
    oldest = positions(first)[-1]
    assert f'href="/record?thing=ROAD&amp;before={oldest}"' in first
    then = auditor.get("/record", thing="ROAD", before=oldest).text
    assert len(positions(then)) == 11
    assert max(positions(then)) < oldest


def test_a_search_that_ends_before_the_book_does_says_so(
    site: Site, auditor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalling, "READ", 2)
    monkeypatch.setattr(recalling, "AT_ONCE", 2)
    page = auditor.get("/record", q="proposed").text
    back = site.book.ledger.head() - 1
    assert f"Nothing fits: looked back to position {back}." in page
    assert f'href="/record?q=proposed&amp;before={back}">Look further back' in page
    assert f'/record/export/csv?q=proposed&amp;at={site.book.ledger.head()}">every event that fits, as CSV' in page


def test_filters_of_another_program_choose_nothing(site: Site, auditor: Browser) -> None:
    elsewhere = site.program("MOJ", "Justice")
    local = site.client_for(Role.AUDITOR, elsewhere, name="Lo Cal")
    assert local.get("/record", thing="RAIL").status_code == 400
    assert "Rail" not in local.get("/record").text
    assert local.get("/record", program=str(elsewhere)).status_code == 200


@pytest.mark.parametrize(
    "path", ["/record?thing=", "/record?q=", "/compare?thing=", "/compare?program=", "/projects?q="]
)
def test_a_nul_in_the_address_finds_nothing_and_breaks_nothing(database_url: str, path: str) -> None:
    site = Site(database_url)
    site.program()
    assert site.client_for(Role.AUDITOR).get(f"{path}a%00b").status_code in (200, 400)
    site.book.close()


def test_what_an_imported_file_brought_is_found_from_its_digest_and_counted(site: Site, auditor: Browser) -> None:
    rows = b"Program,Code,Name\n" + b"".join(b"DFT,W-%d,Work %d\n" % (n, n) for n in range(30))
    position = site.book.ledger.head() + 1
    ask = Ask(by=STEWARD, at=site.book.now(), command=uuid4())
    read = read_sheets("projects", [("<works>.csv", rows)])
    made = carry_out_sheets(read, site.book.desk, ask, take=Take.ALL_OR_NOTHING).events - 1
    digest = sha256(rows).hexdigest()
    listed = auditor.get("/record", q=digest, fact="import.file_imported/1")
    assert positions(listed.text) == [position]
    assert '<option value="import.file_imported/1" selected>File imported</option>' in listed.text
    page = auditor.get(f"/record/{position}").text
    assert f"<b>&lt;works&gt;.csv</b>, sheet of projects, {len(rows)} bytes, SHA-256 {digest}" in page
    assert "No field changed" not in page
    assert f'href="/record?because={position}">All {made}</a>' in page
    caused = auditor.get("/record", because=str(position)).text
    assert f"{made} events, newest first" in caused
    assert len(auditor.get("/record/export/csv", because=str(position)).text.splitlines()) == made + 1
    assert "Because of position: enter a whole number" in auditor.get("/record", because="x").text


def test_who_reads_one_program_is_told_that_a_file_caused_it_but_not_which(site: Site, auditor: Browser) -> None:
    rows = b"Program,Code,Name\nDFT,W-1,Work\n"
    ask = Ask(by=STEWARD, at=site.book.now(), command=uuid4(), reason="As agreed")
    carry_out_sheets(read_sheets("projects", [("secret.csv", rows)]), site.book.desk, ask, take=Take.ALL_OR_NOTHING)
    reader = site.client_for(Role.AUDITOR, program_id("DFT"))
    [position] = positions(auditor.get("/record", fact="import.file_imported/1").text)
    assert positions(reader.get("/record", fact="import.file_imported/1").text) == []
    assert reader.get(f"/record/{position}").status_code == 404
    pages = [reader.get(path).text for path in ("/record", f"/record/{position + 1}", f"/record?because={position}")]
    assert f"The event at position {position}, which is not in a program of yours." in pages[1]
    assert "secret.csv" not in "".join(pages)
    assert sha256(rows).hexdigest() not in "".join(pages)
