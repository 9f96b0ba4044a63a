"""The list of reports: the programs a person may read on, and the way to a report at any position."""

from domain.people.words import Role
from tests.projections.reports.transport import DFT
from tests.web.site import Site


def test_the_list_offers_each_program_with_its_files(transport: Site) -> None:
    page = transport.client_for(Role.AUDITOR).get("/reports")
    head = transport.book.ledger.head()
    assert page.status_code == 200
    for way in ("/reports/programs/DFT", f"report.pdf?at={head}", f"report.json?at={head}"):
        assert way in page.text


def test_an_empty_book_says_what_to_do(site: Site) -> None:
    assert "add the first program" in site.client_for(Role.MANAGER).get("/reports").text


def test_a_position_or_a_date_leads_to_the_report_at_that_position(transport: Site) -> None:
    ada = transport.client_for(Role.AUDITOR)
    for typed in ("44", "20 Apr 2022"):
        answer = ada.get("/reports/chosen", program="DFT", at=typed)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/reports/programs/DFT?at=44")


def test_an_unknown_program_or_date_is_answered_with_a_sentence(transport: Site) -> None:
    ada = transport.client_for(Role.AUDITOR)
    unknown = ada.get("/reports/chosen", program="NO")
    assert (unknown.status_code, "choose one of the programs" in unknown.text) == (400, True)
    undated = ada.get("/reports/chosen", program="DFT", at="someday")
    assert (undated.status_code, "enter a position such as 1204" in undated.text) == (400, True)


def test_a_stakeholder_is_offered_their_own_programs_alone(transport: Site) -> None:
    other = transport.program("SEA", "Sea ports")
    page = transport.client_for(Role.STAKEHOLDER, other).get("/reports").text
    assert "Sea ports" in page
    assert "Transport" not in page
    assert "Transport" in transport.client_for(Role.STAKEHOLDER, DFT).get("/reports").text
