"""What was issued by an earlier definition of the report is made again, byte for byte, by every later version."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from application.documents import kept
from application.projects import ReportStatus
from application.reports import IssueReport, WriteNarrative
from cli.reporting import RENDERERS
from domain.projects.state import project_id
from domain.projects.words import Rating
from domain.reports import events as e
from domain.reports.state import REPORT
from domain.reports.words import Narrative
from projections.reports.definitions import DEFINITIONS, NEWEST
from projections.reports.document import ProgramReport, canonical, sealed
from projections.reports.pdf import pdf
from projections.reports.program import program_report, told_from
from projections.reports.sources import Sources
from projections.reports.verifying import check_file, check_issued
from tests.projections.reports.issued import issued, person, row_of
from tests.projections.reports.making import report_of
from tests.projections.reports.transport import APRIL, DFT, Telling

DATA = Path(__file__).parents[2] / "data" / "reports"  # each as it was issued by the version that had it
PRINTS = {
    "program-2": "bd4622ac4fde71ca8e28eb5f862b64a69bb55dd669771444e59911709ccaf928",
    "program-3": "08504f8731a021bb6a62d0fc292e669af6d50e9c5f85eb947b1e44d2eafab884",
}
WRITTEN = Narrative(summary="It stands.", lessons="Ask earlier.")


@pytest.mark.parametrize("name", PRINTS)
def test_an_earlier_definition_still_makes_what_it_made(told_on_sqlite: Telling, name: str) -> None:
    stored = (DATA / f"{name}.json").read_bytes()
    then = msgspec.json.decode(stored, type=ProgramReport)
    with told_on_sqlite.book.view(44) as view:
        sources = Sources(view, told_on_sqlite.book.ledger, "DFT", then.since.position, definition=then.definition)
        made = sealed(told_from(sources, root=then.root, narrative=WRITTEN, issued_as="RP-001"))
    assert canonical(made) == stored
    assert hashlib.sha256(pdf(made)).hexdigest() == PRINTS[name]


def test_every_earlier_definition_is_held_to_what_it_made() -> None:
    assert {name.replace("-", "/") for name in PRINTS} == {*DEFINITIONS} - {NEWEST.name}


def test_a_report_drafted_by_an_earlier_definition_is_issued_and_checked_by_it(told: Telling) -> None:
    ada, bea = person(told, "Ada Lovelace"), person(told, "Bea Hill")
    fact = e.ReportDrafted(program=DFT, definition="program/2", position=44, since=32, as_of=APRIL.date(), by=ada)
    report = told.slip(REPORT, fact)
    told.do(WriteNarrative(thing=report, summary="It stands."), by=ada)
    told.do(IssueReport(thing=report), by=bea)
    row = row_of(told, report)
    assert row.definition == "program/2"
    assert check_issued(told.book.view, told.book.ledger, row).says == "Everything that was compared is equal."
    with told.book.view() as view:
        files = [kept(view.tx, digest) for digest in (row.json_file, row.pdf_file)]
    for content in files:
        assert content
        verdict = check_file(told.book.view, told.book.ledger, content, renderers=RENDERERS)
        assert (verdict.holds, verdict.issued) == (True, row)


def test_costs_that_differ_by_little_are_told_apart_and_earlier_ones_stay_as_they_were(told_on_sqlite: Telling) -> None:
    told, since = told_on_sqlite, 0
    said: Any = {"rating": Rating.AMBER, "finish": date(2026, 6, 30), "reason": "Revenue"}
    for minor in (1_210_000_000_00, 1_214_000_000_00):
        since = told.book.ledger.head()
        told.do(ReportStatus(thing=project_id("A417"), whole_life=minor, **said))
    for definition, expected in (("program/2", []), ("program/3", [("£1.210bn", "£1.214bn")])):
        with told.book.view() as view:
            report = program_report(view, told.book.ledger, "DFT", since=since, definition=definition)
        assert [(row.before, row.after) for row in report.changes.rows if "cost" in row.what] == expected


def test_a_report_of_a_definition_that_nobody_knows_is_told_so(told_on_sqlite: Telling) -> None:
    row = msgspec.structs.replace(row_of(told_on_sqlite, issued(told_on_sqlite, 44)), definition="program/99")
    verdict = check_issued(told_on_sqlite.book.view, told_on_sqlite.book.ledger, row)
    assert not verdict.holds
    assert verdict.says.startswith("It was made by the report definition program/99")


def test_the_newest_says_what_declared_and_computed_are_and_where_the_rule_stands(told_on_sqlite: Telling) -> None:
    report = report_of(told_on_sqlite, 44)
    assert (report.definition, list(DEFINITIONS)[-1]) == (NEWEST.name, NEWEST.name)
    assert "Declared is what a person judges" in str(report.health.explained)
    assert "“How the figures are made”" in str(report.health.explained)
