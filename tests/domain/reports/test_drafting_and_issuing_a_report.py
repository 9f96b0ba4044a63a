"""A report is drafted at a position, written in while it is a draft, and issued once."""

from typing import Any

import pytest

from domain.reports import events as e
from domain.reports import report
from domain.reports.words import Narrative, ReportState
from tests.domain.gwt import given
from tests.domain.reports.facts import (
    APPROVED,
    CHIEF,
    DRAFTED,
    FIXED,
    GONE,
    ISSUED,
    MADE,
    OUT,
    OVER,
    PROGRAM,
    READER,
    READY,
    SUPERSEDED,
    TODAY,
    TOLD,
    WITHDRAWN,
    WRITER,
    WRITTEN,
)

BEGUN: dict[str, Any] = {"program": PROGRAM, "definition": "program/2", "position": 44, "as_of": TODAY, "by": WRITER}
SAID: dict[str, Any] = {"summary": " It stands. ", "lessons": "Ask earlier.", "by": WRITER}


def test_a_draft_fixes_the_position_and_what_it_is_compared_with() -> None:
    given(report.REPORT).when(report.draft, **BEGUN, since=32).then(DRAFTED)


@pytest.mark.parametrize("since", [44, 60, -1])
def test_a_draft_compares_with_an_earlier_position(since: int) -> None:
    asked = given(report.REPORT).when(report.draft, **BEGUN, since=since)
    asked.refused("A report at position 44 compares with an earlier one; give 0 to 43.")


def test_the_narrative_is_written_with_what_stood_there_before() -> None:
    later = {"summary": "It stands well.", "by": READER}
    known = given(report.REPORT, DRAFTED).when(report.write_narrative, **SAID).then(WRITTEN)
    known.when(report.write_narrative, **later).then(
        e.NarrativeWritten(from_=TOLD, to=Narrative(summary="It stands well."), by=READER)
    ).when(report.issue, made=MADE, by=CHIEF).then_state(authors=frozenset({WRITER, READER}))


def test_the_same_words_again_are_no_news() -> None:
    given(report.REPORT, *READY).when(report.write_narrative, **SAID).then()


def test_the_narrative_needs_a_summary_without_control_characters() -> None:
    known = given(report.REPORT, DRAFTED)
    known.when(report.write_narrative, summary=" ", by=WRITER).refused("Say in a few sentences how the program stands.")
    known.when(report.write_narrative, summary="A", lessons="\x00", this_period="a" * 4_001, by=WRITER).refused_field(
        "this_period", "lessons"
    )


def test_it_is_issued_with_the_digests_and_the_root() -> None:
    given(report.REPORT, *READY).when(report.issue, made=MADE, by=CHIEF).then(ISSUED).when(
        report.issue, made=MADE, by=CHIEF
    ).refused(f"The report is issued; {FIXED}")


def test_it_is_not_issued_before_something_is_written() -> None:
    given(report.REPORT, DRAFTED).when(report.issue, made=MADE, by=CHIEF).refused(report.UNWRITTEN)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (OUT, f"The report is issued; {FIXED}"),
        ((*OUT, APPROVED), f"The report is signed; {FIXED}"),
        ((*OUT, SUPERSEDED), OVER),
        ((*READY, WITHDRAWN), GONE),
    ],
)
def test_what_was_issued_or_ended_is_never_written_again(facts: tuple[Any, ...], sentence: str) -> None:
    given(report.REPORT, *facts).when(report.write_narrative, **SAID).refused(sentence)


def test_a_report_is_withdrawn_for_a_reason_once() -> None:
    for facts in (READY, OUT, (*OUT, APPROVED)):
        known = given(report.REPORT, *facts)
        known.when(report.withdraw, reason=" ", by=CHIEF).refused("Say why the report is withdrawn.")
        gone = known.when(report.withdraw, reason="Sent by mistake.", by=CHIEF).then(WITHDRAWN)
        gone.when(report.withdraw, reason="Again", by=CHIEF).refused(GONE)
        assert gone.state.state is ReportState.WITHDRAWN
