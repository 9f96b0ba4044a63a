"""Who may sign what and in which meaning, and which report takes another's place."""

from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.reports import report
from domain.reports.words import Meaning, ReportState
from tests.domain.gwt import given
from tests.domain.reports.facts import (
    APPROVED,
    CHIEF,
    DRAFTED,
    ISSUED,
    NEWER,
    OUT,
    OVER,
    READER,
    READY,
    SUPERSEDED,
    TODAY,
    WRITER,
    signed,
)

SIGN: dict[str, Any] = {"printed_name": "Ada", "digest": "sha256:d", "report_version": 3, "on": TODAY}


@pytest.mark.parametrize(
    ("who", "meaning", "state"),
    [
        (WRITER, Meaning.AUTHOR, ReportState.ISSUED),
        (READER, Meaning.REVIEWER, ReportState.ISSUED),
        (CHIEF, Meaning.APPROVER, ReportState.SIGNED),
    ],
)
def test_a_signature_says_who_means_what_and_an_approval_makes_it_signed(
    who: UUID, meaning: Meaning, state: ReportState
) -> None:
    known = given(report.REPORT, *OUT).when(report.sign, meaning=meaning, by=who, **SIGN).then(signed(who, meaning))
    assert known.state.state is state


@pytest.mark.parametrize("meaning", [Meaning.REVIEWER, Meaning.APPROVER])
def test_nobody_reviews_or_approves_what_they_wrote(meaning: Meaning) -> None:
    does = {Meaning.REVIEWER: "reviews", Meaning.APPROVER: "approves"}[meaning]
    asked = given(report.REPORT, *OUT).when(report.sign, meaning=meaning, by=WRITER, **SIGN)
    who = {Meaning.REVIEWER: "another manager or contributor", Meaning.APPROVER: "another manager"}[meaning]
    asked.refused(f"Nobody {does} a report they drafted or wrote; {who} of the program may sign.")


def test_a_version_that_nobody_saw_is_not_signed() -> None:
    asked = given(report.REPORT, *OUT).when(
        report.sign, meaning=Meaning.APPROVER, by=CHIEF, **{**SIGN, "report_version": 0}
    )
    asked.refused("Open the report and sign the document you see.")


def test_only_authors_sign_as_authors() -> None:
    given(report.REPORT, *OUT).when(report.sign, meaning=Meaning.AUTHOR, by=READER, **SIGN).refused(report.NO_AUTHOR)


def test_nobody_signs_twice_in_the_same_meaning() -> None:
    known = given(report.REPORT, *OUT, APPROVED)
    known.when(report.sign, meaning=Meaning.APPROVER, by=CHIEF, **SIGN).refused(
        "You have signed as approver already; once is enough."
    )
    known.when(report.sign, meaning=Meaning.REVIEWER, by=CHIEF, **SIGN).then(signed(CHIEF, Meaning.REVIEWER))


def test_a_signature_is_of_the_document_that_was_seen_and_no_other() -> None:
    asked = given(report.REPORT, *OUT).when(
        report.sign, meaning=Meaning.APPROVER, by=CHIEF, **{**SIGN, "digest": "sha256:other"}
    )
    asked.refused(report.OTHER_DOCUMENT)


def test_a_draft_is_not_signed() -> None:
    given(report.REPORT, *READY).when(report.sign, meaning=Meaning.AUTHOR, by=WRITER, **SIGN).refused(
        "The report is drafted; issue it first."
    )


def test_a_newer_report_takes_the_place_of_an_older_one() -> None:
    newer = report.REPORT.fold([replace(DRAFTED, position=50), *OUT[1:]])
    for facts in (OUT, (*OUT, APPROVED)):
        known = given(report.REPORT, *facts)
        asked = {"by_report": NEWER, "newer": newer, "reason": "A finish was wrong.", "by": CHIEF}
        over = known.when(report.supersede, **asked).then(SUPERSEDED)
        over.when(report.sign, meaning=Meaning.APPROVER, by=CHIEF, **SIGN).refused(OVER)


def test_what_takes_its_place_is_issued_of_the_same_program_and_not_earlier() -> None:
    known = given(report.REPORT, *OUT)
    asked: dict[str, Any] = {"by_report": NEWER, "reason": "Why.", "by": CHIEF}
    draft = report.REPORT.fold([replace(DRAFTED, position=50), OUT[1]])
    known.when(report.supersede, newer=draft, **asked).refused(
        "That report is not issued, or no longer stands; issue it first."
    )
    earlier = report.REPORT.fold([replace(DRAFTED, position=40), *OUT[1:]])
    known.when(report.supersede, newer=earlier, **asked).refused(
        "That report is of an earlier position; choose a later one."
    )
    other = report.REPORT.fold([replace(DRAFTED, program=NEWER), OUT[1], ISSUED])
    known.when(report.supersede, newer=other, **asked).refused(
        "That is a report of another program; choose one of this program."
    )
    known.when(report.supersede, newer=known.state, by_report=NEWER, reason="", by=CHIEF).refused_field("reason")
