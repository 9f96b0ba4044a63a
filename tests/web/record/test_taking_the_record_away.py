"""The record as CSV, XLSX and NDJSON: exactly what the filters show, to whom, at the position that was looked at."""

import csv
import io
from typing import Any

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from application.looks import Wanted, newest
from application.projects import InitiateProject, RenameProject
from domain.people.words import Role
from domain.projects.state import project_id
from tests.web.site import Browser, Site
from web.record import export as exporting

HOSTILE = "=cmd|' /C calc'!A0"
RAIL = project_id("RAIL")


@pytest.fixture
def auditor(site: Site) -> Browser:
    site.do(InitiateProject(program=site.program(), code="RAIL", name="Rail"))
    site.do(RenameProject(thing=RAIL, name=HOSTILE))
    return site.client_for(Role.AUDITOR, name="Aud Itor")


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_three_forms_hold_the_same_rows_and_no_formula(auditor: Browser) -> None:
    as_csv, as_json, as_xlsx = (
        auditor.get(f"/record/export/{form}", thing="RAIL") for form in ("csv", "ndjson", "xlsx")
    )
    rows = lines(as_csv)
    objects = [msgspec.json.decode(line) for line in as_json.content.splitlines()]
    book: Any = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.content)).get_sheet_by_index(0)
    heading, *cells = book.to_python()
    assert list(rows[0]) == list(objects[0]) == heading
    assert [int(row["position"]) for row in rows] == [o["position"] for o in objects] == [c[0] for c in cells]
    assert rows[0]["name"] == cells[0][6] == "'" + HOSTILE
    assert objects[0]["name"] == HOSTILE
    assert rows[0]["changes"] == f"Name: Rail → {HOSTILE}"
    assert rows[0]["who"] == "Steward"
    assert rows[0]["what_happened"] == f"Steward renamed the project Rail → {HOSTILE}"


def test_it_leaves_as_a_file_and_is_noted(site: Site, auditor: Browser) -> None:
    head = site.book.ledger.head()
    answer = auditor.get("/record/export/csv", kind="project")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="steward-record-at-{head}.csv"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    look = newest(site.book.database, Wanted(kind="export"))[0]
    assert (look.person, look.what) == (auditor.person, f"The record at position {head} as CSV: kind Project")


def test_the_past_is_taken_away_as_it_stood(site: Site, auditor: Browser) -> None:
    before = site.book.ledger.since(RAIL, 1)[0].position - 1
    rows = lines(auditor.get("/record/export/csv", at=before, thing="RAIL"))
    assert [row["name"] for row in rows] == ["Rail"]
    page = auditor.get("/record").text
    assert f"/record/export/csv?at={site.book.ledger.head()}" in page


def test_an_export_goes_through_the_whole_record(site: Site, auditor: Browser) -> None:
    for number in range(1100):
        site.do(RenameProject(thing=RAIL, name=f"Rail {number}"))
    found = [int(row["position"]) for row in lines(auditor.get("/record/export/csv"))]
    assert found == list(range(site.book.ledger.head(), 0, -1))


def test_a_workbook_that_nobody_would_open_is_refused_with_a_way_out(
    auditor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST", 3)
    answer = auditor.get("/record/export/xlsx")
    assert answer.status_code == 400
    assert "More than 3 events fit, too many for a workbook; narrow the filters, or take CSV or NDJSON." in answer.text
    assert auditor.get("/record/export/csv").status_code == 200


def test_nobody_takes_away_what_they_may_not_see(site: Site, auditor: Browser) -> None:
    elsewhere = site.program("MOJ", "Justice")
    local = site.client_for(Role.AUDITOR, elsewhere, name="Lo Cal")
    rows = lines(local.get("/record/export/csv"))
    assert {row["thing"] for row in rows} == {"MOJ"}
    assert {row["program"] for row in rows} == {"Justice"}
