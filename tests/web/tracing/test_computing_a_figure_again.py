"""From the file that the page of a figure gives, anybody computes the printed per cent, sum or count again."""

import json
import math
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from application import projects as p
from domain.people.words import Role
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections.amounts import money
from projections.reports.document import figures
from projections.reports.program import program_report
from tests.projections.reports.transport import tell_transport
from tests.web.site import Browser, Site, plain

SHARE = re.compile(r"([\d.]+) % (over|under) the baseline")
ODD = 1_878_912_345_678  # £18.8bn of £14.7bn give another share than these amounts do
PROMISED = 1_469_612_345_601


@pytest.fixture
def told(site: Site) -> Site:
    tell_transport(site.book)
    site.do(p.ApproveBaseline(thing=project_id("RAIL"), finish=date(2022, 4, 1), cost_minor=PROMISED, reason="New"))
    status: dict[str, Any] = {"rating": Rating.RED, "finish": date(2022, 10, 16)}
    site.do(p.ReportStatus(thing=project_id("RAIL"), **status, whole_life=ODD))
    return site


@pytest.fixture
def ada(told: Site) -> Browser:
    return told.client_for(Role.AUDITOR)


def test_a_share_of_a_baseline(ada: Browser) -> None:
    lines = _file(ada, "/trace/overrun", project="RAIL")
    spent, promised = (_minor(lines, part) for part in ("Whole-life cost", "Baseline cost"))
    assert (spent, promised) == (ODD, PROMISED)
    page = plain(ada.get("/trace/overrun", project="RAIL").text)
    assert f"+{_share(spent, promised)} %" in page
    assert "£18,789,123,456.78 less £14,696,123,456.01" in page


def test_every_share_and_sum_of_the_report(told: Site, ada: Browser) -> None:
    with told.book.view() as view:
        report = program_report(view, told.book.ledger, "DFT")
    shares = amounts = 0
    for path, figure in figures(report):
        if figure.rule == "overrun" and (found := SHARE.search(figure.text)):
            lines = _file(ada, f"/reports/programs/DFT/figures/{path}", at=report.position)
            said = found[1] if found[2] == "over" else f"-{found[1]}"
            assert said == _share(_minor(lines, "Whole-life cost"), _minor(lines, "Baseline cost")), path
            shares += 1
        elif path.endswith(".cost") and figure.value is not None:
            lines = _file(ada, f"/reports/programs/DFT/figures/{path}", at=report.position)
            assert [each["Minor units"] for each in lines] == [figure.value], path
            amounts += 1
    assert (shares > 0, amounts > 0) == (True, True)


def test_the_cost_of_a_program_and_of_the_book(ada: Browser) -> None:
    for query in ({}, {"program": "DFT"}):
        lines = {each["Code"]: each["Minor units"] for each in _file(ada, "/trace/whole-life-cost", **query)}
        total = sum(each for each in lines.values() if each)
        page = plain(ada.get("/trace/whole-life-cost", **query).text)
        assert money(total) in page
        assert f"They add up to £{total / 100:,.2f}." in page


def test_the_counts_behind_a_computed_health(ada: Browser) -> None:
    lines = {each["Code"]: each["Value"] for each in _file(ada, "/trace/computed-health", program="DFT")}
    rated = Counter(value.partition(",")[0] for value in lines.values())
    days = (re.search(r"\+(\d+)", value.replace("\N{NARROW NO-BREAK SPACE}", "")) for value in lines.values())
    moved = sum(int(found[1]) > 180 for found in days if found)
    page = plain(ada.get("/trace/computed-health", program="DFT").text)
    for subject, count in (("Red projects", rated["Red"]), ("Moved more than 180 days", moved)):
        said = re.search(rf"{subject}: (\d+) of (\d+), (\d+) %", page)
        assert said, subject
        assert [int(each) for each in said.groups()[:2]] == [count, len(lines)]
        assert int(said[3]) == count * 100 // len(lines) or int(said[3]) == math.ceil(count * 100 / len(lines))


def _file(browser: Browser, address: str, **query: Any) -> list[dict[str, Any]]:
    answer = browser.get(f"{address}/export/ndjson", **query)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def _minor(lines: list[dict[str, Any]], part: str) -> int:
    return int(next(each["Minor units"] for each in lines if each["Part"] == part))


def _share(spent: int, promised: int) -> str:
    """As the rule says: of the baseline, rounded up to a hundredth of a per cent."""
    return f"{math.ceil((spent - promised) * 10_000 / promised) / 100:g}"
