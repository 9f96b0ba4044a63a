"""What is done about a risk, how high it goes for an answer, and how it ends."""

from uuid import UUID, uuid4

import pytest

from application.desk import NotAllowed, new_id
from application.ledger import NotFound
from application.risks import (
    AnswerEscalation,
    ChooseTreatment,
    CloseRisk,
    DeescalateRisk,
    EscalateRisk,
    LinkTreatmentAction,
    RecordOccurrence,
    ReopenRisk,
    UnlinkTreatmentAction,
    WithdrawRisk,
)
from domain.corrective_actions.corrective_action import CORRECTIVE_ACTION
from domain.issues.events import IssueRaised
from domain.issues.issue import ISSUE
from domain.kernel import Refused
from domain.risks import events as e
from domain.risks.words import RiskState, Tier, Treatment
from tests.application.risks.office import DAY, HERE, RAIL, Office
from tests.domain.corrective_actions.facts import RECORDED


def an_action(office: Office) -> UUID:
    action = uuid4()
    here = office.book.ledger.load(CORRECTIVE_ACTION, action)
    office.book.ledger.append(office.ask(office.lena), here.facts((RECORDED,)))
    return action


def test_a_treatment_is_chosen_with_what_is_done(office: Office) -> None:
    risk = office.assessed()
    facts = office.do(ChooseTreatment(thing=risk, treatment=Treatment.REDUCE, response="Plan both."))
    assert [type(fact) for fact in facts] == [e.TreatmentChosen]
    with pytest.raises(Refused, match="ask for acceptance instead"):
        office.do(ChooseTreatment(thing=risk, treatment=Treatment.ACCEPT, response="Nothing."))


def test_a_corrective_action_is_linked_and_unlinked(office: Office) -> None:
    risk, action = office.assessed(), an_action(office)
    assert office.do(LinkTreatmentAction(thing=risk, action=action)) == [e.TreatmentActionLinked(action=action)]
    assert office.do(LinkTreatmentAction(thing=risk, action=action)) == []
    facts = office.do(UnlinkTreatmentAction(thing=risk, action=action, reason="It failed."))
    assert facts == [e.TreatmentActionUnlinked(action=action, reason="It failed.")]


def test_an_action_that_is_not_in_the_book_is_not_linked(office: Office) -> None:
    risk = office.assessed()
    with pytest.raises(NotFound):
        office.do(LinkTreatmentAction(thing=risk, action=uuid4()))
    assert office.state(risk).actions == ()


def test_a_risk_goes_up_and_is_answered_by_a_manager(office: Office) -> None:
    risk = office.assessed()
    office.do(EscalateRisk(thing=risk, to=Tier.PROGRAM, reason="No date is set.", answer_due=DAY))
    with pytest.raises(NotAllowed):
        office.do(AnswerEscalation(thing=risk, answer="Wait."))
    facts = office.do(AnswerEscalation(thing=risk, answer="Wait."), by=office.manager)
    assert facts == [e.EscalationAnswered(tier=Tier.PROGRAM, answer="Wait.", by=office.manager)]
    down = office.do(DeescalateRisk(thing=risk, to=Tier.PROJECT, reason="It is small."))
    assert [type(fact) for fact in down] == [e.RiskDeescalated]


def test_a_risk_that_happened_raises_its_issue_in_the_same_save(office: Office) -> None:
    risk, ask = office.assessed(), office.ask(office.lena)
    receipt = office.book.desk.do(RecordOccurrence(thing=risk, title="It is late", description="By a year."), ask)
    issue = new_id(ask, "issue")
    with office.book.database.read() as tx:
        events = office.book.ledger.at_positions(tx, receipt.positions)
    assert [event.fact for event in events] == [
        e.RiskOccurred(issue=issue, on=DAY, by=office.lena),
        IssueRaised(
            program=HERE,
            project=RAIL,
            title="It is late",
            description="By a year.",
            from_risk=risk,
            raised_by=office.lena,
            on=DAY,
        ),
    ]
    assert office.book.ledger.load(ISSUE, issue).state.from_risk == risk


def test_an_issue_without_a_title_leaves_the_risk_as_it_was(office: Office) -> None:
    risk = office.assessed()
    with pytest.raises(Refused, match="Give the issue a title"):
        office.do(RecordOccurrence(thing=risk, title=" "))
    assert office.state(risk).state is RiskState.ASSESSED


def test_a_closed_risk_cannot_be_escalated_but_reopened(office: Office) -> None:
    risk = office.assessed()
    office.do(CloseRisk(thing=risk, reason="It is over."))
    with pytest.raises(Refused, match="The risk is closed; reopen it first"):
        office.do(EscalateRisk(thing=risk, to=Tier.PROGRAM, reason="It is back."))
    office.do(ReopenRisk(thing=risk, reason="It is back."))
    assert office.state(risk).state is RiskState.ASSESSED


def test_a_withdrawn_risk_stays_withdrawn(office: Office) -> None:
    risk = office.assessed()
    office.do(WithdrawRisk(thing=risk, reason="A duplicate."))
    with pytest.raises(Refused, match="identify a new risk"):
        office.do(ReopenRisk(thing=risk, reason="Back."))


def test_sent_twice_a_risk_happens_once(office: Office) -> None:
    risk, command = office.assessed(), uuid4()
    asked = RecordOccurrence(thing=risk, title="It is late")
    first, again = (office.book.desk.do(asked, office.ask(office.lena, command=command)) for _ in range(2))
    assert first == again
