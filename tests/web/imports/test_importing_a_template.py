"""Filled-in templates go from a browser into the book: the good rows, and a sentence for every other."""

import csv
import io
import re
from typing import Any

import pytest

from domain.people.person import PERSON
from domain.people.words import Role
from projections.corrective_actions.rows import ActionRow
from projections.projects.rows import ProjectRow
from projections.risks.rows import RiskRow
from tests.web.imports.test_importing_a_portfolio import recorded, seen, would_record
from tests.web.site import Browser, Site

RISKS = "Program,Title,Cause,Event,Effect,Owner,Likelihood,Impact"
PROJECTS = "Program,Code,Name,Baseline finish,Forecast finish,Confidence"


def sheet(*rows: str, name: str = "rows.csv") -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name, "\n".join(rows).encode(), "text/csv"))]


def send(browser: Browser, kind: str, files: Any) -> str:
    answer = browser.post("/import", kind=kind, files=files)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def address_of(site: Site, browser: Browser) -> str:
    return site.book.desk.load(PERSON, browser.person).state.email


def test_a_contributor_records_risks_in_their_program_and_no_other(site: Site) -> None:
    home, _ = site.program("DFT", "Transport"), site.program("MOJ", "Justice")
    browser = site.client_for(Role.CONTRIBUTOR, home)
    owner = address_of(site, browser)
    rows = [RISKS, f"DFT,Ours,Rain,It floods,We wait,{owner},4,3", f"MOJ,Theirs,Rain,It floods,They wait,{owner},4,3"]
    address = send(browser, "risks", sheet(*rows))
    preview = browser.get(address)
    assert "This needs the role contributor or manager for this program" in preview.text
    assert "Record the good rows" in preview.text
    done = browser.post(f"{address}/confirmation", **seen(preview))
    assert recorded(done) == would_record(preview) == 3, "the file, the risk and its assessment"
    head = site.book.ledger.head()
    assert f'positions {head - 2} to <a href="/record/{head}">{head}</a>' in done.text, "a file is of no program"
    assert browser.get(f"/record/{head - 2}").status_code == 404
    assert "not in a program of yours" in browser.get(f"/record/{head}").text
    with site.book.view() as view:
        assert [row.title for row in view.select(RiskRow)] == ["Ours"]


def test_a_contributor_adds_projects_but_does_not_approve_their_baseline(site: Site) -> None:
    browser = site.client_for(Role.CONTRIBUTOR, site.program())
    rows = [PROJECTS, "DFT,A-1,Plain,,2027-01-31,Amber", "DFT,A-2,Promised,2026-12-31,2027-01-31,Amber"]
    address = send(browser, "projects", sheet(*rows))
    preview = browser.get(address)
    assert "This needs the role manager for this program" in preview.text
    browser.post(f"{address}/confirmation", **seen(preview))
    with site.book.view() as view:
        assert [row.code for row in view.select(ProjectRow)] == ["A-1"]


def test_every_bad_cell_is_named_with_its_place(site: Site) -> None:
    site.program()
    browser = site.client_for(Role.MANAGER)
    rows = [
        RISKS,
        f"DFT,First,,,,{address_of(site, browser)},9,3",
        "NOPE,<script>alert(1)</script>,,,,nobody@example.org,,",
    ]
    page = browser.get(send(browser, "risks", sheet(*rows)))
    cells = [re.sub("<[^>]+>", "|", row) for row in re.findall(r'<tr><th scope="row">rows.csv</th>.*', page.text)]
    assert re.search(r"rows\.csv\|+2\|+G · Likelihood\|+9\|+It is not a step of the scale", cells[0])
    assert "There is no program NOPE" in cells[1]
    assert "<script>alert" not in page.text
    assert "Nothing of this can be recorded" in page.text
    assert "/confirmation" not in page.text


def test_the_same_rows_again_record_nothing(site: Site) -> None:
    site.program()
    browser = site.client_for(Role.MANAGER)
    action = (
        f"Program,Title,Requirement,Evidence,Severity,Owner\nDFT,Late,In a day,Audit,high,{address_of(site, browser)}"
    )
    first = send(browser, "actions", sheet(action))
    browser.post(f"{first}/confirmation", **seen(browser.get(first)))
    with site.book.view() as view:
        assert view.count(ActionRow) == 1
    again = browser.get(send(browser, "actions", sheet(action, name="other.csv")))
    assert "Everything in these files is recorded already" in again.text


@pytest.mark.parametrize("kind", ["projects", "risks", "actions"])
def test_an_empty_template_can_be_fetched_and_sent_back(site: Site, kind: str) -> None:
    browser = site.client_for(Role.CONTRIBUTOR, site.program())
    for ending, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        fetched = browser.get(f"/import/templates/{kind}.{ending}")
        assert fetched.content.startswith(start)
        assert fetched.headers["content-disposition"] == f'attachment; filename="steward-{kind}.{ending}"'
        page = browser.get(send(browser, kind, [("files", (f"{kind}.{ending}", fetched.content, ""))]))
        assert "Fill in a row below the headings" in page.text
    assert len(next(csv.reader(io.StringIO(browser.get(f"/import/templates/{kind}.csv").text)))) > 5


@pytest.mark.parametrize("name", ["secrets.csv", "risks.exe", "risks", "..%2F..%2Fpyproject.toml"])
def test_there_is_no_other_template(site: Site, name: str) -> None:
    assert site.client_for(Role.MANAGER).get(f"/import/templates/{name}").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.STAKEHOLDER, Role.ADMINISTRATOR])
def test_who_records_nothing_imports_nothing(site: Site, role: Role) -> None:
    browser = site.client_for(role)
    assert browser.get("/import").status_code == 403
    assert browser.get("/import/templates/risks.csv").status_code == 403
    assert browser.post("/import", kind="risks", files=sheet(RISKS)).status_code == 403
