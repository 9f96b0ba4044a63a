"""The files of a report: the canonical document, the print, and the lines at the foot of printed pages."""

import json

import pytest

from domain.people.words import Role
from projections.reports.document import canonical, recomputed
from projections.reports.pdf import pdf
from projections.reports.program import program_report
from tests.projections.reports.transport import DFT
from tests.web.site import Site

REPORT = "/reports/programs/DFT"


@pytest.mark.parametrize("ending", ["json", "pdf"])
def test_a_file_is_kept_and_never_shown_in_the_page(transport: Site, ending: str) -> None:
    answer = transport.client_for(Role.STAKEHOLDER, DFT).get(f"{REPORT}/report.{ending}", at=44)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="steward-DFT-at-44.{ending}"'
    assert answer.headers["Content-Type"] == f"application/{ending}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_the_files_are_the_report_itself(transport: Site) -> None:
    ada = transport.client_for(Role.AUDITOR)
    with transport.book.view(44) as view:
        report = program_report(view, transport.book.ledger, "DFT")
    told = ada.get(f"{REPORT}/report.json", at=44).content
    assert told == canonical(report)
    assert json.loads(told)["digest"] == recomputed(json.loads(told))
    assert ada.get(f"{REPORT}/report.pdf", at=44).content == pdf(report)


def test_printed_pages_carry_the_position_and_the_digest(transport: Site) -> None:
    ada = transport.client_for(Role.AUDITOR)
    page = ada.get(REPORT, at=44).text
    assert f'href="{REPORT}/print.css?at=44&amp;since=32"' in page
    sheet = ada.get(f"{REPORT}/print.css", at=44, since=32)
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "position 44" in sheet.text
    assert 'counter(page) " of " counter(pages)' in sheet.text


def test_a_file_of_no_report_is_answered_with_a_sentence(transport: Site) -> None:
    answer = transport.client_for(Role.AUDITOR).get(f"{REPORT}/report.pdf", at=9_999)
    assert answer.status_code == 400
    assert "The book ends at position" in answer.text
