"""The report in print: PDF/A by typst, the same bytes each time."""

from functools import cache
from pathlib import Path
from typing import Any

from projections.reports.coverage import printable
from projections.reports.document import ProgramReport, canonical, mark

HERE = Path(__file__).parent / "typst"
STANDARDS: Any = ["a-2b", "ua-1"]


def pdf(report: ProgramReport) -> bytes:
    return printed("program.typ", report=printable(canonical(report).decode()), mark=mark(report))


def printed(template: str, **inputs: str) -> bytes:
    """The text reaches typst as JSON alone, and typst may read nothing outside its own folder."""
    import typst  # noqa: PLC0415 - only who prints needs it

    return typst.compile(
        str(HERE / template),
        root=str(HERE),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=STANDARDS,
    )


@cache
def _fonts() -> Any:
    """Our own fonts and typst's: what a machine has installed must not change the bytes."""
    import typst  # noqa: PLC0415 - only who prints needs it

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")])
