"""Who looked, for administrators and auditors: what is noted, who sees which of it, and the file."""

import csv
import io
import re

import pytest

from domain.people.words import Role
from tests.web.site import Browser, Site


@pytest.fixture
def auditor(site: Site) -> Browser:
    return site.client_for(Role.AUDITOR, name="Aud Itor")


def told(page: str) -> list[str]:
    """What happened, line by line, without marks."""
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"(?s)<td>(.*?)</td>", page)]


def test_a_report_that_is_taken_away_is_noted(site: Site, auditor: Browser) -> None:
    site.program()
    reader = site.client_for(Role.STAKEHOLDER, name="Rita Reader")
    assert reader.get("/reports/programs/DFT/report.json").status_code == 200
    assert reader.get("/reports/programs/DFT/report.pdf").status_code == 200
    head = site.book.ledger.head()
    report = f"Transport, program report, position {head}, as"
    assert told(auditor.get("/access").text) == [
        f"Rita Reader : took away a report {report} PDF",
        f"Rita Reader : took away a report {report} JSON",
    ]


def test_the_file_tells_the_same_and_is_noted_itself(site: Site, auditor: Browser) -> None:
    first = auditor.get("/access/export.csv")
    assert first.headers["Content-Disposition"] == 'attachment; filename="steward-who-looked.csv"'
    rows = list(csv.DictReader(io.StringIO(first.content.decode("utf-8-sig"))))
    assert [(row["number"], row["person"], row["what"]) for row in rows] == [("1", "Aud Itor", "Who looked, as CSV")]
    assert "Aud Itor : exported Who looked, as CSV" in told(auditor.get("/access").text)


def test_an_auditor_of_one_program_sees_that_program_and_themselves(site: Site, auditor: Browser) -> None:
    here = site.program()
    site.program("MOJ", "Justice")
    reader = site.client_for(Role.STAKEHOLDER, name="Rita Reader")
    reader.get("/reports/programs/DFT/report.json")
    reader.get("/reports/programs/MOJ/report.json")
    auditor.get("/access/export.csv")
    local = site.client_for(Role.AUDITOR, here, name="Lo Cal")
    local.get("/access/export.csv")
    page = local.get("/access").text
    assert "You audit some programs" in page
    assert [line.partition(" :")[0] for line in told(page)] == ["Lo Cal", "Rita Reader"]
    assert "Justice" not in page
    assert "Justice" not in local.get("/access/export.csv").text
    assert len(told(auditor.get("/access").text)) == 5


def test_filters_stand_in_the_address_and_are_told_when_they_cannot_be_read(site: Site, auditor: Browser) -> None:
    auditor.get("/access/export.csv")
    assert len(told(auditor.get("/access", kind="export").text)) == 1
    assert "Nothing fits" in auditor.get("/access", kind="report").text
    assert "Nothing fits" in auditor.get("/access", person=str(site.person(name="Grace Hopper"))).text
    assert "Nothing fits" in auditor.get("/access", until="1 Jan 2026").text
    for query, sentence in (
        ({"kind": "peeked"}, "What: “peeked” is not in the list; choose one from it."),
        ({"person": "ada"}, "Who: “ada” is not in the list; choose one from it."),
        ({"since": "soon"}, "From: enter the date as day, month and a four-figure year, such as 16 Oct 2027."),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "From is after To"),
        ({"below": "-1"}, "Older than number: enter a whole number, such as 1204."),
    ):
        answer = auditor.get("/access", **query)
        assert answer.status_code == 400
        assert sentence in answer.text
        assert auditor.get("/access/export.csv", **query).status_code == 400


def test_a_long_list_goes_back_by_number(site: Site, auditor: Browser) -> None:
    for _ in range(51):
        auditor.get("/access/export.csv")
    first = auditor.get("/access").text
    assert len(told(first)) == 50
    assert 'href="/access?below=2"' in first
    assert len(told(auditor.get("/access", below=2).text)) == 1
