"""A report as one file of HTML: its styles and its font inside it, nothing to fetch, no links into an application."""

import re
from base64 import b64encode
from functools import cache

from markupsafe import Markup

from projections.reports.document import ProgramReport, mark
from web.reports.drawing import axis_of, print_lines
from web.shared.kit import SHEETS, STATIC
from web.templates import TEMPLATES

ADDRESS = re.compile(r"url\(\"?(?P<path>[^)\"]+)\"?\)")


def html(report: ProgramReport) -> str:
    styles = Markup(f"{_styles()}\n{print_lines(report)}")  # noqa: S704 - our own sheets; the report's words are quoted
    given = {"report": report, "axis": axis_of(report), "linked": False, "mark": mark(report)}
    return TEMPLATES.get_template("reports/standalone.html").render(styles=styles, **given)


@cache
def _styles() -> str:
    sheets = "\n".join((STATIC / "css" / f"{sheet}.css").read_text(encoding="utf-8") for sheet in SHEETS)
    return ADDRESS.sub(_inside, sheets)


def _inside(address: re.Match[str]) -> str:
    """The file that a sheet speaks of, as part of the sheet."""
    content = b64encode((STATIC / "css" / address["path"]).read_bytes()).decode()
    return f"url(data:font/woff2;base64,{content})"
