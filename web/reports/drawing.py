"""What a report's page needs besides its text: the axis of its bars, and the lines of its printed pages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from projections.amounts import number
from projections.reports.document import Figure, ProgramReport, figures
from web.shared.charts import Axis, gantt_axis
from web.shared.words import day

Linked = Callable[[Figure], str]
Back = Mapping[str, object]
LIVE: Back = {}
FURTHEST = 14  # years after the report that the bars are drawn to; what lies beyond says so
EARLIEST = 3
LABELS = 4  # the sheet is narrower than a page


def drawn(report: ProgramReport, back: Back = LIVE) -> dict[str, Any]:
    """What the sheet needs besides the report, for a page whose figures lead to what made them.

    `back`: the code of the `report` that was drafted or issued, and at which position of the past it is `seen`, so that
    the page of a figure leads back to it and not to the live one.
    """
    return {"axis": axis_of(report), "linked": figure_links(report, back)}


def figure_links(report: ProgramReport, back: Back) -> Linked:
    """Makes the address of the page of each figure of this report: the figure's path in the document."""
    paths = {id(figure): path for path, figure in figures(report)}
    base = f"/reports/programs/{quote(report.program.code)}/figures"
    query = urlencode({"at": report.position, "since": report.since.position, **back})
    return lambda figure: f"{base}/{paths[id(figure)]}?{query}"


def axis_of(report: ProgramReport) -> Axis:
    """From the first start to the last finish, held near the day of the report."""
    today = report.moment.date()
    days = [day for row in report.slips.rows for day in (row.start, row.baseline_day, row.forecast_day) if day]
    first = max(min([today, *days]), date(today.year - EARLIEST, 1, 1))
    last = min(max([today, *days]), date(today.year + FURTHEST, 12, 31))
    axis = gantt_axis(first, last, today=today, label=f"as of {day(today)}")
    return replace(axis, years=axis.years[:: -(-len(axis.years) // LABELS)])


def print_lines(report: ProgramReport) -> str:
    """The margin boxes of this report's printed pages: which report it is, and which page of it."""
    which = f"{report.issued_as} · issued report" if report.issued_as else f"{report.program.code} · Draft, not issued"
    foot = f"{which} · position {number(report.position)} · root {report.root}"
    head = f"{report.title}, {report.moment_text}"
    return (
        "@layer print {\n@media print {\n@page report {\n"
        f"  @top-left {{ content: {quoted(head)}; font: 7pt system-ui; color: #555 }}\n"
        f"  @bottom-left {{ content: {quoted(foot)}; font: 7pt system-ui; color: #555 }}\n"
        '  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7pt system-ui; color: #555 }\n'
        "}\n}\n}\n"
    )


def quoted(text: str) -> str:
    """A CSS string in which nothing but plain letters, digits and spaces stands as it is."""
    plain = (sign if sign == " " or (sign.isascii() and sign.isalnum()) else f"\\{ord(sign):x} " for sign in text)
    return f'"{"".join(plain)}"'
