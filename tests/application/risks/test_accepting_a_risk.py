"""Living with a risk: who may approve it, what exactly is approved, and how it ends by itself."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from application.desk import STEWARD, NotAllowed
from application.ledger import Stale
from application.reactions import lapse_acceptances
from application.risks import (
    AcceptRisk,
    DeclineAcceptance,
    RequestAcceptance,
    ReviewRisk,
    RevokeAcceptance,
    authority,
    lapse_due,
)
from domain.kernel import Refused
from domain.people.person import PERSON
from domain.people.words import Role
from domain.risks import events as e
from domain.risks.matrix import Level
from domain.risks.words import RiskState, Tier
from tests.application.risks.office import DAY, HERE, THERE, UNTIL, Office
from tests.digests import by_hand

AFTER = UNTIL + timedelta(days=1)


def request(office: Office, risk: object, approver: object) -> list[object]:
    asked = RequestAcceptance(thing=risk, approver=approver, until=UNTIL, argument="It is cheap.")  # type: ignore[arg-type]
    return list(office.do(asked))


def test_a_manager_of_the_program_stands_at_its_tier_and_of_all_at_the_executive(office: Office) -> None:
    def tier(person: object) -> Tier | None:
        return authority(office.book.ledger.load(PERSON, person).found, program=HERE, today=DAY)  # type: ignore[arg-type]

    assert [tier(one) for one in (office.manager, office.sponsor, office.lena)] == [Tier.PROGRAM, Tier.EXECUTIVE, None]
    assert authority(None, program=HERE, today=DAY) is None


def test_a_manager_of_another_program_has_no_authority_here(office: Office) -> None:
    elsewhere = office.person("Eve Holt", Role.MANAGER, THERE)
    assert authority(office.book.ledger.load(PERSON, elsewhere).found, program=HERE, today=DAY) is None


def test_what_is_accepted_is_frozen_at_the_level_and_the_version_seen(office: Office) -> None:
    risk = office.assessed()
    request(office, risk, office.manager)
    seen = office.version(risk)
    facts = office.do(AcceptRisk(thing=risk, until=UNTIL, seen=seen), by=office.manager)
    assert facts == [
        e.RiskAccepted(
            approver=office.manager,
            until=UNTIL,
            level=Level.MEDIUM,
            matrix=1,
            seen_version=seen,
            digest=by_hand(office.book, risk, seen),
            from_treatment=None,
            on=DAY,
        )
    ]


def test_a_risk_that_moved_after_the_approver_looked_is_not_accepted(office: Office) -> None:
    risk = office.assessed()
    request(office, risk, office.manager)
    seen = office.version(risk)
    office.assess(risk, 3, 2)
    with pytest.raises(Stale) as stale:
        office.do(AcceptRisk(thing=risk, until=UNTIL, seen=seen), by=office.manager)
    assert [type(event.fact) for event in stale.value.since] == [e.RiskAssessed]
    assert office.state(risk).acceptance is None


def test_nobody_is_asked_who_could_only_refuse(office: Office) -> None:
    severe = office.assessed(5, 5)
    for approver in (office.manager, office.person("Noor Vale", Role.CONTRIBUTOR, HERE)):
        with pytest.raises(Refused, match="This person may not accept a risk of this level"):
            request(office, severe, approver)
    assert len(request(office, severe, office.sponsor)) == 1


def test_a_level_that_rose_above_the_approvers_tier_is_refused(office: Office) -> None:
    risk = office.assessed()
    request(office, risk, office.manager)
    office.assess(risk, 5, 5)
    with pytest.raises(Refused, match="A severe risk is accepted at the executive tier"):
        office.do(AcceptRisk(thing=risk, until=UNTIL), by=office.manager)


def test_only_managers_accept(office: Office) -> None:
    risk = office.assessed()
    with pytest.raises(NotAllowed):
        office.do(AcceptRisk(thing=risk, until=UNTIL), by=office.lena)


def test_whoever_was_asked_may_decline(office: Office) -> None:
    risk = office.assessed()
    request(office, risk, office.manager)
    facts = office.do(DeclineAcceptance(thing=risk, reason="Too dear."), by=office.manager)
    assert facts == [e.AcceptanceDeclined(by=office.manager, reason="Too dear.")]


def test_an_acceptance_is_revoked_with_its_reason(office: Office) -> None:
    risk = office.accepted()
    facts = office.do(RevokeAcceptance(thing=risk, reason="It grew."), by=office.manager)
    assert facts == [e.AcceptanceRevoked(level=Level.MEDIUM, until=UNTIL, by=office.manager, reason="It grew.")]


def test_an_acceptance_lapses_the_day_after_its_last_and_only_once(office: Office) -> None:
    risk, other = office.accepted(), office.assessed()
    assert lapse_due(office.book.desk, [risk, other], office.ask(STEWARD, UNTIL)) == 0
    ask = office.ask(STEWARD, AFTER)
    assert [lapse_due(office.book.desk, [risk, other], ask) for _ in range(2)] == [1, 0]
    assert lapse_due(office.book.desk, [risk, other], office.ask(STEWARD, AFTER)) == 0
    assert office.state(risk).state is RiskState.LAPSED


def test_a_lapse_is_recorded_by_steward_for_the_whole_book(office: Office) -> None:
    risk = office.accepted()
    office.accepted()
    office.do(RevokeAcceptance(thing=risk, reason="It grew."), by=office.manager)
    night = datetime(AFTER.year, AFTER.month, AFTER.day, 0, 5, tzinfo=UTC)
    head = office.book.ledger.head()
    assert [lapse_acceptances(office.book.desk, at=night) for _ in range(2)] == [1, 0]
    with office.book.database.read() as tx:
        last = office.book.ledger.at_positions(tx, [head + 1])[0]
    assert (last.envelope.actor, type(last.fact)) == (STEWARD, e.AcceptanceLapsed)
    assert office.book.ledger.head() == head + 1


def test_a_person_cannot_make_an_acceptance_lapse_without_a_role(office: Office) -> None:
    risk = office.accepted()
    with pytest.raises(NotAllowed):
        lapse_due(office.book.desk, [risk], office.ask(office.lena, AFTER))


def test_a_risk_that_is_not_in_the_book_has_nothing_to_lapse(office: Office) -> None:
    assert lapse_due(office.book.desk, [uuid4()], office.ask(STEWARD, AFTER)) == 0


def test_a_review_sets_the_next_within_what_the_level_allows(office: Office) -> None:
    risk = office.assessed()
    soon = DAY + timedelta(days=30)
    facts = office.do(ReviewRisk(thing=risk, next_due=soon, note="As before."))
    assert [(fact.next_due, fact.note) for fact in facts if isinstance(fact, e.RiskReviewed)] == [(soon, "As before.")]
    with pytest.raises(Refused, match="is reviewed again by"):
        office.do(ReviewRisk(thing=risk, next_due=DAY + timedelta(days=400)))
