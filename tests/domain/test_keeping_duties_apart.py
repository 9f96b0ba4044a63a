"""Every duty that the log is asked about is kept by the decision itself, in the same words."""

from typing import Any

import pytest

from domain import duties
from domain.corrective_actions import corrective_action as capa
from domain.corrective_actions import events as c
from domain.kernel import Event, Refused
from domain.reports import events as p
from domain.reports import report
from domain.reports.words import Meaning
from domain.risks import events as r
from domain.risks import risk
from tests.domain.corrective_actions import facts as of_actions
from tests.domain.corrective_actions.test_planning_and_implementing import APPROVE
from tests.domain.corrective_actions.test_verifying_and_closing import VERIFY
from tests.domain.reports import facts as of_reports
from tests.domain.reports.facts import CHIEF
from tests.domain.reports.test_signing_and_superseding_a_report import SIGN
from tests.domain.risks import facts as of_risks
from tests.domain.risks.test_accepting_a_risk import APPROVED

DECISIONS: dict[type[Event], tuple[Any, Any, tuple[Event, ...], dict[str, Any]]] = {
    r.RiskAccepted: (
        risk.RISK,
        risk.accept,
        (of_risks.IDENTIFIED, of_risks.MEDIUM, of_risks.REQUESTED),
        APPROVED,
    ),
    c.PlanApproved: (capa.CORRECTIVE_ACTION, capa.approve_plan, of_actions.TO_PROPOSAL, APPROVE),
    p.ReportSigned: (report.REPORT, report.sign, of_reports.OUT, {**SIGN, "meaning": Meaning.APPROVER, "by": CHIEF}),
    c.EffectivenessVerified: (capa.CORRECTIVE_ACTION, capa.verify, of_actions.TO_IMPLEMENTED, VERIFY),
}


def test_every_approval_is_checked_for_a_duty() -> None:
    assert {duty.act for duty in duties.DUTIES} == {*duties.APPROVALS, p.ReportSigned} == set(DECISIONS)


def test_every_duty_has_a_name_and_a_sentence_of_its_own() -> None:
    for told in ("name", "sentence", "refusal"):
        assert len({getattr(duty, told) for duty in duties.DUTIES}) == len(duties.DUTIES)


@pytest.mark.parametrize("duty", duties.DUTIES, ids=lambda duty: duty.name)
def test_who_has_the_part_is_refused_the_act(duty: duties.Duty) -> None:
    aggregate, decision, facts, said = DECISIONS[duty.act]
    part = {after: before for before, after in duties.BECOMES.values()}.get(duty.part, duty.part)
    castings = {casting.fact: casting.field for casting in duties.CASTINGS if casting.part is part}
    has_it = next(getattr(fact, castings[type(fact)]) for fact in reversed(facts) if type(fact) in castings)
    with pytest.raises(Refused) as refused:
        decision(aggregate.fold(facts), **{**said, **dict([duty.only] if duty.only else []), duty.actor: has_it})
    assert duty.refusal in [problem.sentence for problem in refused.value.problems]
    assert decision(aggregate.fold(facts), **said)
