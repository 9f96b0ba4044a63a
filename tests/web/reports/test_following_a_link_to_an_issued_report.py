"""A link to an issued report: who may reads and checks it, who may not is told nothing, a stranger signs in first."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from litestar.testing import TestClient

from application.people import GrantRole
from domain.people.words import Role
from projections import people
from projections.reports.rows import ReportRow
from tests.projections.reports.issued import drafted, issued, row_of
from tests.projections.reports.transport import APRIL, DFT, Telling
from tests.tampering import unguarded
from tests.web.site import ORIGIN, OWN, PASSWORD, Site, plain

PAGE = "/reports/issued/RP-001"
LINKS = (PAGE, f"{PAGE}/check", f"{PAGE}/corrections", f"{PAGE}/report.json", f"{PAGE}/report.pdf", f"{PAGE}/print.css")


@pytest.fixture
def report(transport: Site) -> ReportRow:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    return row_of(told, issued(told, 44))


def test_a_stakeholder_of_the_program_opens_every_link(transport: Site, report: ReportRow) -> None:
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella")
    assert {link: stella.get(link).status_code for link in LINKS} == dict.fromkeys(LINKS, 200)
    verdict = stella.get(f"{PAGE}/check").text
    assert "nobody changed a word or a figure of it" in verdict
    assert "is a fingerprint of a document" in verdict


def test_a_stakeholder_of_another_program_is_told_nothing_of_it(transport: Site, report: ReportRow) -> None:
    sam = transport.client_for(Role.STAKEHOLDER, transport.program("SEA", "Sea ports"), name="Sam")
    for link in LINKS:
        answer = sam.get(link)
        assert answer.status_code == 404
        assert "is not in a program of yours" in answer.text
        assert "Transport" not in answer.text
        assert report.digest not in answer.text


def test_a_figure_leads_back_to_the_report_it_was_opened_from(transport: Site, report: ReportRow) -> None:
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella")
    figure = html.unescape(re.findall(r'<a class="fig" href="([^"]+)"', stella.get(PAGE).text)[0])
    live = '/reports/programs/DFT?at=44&amp;since=32"'
    assert f'<a href="{PAGE}#document">{report.code} {report.title}</a>' in stella.get(figure).text
    assert live not in stella.get(figure).text
    head = transport.book.ledger.head()
    told = Telling(transport.book, APRIL)
    told.number = 2_000
    drafted(told, 44)
    then = html.unescape(re.findall(r'<a class="fig" href="([^"]+)"', stella.get(PAGE, at=head).text)[0])
    assert f'<a href="{PAGE}?at={head}#document">' in stella.get(then).text
    assert f'<a href="{PAGE}#document">' in stella.get(f"{figure}&seen=soon").text
    for other in ("RP-002", "RP-009", "<b>", "DFT"):
        page = stella.get(figure.replace("RP-001", other))
        assert (page.status_code, live in page.text, "/reports/issued/RP" in page.text) == (200, True, False), other
    mia = transport.client_for(Role.MANAGER, name="Mia")
    assert f'<a href="{PAGE[:-1]}2#document">' in mia.get(figure.replace("RP-001", "rp-002")).text


def test_who_is_signed_out_signs_in_and_comes_back_to_the_link(transport: Site, report: ReportRow) -> None:
    stella = transport.person(Role.STAKEHOLDER, DFT, name="Stella")
    transport.set_password(stella)
    stranger = TestClient(transport.app, base_url=ORIGIN)
    asked = stranger.get(f"{PAGE}/check", follow_redirects=False)
    assert "Transport" not in asked.text
    to = asked.headers["Location"]
    (back,) = parse_qs(urlsplit(to).query)["next"]
    with transport.book.view() as view:
        address = next(row.email for row in people.active(view) if row.id == stella)
    typed = {"email": address, "password": PASSWORD, "next": back}
    landed = stranger.post("/sign-in", data=typed, headers=OWN)
    assert (landed.status_code, landed.url.path) == (200, f"{PAGE}/check")
    assert "Everything that was compared is equal." in landed.text


@pytest.mark.parametrize("query", [{}, {"step": "yes"}])
def test_who_reads_all_of_another_program_sees_no_draft_of_this_one(
    transport: Site, report: ReportRow, query: dict[str, str]
) -> None:
    carl = transport.client_for(Role.CONTRIBUTOR, transport.program("SEA", "Sea ports"), name="Carl")
    transport.do(GrantRole(thing=carl.person, role=Role.STAKEHOLDER, program=DFT))
    page = carl.get(PAGE, **query).text
    assert "issued the report made at position" in page
    assert "drafted the report" not in page
    assert "wrote" not in page


def test_a_kept_file_that_was_altered_is_not_given_out_but_told(transport: Site, report: ReportRow) -> None:
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella")
    with unguarded(transport.book.database, "documents") as tx:
        tx.run("UPDATE documents SET bytes = ? WHERE media_type = 'application/pdf'", (b"%PDF another",))
    answer = stella.get(f"{PAGE}/report.pdf")
    assert (answer.status_code, b"%PDF" in answer.content) == (404, False)
    assert "The PDF file of RP-001 that is kept here was altered, so it is not given out." in answer.text
    assert stella.get(f"{PAGE}/report.json").status_code == 200
    checked = plain(stella.get(f"{PAGE}/check").text)
    assert "PDF keptNot equalThe file was altered." in checked
    assert "PDF made againEqualIts bytes are those that were issued." in checked
    assert "puts it back from a backup" in checked
    for other in ("typst", "from its page in Steward", "whoever gave you"):
        assert other not in checked
    with unguarded(transport.book.database, "documents") as tx:
        tx.run("UPDATE documents SET bytes = replace(bytes, 'Amber', 'Green') WHERE media_type = 'application/json'")
    page = stella.get(PAGE).text
    assert "The document cannot be shown." in page
    assert "from the bytes that were kept" not in page
    with unguarded(transport.book.database, "documents") as tx:
        tx.run("DELETE FROM documents WHERE media_type = 'application/json'")
    gone = stella.get(f"{PAGE}/report.json").text
    assert "The JSON file of RP-001 is not kept any more." in gone
    assert "makes the report again from the record" in gone
