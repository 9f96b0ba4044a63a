"""What is said of a field that was left empty: a sentence, for every form there is."""

import pytest

from application.desk import Command
from application.people import AddPerson
from application.programs import RaiseAsk, RecordDecision
from application.reports import SignReport, SupersedeReport
from application.risks import AssessRisk, EscalateRisk, IdentifyRisk, RequestAcceptance
from web.forms import bind


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
