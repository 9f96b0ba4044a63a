"""Whatever people typed is printed as they typed it: it is never markup, code or a style."""

import io
import re
from datetime import date
from html import unescape

import pytest
from pypdf import PdfReader

from application import programs as g
from application import projects as p
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections.reports.coverage import printable
from projections.reports.document import ProgramReport
from projections.reports.pdf import pdf
from tests.projections.reports.making import report_of
from tests.projections.reports.transport import DFT, Telling
from web.reports.drawing import quoted
from web.reports.standalone import html

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '#read("/etc/passwd")',
    "*bold* _it_ $x$ `raw` @ref <label>",
    "back\\slash \\u{41}",
    "{{ 7 * 7 }}{% raw %}",
    "W" * 300,
    "\N{GRINNING FACE} \N{CJK UNIFIED IDEOGRAPH-4E2D}",
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} \N{ARABIC LETTER SEEN}",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "</style><script>alert(1)</script>",
)


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_hostile_text_is_printed_as_it_was_typed(told_on_sqlite: Telling, hostile: str) -> None:
    report = _with(told_on_sqlite, hostile)
    assert hostile in unescape(html(report))
    letters = _letters(_text(pdf(report)))
    assert _letters(printable(hostile))[:60] in letters or _letters(printable(hostile))[::-1] in letters


def test_hostile_text_makes_no_element_of_its_own(told_on_sqlite: Telling) -> None:
    page = html(_with(told_on_sqlite, " ".join(HOSTILE)))
    assert not re.search(r"<(img|script|label)\b", page)
    assert page.count("</style>") == 1


def test_a_word_longer_than_its_column_breaks_and_stays_whole(told_on_sqlite: Telling) -> None:
    told_on_sqlite.do(g.RecordDecision(thing=DFT, title="As typed", decision="W" * 300))
    text = _text(pdf(report_of(told_on_sqlite)))
    assert max(line.count("W") for line in text.splitlines()) < 40
    assert sum(len(run) for run in re.findall("WW+(?![a-z])", _letters(text))) == 300  # a page may end inside it


def test_a_sign_that_no_font_has_is_printed_as_its_code_point() -> None:
    assert printable("a\N{CJK UNIFIED IDEOGRAPH-4E2D}b") == "a[U+4E2D]b"
    assert printable("\N{RIGHT-TO-LEFT OVERRIDE}") == "[U+202E]"


def test_a_style_sheet_holds_text_as_escapes_alone() -> None:
    assert quoted('"} * { color: red }') == '"\\22 \\7d  \\2a  \\7b  color\\3a  red \\7d "'


def _with(told: Telling, text: str) -> ProgramReport:
    told.do(g.RenameProgram(thing=DFT, name=f"Name {text}"[:150]))
    told.do(g.RecordDecision(thing=DFT, title="As typed", decision=text))
    told.do(p.ReportStatus(thing=project_id("TRU"), rating=Rating.RED, finish=date(2041, 10, 17), narrative=text))
    return report_of(told)


def _text(file: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def _letters(text: str) -> str:
    """Without the white space that breaking lines moves about."""
    return re.sub(r"\s", "", text)
