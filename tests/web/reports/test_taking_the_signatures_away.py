"""What a minister holds: a PDF that names itself, and beside it the sheet of who signed it and whether it stands."""

import io

from pypdf import PdfReader

from application.looks import Wanted, newest
from application.programs import RenameProgram
from application.reports import SignReport, SupersedeReport
from domain.people.words import Role
from domain.reports.words import Meaning
from tests.projections.reports.issued import drafted, issued, person, row_of
from tests.projections.reports.transport import APRIL, DFT, Telling
from tests.web.site import Site

SHEET = "/reports/issued/RP-001/signatures.pdf"


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_signature_sheet_says_who_signed_what_and_what_became_of_it(transport: Site) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    report = issued(told, 44)
    row, bea = row_of(told, report), person(told, "Bea Hill")
    stella = transport.client_for(Role.STAKEHOLDER, DFT, name="Stella")
    assert "Nobody has signed this report." in text_of(stella.get(SHEET).content)
    told.do(SignReport(thing=report, meaning=Meaning.APPROVER, digest=row.digest), by=bea)
    answer = stella.get(SHEET)
    said = text_of(answer.content)
    for words in ("RP-001", "Bea Hill", "Approver", "UTC", "I approve this report for release.", "It stands"):
        assert words in said
    squeezed = said.replace(" ", "")
    assert (squeezed.count(row.digest), squeezed.count(row.root) > 2) == (2, True)
    assert answer.content == stella.get(SHEET).content
    told.do(RenameProgram(thing=DFT, name="Elsewhere"))
    assert answer.content == stella.get(SHEET).content
    noted = [each.what for each in newest(transport.book.database, Wanted(person=stella.person), limit=1)]
    assert noted == [f"RP-001 {row.title}, its signature sheet"]
    later = issued(told)
    told.do(SupersedeReport(thing=report, by_report=later, reason="A finish was wrong."), by=bea)
    over = text_of(stella.get(SHEET).content)
    assert "It does not stand any more" in over
    assert "Superseded by RP-002" in over
    assert "A finish was wrong." in over


def test_a_draft_has_no_signature_sheet(transport: Site) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    drafted(told, 44)
    answer = transport.client_for(Role.MANAGER).get(SHEET)
    assert (answer.status_code, "was not issued" in answer.text) == (400, True)


def test_an_issued_report_names_itself_on_its_page_in_print_and_in_its_files_and_a_draft_says_so(
    transport: Site,
) -> None:
    told = Telling(transport.book, APRIL)
    told.number = 1_000
    row = row_of(told, issued(told, 44))
    drafted(told, 44)
    reader = transport.client_for(Role.MANAGER)
    page, draft = reader.get("/reports/issued/RP-001"), reader.get("/reports/issued/RP-002")
    assert "Issued report RP-001." in page.text
    assert f'href="{SHEET}"' in page.text
    assert "Draft, not issued." in draft.text
    lines = reader.get("/reports/issued/RP-001/print.css").text
    assert "RP\\2d 001 \\b7  issued report" in lines.replace("\\2d 001", "\\2d 001")
    assert "Draft\\2c  not issued" in reader.get("/reports/issued/RP-002/print.css").text
    assert reader.get("/reports/issued/RP-001/report.json").json()["issued_as"] == "RP-001"
    pages = PdfReader(io.BytesIO(reader.get("/reports/issued/RP-001/report.pdf").content)).pages
    for each in pages:
        assert f"RP-001 · issued report · position 44 · root {row.root}" in " ".join(each.extract_text().split())
    ad_hoc = reader.get("/reports/programs/DFT/report.pdf", at="44").content
    assert "DFT · Draft, not issued · position 44" in text_of(ad_hoc)
