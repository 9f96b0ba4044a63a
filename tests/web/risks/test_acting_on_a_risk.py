"""Every act on a risk, three ways: recorded, refused with what was typed, and when somebody was quicker."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.risks import CloseRisk, EscalateRisk, LinkTreatmentAction, RequestAcceptance, RewordRisk
from domain.corrective_actions.corrective_action import CORRECTIVE_ACTION
from domain.risks.words import RiskState, Tier, Treatment
from tests.application.risks.office import Office
from tests.domain.corrective_actions.facts import RECORDED
from tests.web.site import Browser, Site

ASSESSMENT = {
    "stage": "current",
    "likelihood": "4",
    "impact": "5",
    "basis": "The court <said> so.",
    "strength": "strong",
}


def form(browser: Browser, noun: str, **typed: str) -> dict[str, str]:
    """The hidden fields of the form as it is shown, and what is typed into it."""
    page = browser.get("/risks/R-001", act=noun).text
    hidden = dict(re.findall(r'name="(version|command_id)" value="([^"]*)"', page))
    assert hidden, f"the form {noun} is not offered"
    return {**hidden, **typed}


def asked(office: Office, risk: UUID, approver: UUID) -> None:
    office.do(RequestAcceptance(thing=risk, approver=approver, until=office.until, argument="It is cheap."))


def an_action(office: Office) -> UUID:
    action = uuid4()
    here = office.book.ledger.load(CORRECTIVE_ACTION, action)
    office.book.ledger.append(office.ask(office.lena), here.facts((RECORDED,)))
    return action


def acts(office: Office) -> dict[str, dict[str, str]]:
    later = (office.day + timedelta(days=20)).isoformat()
    return {
        "assessments": ASSESSMENT,
        "treatment": {"treatment": "reduce", "response": "Plan both ways."},
        "acceptance-requests": {"approver": str(office.manager), "until": later, "argument": "It is cheap."},
        "reviews": {"next_due": later, "note": "As before."},
        "escalations": {"to": "executive", "reason": "No date is set.", "answer_due": later},
        "wording": {"title": "Later decision", "event": "It comes late."},
        "category": {"category": "legal"},
        "proximity": {"proximity": later},
        "owner": {"owner": str(office.lena)},
        "occurrences": {"title": "It is late", "description": "By a year."},
        "closure": {"reason": "It is over."},
        "withdrawal": {"reason": "A duplicate."},
    }


@pytest.mark.parametrize(
    ("noun", "shown"),
    [
        ("assessments", "Severe"),
        ("treatment", "Reduce: Plan both ways."),
        ("acceptance-requests", "Waits for Mia Poole"),
        ("reviews", "As before."),
        ("escalations", "Escalated to the executive"),
        ("wording", "<h1>Later decision</h1>"),
        ("category", "· Legal ·"),
        ("proximity", "may happen by"),
        ("owner", "owner Lena Quick"),
        ("occurrences", "What this risk became"),
        ("closure", "Closed"),
        ("withdrawal", "Withdrawn"),
    ],
)
def test_an_act_is_recorded_and_the_page_shows_it(office: Office, lena: Browser, noun: str, shown: str) -> None:
    risk = office.assessed()
    before = office.version(risk)
    answer = lena.post(f"/risks/R-001/{noun}", **form(lena, noun, **acts(office)[noun]))
    assert answer.status_code == 303
    page = lena.get(answer.headers["Location"])
    assert page.status_code == 200
    assert shown in page.text
    assert office.version(risk) > before


@pytest.mark.parametrize("noun", ["assessments", "escalations", "occurrences"])
def test_as_a_fragment_the_browser_is_told_where_to_go(office: Office, lena: Browser, noun: str) -> None:
    office.assessed()
    answer = lena.post(f"/risks/R-001/{noun}", target="act", **form(lena, noun, **acts(office)[noun]))
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["HX-Redirect"].startswith("/risks/R-001?done=")


@pytest.mark.parametrize("target", ["", "act"])
def test_all_errors_stand_at_their_fields_and_nothing_typed_is_lost(office: Office, lena: Browser, target: str) -> None:
    risk = office.assessed()
    typed = form(lena, "assessments", **{**ASSESSMENT, "likelihood": "9", "strength": "iron", "impact": ""})
    answer = lena.post("/risks/R-001/assessments", target=target, **typed)
    assert answer.status_code == 422
    assert re.search(r'href="#strength">[^<]*none of the choices', answer.text)
    assert 'href="#impact">' in answer.text
    assert "The court &lt;said&gt; so.</textarea>" in answer.text
    assert ("<h1>" in answer.text) is (not target)
    assert office.version(risk) == 2


def test_a_refusal_of_the_rules_stands_at_its_field(office: Office, lena: Browser) -> None:
    office.assessed()
    typed = form(lena, "assessments", **{**ASSESSMENT, "stage": "residual"})
    answer = lena.post("/risks/R-001/assessments", target="act", **typed)
    assert answer.status_code == 422
    assert 'href="#justification">The residual level Severe is above the current level Medium' in answer.text


@pytest.mark.parametrize("target", ["", "act"])
def test_when_somebody_was_quicker_both_are_shown_and_mine_can_be_sent_again(
    office: Office, manager: Browser, target: str
) -> None:
    risk = office.assessed()
    typed = form(manager, "assessments", **ASSESSMENT)
    office.do(EscalateRisk(thing=risk, to=Tier.PROGRAM, reason="No date is set."))
    answer = manager.post("/risks/R-001/assessments", target=target, **typed)
    assert answer.status_code == 409
    for text in ("Lena Quick", "escalated it", "position", "The court &lt;said&gt; so.</textarea>"):
        assert text in answer.text
    hidden = dict(re.findall(r'name="(version|command_id)" value="([^"]*)"', answer.text))
    assert manager.post("/risks/R-001/assessments", **{**typed, **hidden}).status_code == 303


@pytest.mark.parametrize("target", ["", "act"])
def test_a_form_on_a_risk_that_ended_meanwhile_comes_back_with_its_text(
    office: Office, manager: Browser, target: str
) -> None:
    risk = office.assessed()
    typed = form(manager, "assessments", **ASSESSMENT)
    office.do(CloseRisk(thing=risk, reason="It is over."))
    answer = manager.post("/risks/R-001/assessments", target=target, **typed)
    assert answer.status_code == 409
    assert "closed the risk" in answer.text
    assert "The court &lt;said&gt; so.</textarea>" in answer.text


def test_the_form_of_an_acceptance_says_what_exactly_is_accepted(office: Office, manager: Browser) -> None:
    risk = office.assessed()
    asked(office, risk, office.manager)
    page = manager.get("/risks/R-001", act="acceptances").text
    assert "Accept it as Medium, as it stands at version 3" in page
    assert f'value="{office.until.isoformat()}"' in page


@pytest.mark.parametrize("target", ["", "act"])
def test_an_acceptance_of_what_moved_meanwhile_is_not_recorded(office: Office, manager: Browser, target: str) -> None:
    risk = office.assessed()
    asked(office, risk, office.manager)
    typed = form(manager, "acceptances", until=office.until.isoformat())
    office.assess(risk, 4, 3)
    answer = manager.post("/risks/R-001/acceptances", target=target, **typed)
    assert answer.status_code == 409
    assert "reassessed the current level" in answer.text
    assert office.state(risk).acceptance is None


def test_an_acceptance_is_recorded_as_seen_and_may_be_revoked(office: Office, manager: Browser) -> None:
    risk = office.assessed()
    asked(office, risk, office.manager)
    typed = form(manager, "acceptances", until=office.until.isoformat())
    assert manager.post("/risks/R-001/acceptances", **typed).status_code == 303
    page = manager.get("/risks/R-001").text
    assert "Medium, frozen at version 3 of this risk" in page
    assert "Mia Poole, not the owner" in page
    assert "Accepted as it was" not in page
    office.do(RewordRisk(thing=risk, title="Court", event="The court says much more"))
    page = manager.get("/risks/R-001").text.partition('id="approvals"')[0]
    assert "Reworded since" in page
    assert re.search(r'Accepted as it was at version 3; <a href="/compare\?[^"]*">4 events since</a>', page)
    revoked = form(manager, "acceptance-revocations", reason="It grew.")
    assert manager.post("/risks/R-001/acceptance-revocations", **revoked).status_code == 303
    assert office.state(risk).state is RiskState.ASSESSED


def test_who_was_asked_may_decline(office: Office, manager: Browser) -> None:
    risk = office.assessed()
    asked(office, risk, office.manager)
    typed = form(manager, "acceptance-refusals", reason="Too dear.")
    assert manager.post("/risks/R-001/acceptance-refusals", **typed).status_code == 303
    assert office.state(risk).request is None


def test_who_was_not_asked_is_offered_no_acceptance(office: Office, manager: Browser) -> None:
    risk = office.assessed()
    asked(office, risk, office.sponsor)
    page = manager.get("/risks/R-001").text
    assert "?act=acceptances" not in page
    assert "?act=acceptance-requests" in page


def test_an_escalation_is_answered_and_brought_down(office: Office, manager: Browser) -> None:
    risk = office.assessed()
    office.do(EscalateRisk(thing=risk, to=Tier.EXECUTIVE, reason="No date is set."))
    answered = form(manager, "escalation-answers", answer="Wait for the court.")
    assert manager.post("/risks/R-001/escalation-answers", **answered).status_code == 303
    lowered = form(manager, "de-escalations", to="project", reason="It is small.")
    assert manager.post("/risks/R-001/de-escalations", **lowered).status_code == 303
    assert office.state(risk).tier is Tier.PROJECT


def test_the_tiers_offered_are_those_above_or_below(office: Office, lena: Browser) -> None:
    risk = office.assessed()
    office.do(EscalateRisk(thing=risk, to=Tier.PORTFOLIO, reason="No date is set."))
    up, down = (lena.get("/risks/R-001", act=noun).text for noun in ("escalations", "de-escalations"))
    tiers = [re.findall(r'name="to" value="(\w+)"', page) for page in (up, down)]
    assert tiers == [["executive"], ["project", "program"]]


def test_accepting_is_no_treatment_to_choose(office: Office, lena: Browser) -> None:
    office.assessed()
    page = lena.get("/risks/R-001", act="treatment").text
    assert re.findall(r'name="treatment" value="(\w+)"', page) == [t.value for t in Treatment][:3]


def test_an_action_is_linked_chosen_from_those_linked_and_unlinked(office: Office, lena: Browser) -> None:
    risk, action, other = office.assessed(), an_action(office), an_action(office)
    linked = form(lena, "actions", action=str(action))
    assert lena.post("/risks/R-001/actions", **linked).status_code == 303
    assert "Treats this risk" in lena.get("/risks/R-001").text
    office.do(LinkTreatmentAction(thing=risk, action=other))
    removed = form(lena, "action-removals", action=str(action), reason="It failed.")
    assert lena.post("/risks/R-001/action-removals", **removed).status_code == 303
    assert office.state(risk).actions == (other,)


def test_sent_twice_it_happens_once(office: Office, lena: Browser) -> None:
    office.assessed()
    typed = form(lena, "occurrences", title="It is late")
    first, head = lena.post("/risks/R-001/occurrences", **typed), office.book.ledger.head()
    again = lena.post("/risks/R-001/occurrences", **typed)
    assert first.headers["Location"] == again.headers["Location"]
    assert office.book.ledger.head() == head


def test_it_may_have_been_true_earlier(office: Office, lena: Browser) -> None:
    risk = office.assessed()
    typed = form(lena, "assessments", **ASSESSMENT, true_since="2026-01-31")
    assert "something newer is known" in lena.post("/risks/R-001/assessments", **typed).text
    typed["older"] = typed["true_since"]
    assert lena.post("/risks/R-001/assessments", **typed).status_code == 303
    assert "True since" in lena.get("/risks/R-001").text
    assert office.version(risk) == 3


def test_a_stranger_to_the_program_finds_nothing(office: Office, stranger: Browser) -> None:
    office.assessed()
    assert stranger.get("/risks/R-001").status_code == 404
    assert stranger.post("/risks/R-001/assessments", **ASSESSMENT).status_code == 404
    assert "Late decision" not in stranger.get("/risks").text


def test_contributors_do_not_revoke(office: Office, lena: Browser) -> None:
    risk = office.accepted()
    assert lena.post("/risks/R-001/acceptance-revocations", reason="It grew.").status_code == 403
    assert office.state(risk).state is RiskState.ACCEPTED


def test_an_act_that_does_not_exist_is_not_found(office: Office, lena: Browser) -> None:
    office.assessed()
    assert lena.post("/risks/R-001/nonsense").status_code == 404


def test_every_form_opens_for_whom_it_is_offered(site: Site, office: Office, manager: Browser) -> None:
    risk = office.accepted()
    office.do(EscalateRisk(thing=risk, to=Tier.PROGRAM, reason="No date."))
    asked(office, risk, office.manager)
    nouns = set(re.findall(r"\?act=([a-z-]+)", manager.get("/risks/R-001").text))
    assert {"acceptances", "acceptance-revocations", "escalation-answers"} <= nouns
    answers: dict[str, Any] = {noun: manager.get("/risks/R-001", act=noun) for noun in nouns}
    assert {noun for noun, answer in answers.items() if f'action="/risks/R-001/{noun}"' not in answer.text} == set()
