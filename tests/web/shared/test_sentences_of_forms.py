"""What is said of a field that was left empty: a sentence, for every form there is."""

import pytest

from application.desk import Command
from application.people import AddPerson
from application.programs import RaiseAsk, RecordDecision, SetTolerance
from application.projects import ReportStatus
from application.reports import SignReport, SupersedeReport
from application.risks import AssessRisk, EscalateRisk, IdentifyRisk, RequestAcceptance
from web.forms import bind, fields_of


@pytest.mark.parametrize(
    ("command", "field", "sentence"),
    [
        (IdentifyRisk, "title", "Enter the title."),
        (IdentifyRisk, "event", "Say what may happen."),
        (IdentifyRisk, "category", "Choose the category."),
        (IdentifyRisk, "owner", "Choose the owner."),
        (AssessRisk, "likelihood", "Choose the likelihood."),
        (AssessRisk, "strength", "Say how much is known."),
        (RequestAcceptance, "until", "Enter the last day of the acceptance."),
        (EscalateRisk, "to", "Choose the tier."),
        (RecordDecision, "decision", "Say what was decided."),
        (RaiseAsk, "to_whom", "Say who has to answer."),
        (SupersedeReport, "by_report", "Choose the report that takes its place."),
        (SignReport, "meaning", "Choose what your signature means."),
        (AddPerson, "email", "Enter the e-mail address."),
    ],
)
def test_an_empty_field_is_asked_for_in_a_sentence(command: type[Command], field: str, sentence: str) -> None:
    said = {problem.field: problem.sentence for problem in bind(command, {}).problems}
    assert said[field] == sentence


@pytest.mark.parametrize(
    ("command", "field", "typed", "sentence"),
    [
        (ReportStatus, "finish", "31 February 2027", "there is no such day as 31 February 2027; check the day and"),
        (ReportStatus, "finish", "2027-02-29", "there is no such day as 2027-02-29; check the day and the month."),
        (ReportStatus, "finish", "0001-01-01", "the year 0001 is too early; enter one from 1900 on."),
        (ReportStatus, "finish", "soon", "enter the date as day, month and a four-figure year, such as 16 Oct 2027."),
        (ReportStatus, "whole_life", "9" * 26, "this amount is too large to record; check its zeros and its unit."),
        (ReportStatus, "whole_life", "14,5bn", "enter an amount, such as 2300000, 2.3m or 14.5bn."),
        (ReportStatus, "whole_life", "1,23,456", "enter an amount, such as 2300000, 2.3m or 14.5bn."),
        (ReportStatus, "whole_life", "much", "enter an amount, such as 2300000, 2.3m or 14.5bn."),
        (SetTolerance, "time_days", "9" * 26, "this number is too large to record; check its digits."),
        (SetTolerance, "time_days", "a few", "enter a whole number, such as 12."),
    ],
)
def test_what_cannot_be_read_is_said_as_what_is_wrong_with_it(
    command: type[Command], field: str, typed: str, sentence: str
) -> None:
    said = {problem.field: problem.sentence for problem in bind(command, {field: [typed]}).problems}
    assert sentence in said[field]


def test_an_optional_field_that_may_be_needed_says_when() -> None:
    hints = {field.name: field.hint for field in fields_of(ReportStatus) if field.name.endswith("_unknown")}
    assert set(hints.values()) == {"Needed where one was recorded before and is left empty now."}
