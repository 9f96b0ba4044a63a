"""The printed report: what stands on its pages, and the standard it keeps."""

import io

from pypdf import PdfReader

from projections.reports.pdf import pdf
from tests.projections.reports.making import report_of
from tests.projections.reports.transport import Telling


def test_each_page_says_which_report_it_is(told_on_sqlite: Telling) -> None:
    report = report_of(told_on_sqlite)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(report))).pages]
    digest = str(report.digest)
    assert digest in pages[0].replace("\n", "")
    assert report.moment_text in pages[0]
    for number, text in enumerate(pages, 1):
        assert f"DFT · Draft, not issued · position {report.position} · root {report.root}" in text
        assert f"Page {number} of {len(pages)}" in text
    assert all(report.moment_text in text for text in pages)


def test_the_positions_of_figures_stand_beside_them(told_on_sqlite: Telling) -> None:
    report = report_of(told_on_sqlite)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(report))).pages)
    slip = next(row for row in report.slips.rows if row.code == "RAIL")
    assert f"16 Oct 2022 [{slip.forecast.positions[-1]}]" in " ".join(text.split())


def test_it_is_an_archive_file_that_assistive_software_can_read(told_on_sqlite: Telling) -> None:
    reader = PdfReader(io.BytesIO(pdf(report_of(told_on_sqlite))))
    about = reader.xmp_metadata
    assert about is not None
    kept = about.rdf_root.toxml()
    assert "<pdfaid:part>2</pdfaid:part>" in kept
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in kept
    assert "<pdfuaid:part>1</pdfuaid:part>" in kept
    assert reader.metadata is not None
    assert reader.metadata.title == "Transport, program report"
    assert str(reader.root_object["/Lang"]) == "en-GB"


def test_words_stand_beside_colours_and_shapes(told_on_sqlite: Telling) -> None:
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf(report_of(told_on_sqlite)))).pages)
    assert all(word in text for word in ("Red", "Amber", "Green", "Severe", "Major", "Overdue 10 days"))
