"""The register, the heat map, the form for a new risk, the matrix and one risk: empty, full, in the past."""

import re
from datetime import timedelta
from typing import Any

import pytest

from application.risk_matrix import PublishMatrix
from application.risks import EscalateRisk, RecordOccurrence
from domain.people.words import Role
from domain.risks.matrix import MATRIX_1
from domain.risks.words import Stage, Tier
from projections.risks.rows import RiskRow
from tests.application.risks.office import HERE, RAIL, ROAD, THERE, Office
from tests.web.site import Browser, Site, as_it_stood, plain

NEW = {
    "program": str(HERE),
    "project": str(RAIL),
    "title": "Late <decision>",
    "event": "It comes late.",
    "category": "legal",
}
MATRIX = {
    "likelihoods": "A\nB\nC\nD\nE",
    "impacts": "\n".join(MATRIX_1.impacts),
    "levels": "\n".join(" ".join(row) for row in MATRIX_1.levels),
    "shades": "\n".join(" ".join(map(str, row)) for row in MATRIX_1.shades),
}


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(version|command_id)" value="([^"]*)"', page))


def test_an_empty_register_says_what_to_do(office: Office, lena: Browser) -> None:
    page = lena.get("/risks").text
    assert "One begins with what may happen" in page
    assert 'href="/risks/new"' in page


def test_the_register_shows_each_risk_with_its_level_owner_and_next_day(office: Office, lena: Browser) -> None:
    office.assessed(5, 5, title="A " + "very " * 30 + "long title")
    office.do(EscalateRisk(thing=office.assessed(), to=Tier.EXECUTIVE, reason="No.", answer_due=office.day))
    page = lena.get("/risks").text
    for text in ("very long title", "Severe", "Omar Reed", "review", "Overdue 1 day", "answer", "2 risks"):
        assert text in page


def test_what_comes_first_is_shown_as_next_and_not_what_comes_later(office: Office, lena: Browser) -> None:
    risk = office.assessed()
    office.do(EscalateRisk(thing=risk, to=Tier.EXECUTIVE, reason="No.", answer_due=office.day + timedelta(days=900)))
    with office.book.view() as view:
        review = view.select(RiskRow)[0].review_due
    assert review
    assert "<small>review</small>" in lena.get("/risks").text
    told = lena.get("/trace/risk-next?risk=R-001").text
    assert f"Review: Due {review.day} " in told
    assert "The earliest of the day of an answer" in told


def test_the_list_alone_answers_a_search(office: Office, lena: Browser) -> None:
    office.assessed()
    part = lena.fragment("/risks", "list", q="decision").text
    assert part.lstrip().startswith('<div id="list"')
    assert "Late decision" in part
    assert "Late decision" not in lena.fragment("/risks", "list", q="strike").text


def test_a_thousand_risks_come_in_pages(office: Office, lena: Browser) -> None:
    for number in range(51):
        office.identify(title=f"Risk {number}")
    page = lena.get("/risks", sort="code", page=2).text
    assert "51 to 51 of 51 risks" in page
    assert re.findall(r"R-\d+", page)[0] == "R-051"


def test_filters_stay_in_the_address_and_what_cannot_be_read_is_left_out(office: Office, lena: Browser) -> None:
    office.assessed()
    page = lena.get("/risks", project=str(RAIL), level="severe", impact="x", program="y", page="-1").text
    assert "Of the project Rail only." in page
    assert f'name="project" value="{RAIL}"' in page
    assert "No risk fits" in page


def test_a_risk_is_identified_and_its_page_shows_it(site: Site, office: Office, lena: Browser) -> None:
    page = lena.get("/risks/new", program=str(HERE), project=str(RAIL)).text
    assert re.search(rf'value="{HERE}" selected', page)
    assert re.search(rf'value="{RAIL}" selected', page)
    assert re.search(rf'value="{office.lena}" selected', page)
    answer = lena.post("/risks", **NEW, owner=str(office.owner), **hidden(page))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/risks/R-001")
    shown = lena.get("/risks/R-001").text
    assert "Late &lt;decision&gt;" in shown
    assert "It may happen that" in shown
    assert "It is not assessed yet." in shown


def test_a_new_risk_sent_twice_is_one_risk(office: Office, lena: Browser) -> None:
    typed = {**NEW, "owner": str(office.owner), **hidden(lena.get("/risks/new").text)}
    first, again = lena.post("/risks", **typed), lena.post("/risks", **typed)
    assert first.headers["Location"] == again.headers["Location"]
    assert "1 risk," in plain(lena.get("/risks").text)


def test_the_register_may_be_that_of_one_owner(office: Office, lena: Browser) -> None:
    office.identify()
    office.identify(title="Hers", owner=office.lena)
    page = lena.get("/risks", owner=str(office.lena)).text
    assert f'value="{office.lena}" selected>Lena Quick' in page
    assert "Hers" in page
    assert "Late decision" not in page


@pytest.mark.parametrize("target", ["", "act"])
def test_a_new_risk_that_lacks_something_keeps_what_was_typed(office: Office, lena: Browser, target: str) -> None:
    answer = lena.post("/risks", target=target, **{**NEW, "event": "", "project": str(ROAD)}, owner="nobody")
    assert answer.status_code == 422
    assert 'href="#event">' in answer.text
    assert 'href="#owner">' in answer.text
    assert 'value="Late &lt;decision&gt;"' in answer.text
    assert ("<h1>" in answer.text) is (not target)


def test_a_new_risk_in_a_program_of_others_is_not_recorded(office: Office, lena: Browser) -> None:
    head = office.book.ledger.head()
    elsewhere = {**NEW, "program": str(THERE), "project": "", "owner": str(office.owner)}
    assert lena.post("/risks", **elsewhere).status_code == 403
    assert office.book.ledger.head() == head


def test_the_page_says_the_risk_in_one_sentence_and_marks_where_it_stands(office: Office, lena: Browser) -> None:
    risk = office.assessed(4, 5)
    office.assess(risk, 5, 5, stage=Stage.INHERENT)
    office.assess(risk, 3, 3, stage=Stage.RESIDUAL)
    page = lena.get("/risks/R-001").text
    for text in ("Because", "it may happen that", "which would mean", "matrix version 1", "Residual, target"):
        assert text in page
    marks = re.findall(r"<b[^>]*>(Inherent|Current|Target)</b>", page)
    assert marks == ["Inherent", "Current", "Target"]
    assert '<b class="here">Current</b>' in page


def test_a_target_where_the_risk_stands_already_shares_the_cell(office: Office, lena: Browser) -> None:
    office.assess(office.assessed(3, 3), 3, 3, stage=Stage.RESIDUAL)
    assert '<b class="here">Current Target</b>' in lena.get("/risks/R-001").text


def test_an_address_may_be_typed_in_small_letters(office: Office, lena: Browser) -> None:
    office.identify()
    assert lena.get("/risks/r-001").status_code == 200
    assert lena.get("/risks/R-002").status_code == 404


def test_a_risk_that_happened_leads_to_its_issue(office: Office, lena: Browser) -> None:
    office.do(RecordOccurrence(thing=office.assessed(), title="It is late"))
    page = lena.get("/risks/R-001").text
    assert '<a href="/issues/I-001">It is late</a>' in page
    assert "What this risk became" in page


def test_in_the_past_a_risk_is_as_it_was_and_nothing_is_offered(office: Office, manager: Browser) -> None:
    risk = office.assessed()
    then = office.book.ledger.head()
    office.assess(risk, 5, 5)
    page = manager.get("/risks/R-001", at=then, act="assessments").text
    assert "Medium" in page
    assert "Severe" not in as_it_stood(page).split("<ol")[0].split("<main")[1]
    assert 'method="post" action="/risks' not in page
    assert "?act=" not in page
    for path in ("/risks", "/risks/heat-map", "/risks/matrix"):
        past = manager.get(path, at=then).text
        assert f"at={then}" in past
        assert 'method="post" action="/risks' not in past


def test_the_heat_map_counts_and_each_number_opens_its_list(office: Office, lena: Browser) -> None:
    office.assessed(4, 5)
    office.assessed(4, 5)
    office.identify()
    page = lena.get("/risks/heat-map").text
    assert 'aria-label="2 risks, likely, critical">2</a>' in page
    assert "2 of 3 open risks assessed at this stage." in plain(page)
    found = re.search(r'href="(/risks\?likelihood=4&amp;impact=5)"', page)
    assert found
    assert "2 risks" in lena.get(found[1].replace("&amp;", "&")).text


def test_the_heat_map_of_another_stage_opens_the_list_of_that_stage(office: Office, lena: Browser) -> None:
    office.assess(office.assessed(1, 1), 5, 5, stage=Stage.INHERENT)
    page = lena.get("/risks/heat-map", stage="inherent", program=str(HERE)).text
    found = re.search(r'href="(/risks\?[^"]*stage=inherent[^"]*)" aria-label="1 risk, almost certain, critical"', page)
    assert found
    listed = lena.get(found[1].replace("&amp;", "&")).text
    assert "R-001" in listed
    assert "Likelihood and impact are the inherent ones." in listed
    assert 'aria-current="page">Inherent</a>' in page


def test_an_empty_heat_map_says_what_to_do(office: Office, lena: Browser) -> None:
    page = lena.get("/risks/heat-map", stage="nonsense", program="nonsense").text
    assert "No open risk is assessed at this stage yet. Identify one, or assess those in the register." in page


def test_a_matrix_is_published_by_a_manager_for_all_programs(site: Site, office: Office) -> None:
    sponsor = site.browser(office.sponsor)
    page = sponsor.get("/risks/matrix").text
    answer = sponsor.post("/risks/matrix", **MATRIX, **hidden(page))
    assert answer.status_code == 303
    shown = sponsor.get("/risks/matrix").text
    assert "Version 2." in shown
    assert '<th scope="row">E</th>' in shown


@pytest.mark.parametrize("target", ["", "act"])
def test_a_matrix_that_falls_or_moved_meanwhile_keeps_what_was_typed(site: Site, office: Office, target: str) -> None:
    sponsor = site.browser(office.sponsor)
    seen = hidden(sponsor.get("/risks/matrix").text)
    falls = {**MATRIX, "levels": "\n".join(reversed(MATRIX["levels"].splitlines()))}
    refused = sponsor.post("/risks/matrix", target=target, **falls, **seen)
    assert (refused.status_code, 'href="#levels">A cell is lower' in refused.text) == (422, True)
    lines: dict[str, Any] = {name: tuple(text.splitlines()) for name, text in MATRIX.items()}
    office.do(PublishMatrix(**lines), by=office.sponsor)
    stale = sponsor.post("/risks/matrix", target=target, **{**MATRIX, "likelihoods": "V\nW\nX\nY\nZ"}, **seen)
    assert stale.status_code == 409
    assert "published the risk matrix" in stale.text
    assert "V\nW\nX\nY\nZ</textarea>" in stale.text


def test_others_read_the_matrix_and_publish_none(site: Site, office: Office, manager: Browser) -> None:
    assert 'method="post" action="/risks' not in manager.get("/risks/matrix").text
    assert manager.post("/risks/matrix", **MATRIX).status_code == 403


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 200), (Role.ADMINISTRATOR, 200), (Role.STAKEHOLDER, 403)])
def test_who_may_look(site: Site, office: Office, role: Role, status: int) -> None:
    office.assessed()
    browser = site.client_for(role)
    for path in ("/risks", "/risks/heat-map", "/risks/matrix", "/risks/R-001"):
        assert browser.get(path).status_code == status
    assert browser.get("/risks/new").status_code == 403


def test_readers_are_offered_nothing(site: Site, office: Office) -> None:
    office.assessed()
    auditor = site.client_for(Role.AUDITOR)
    page = auditor.get("/risks/R-001", act="assessments").text
    assert "?act=" not in page
    assert 'method="post" action="/risks' not in page
    assert "Identify a risk" not in auditor.get("/risks").text


def test_looking_changes_nothing(office: Office, manager: Browser) -> None:
    office.accepted()
    head = office.book.ledger.head()
    for path in ("/risks", "/risks/new", "/risks/heat-map", "/risks/matrix", "/risks/R-001?act=assessments"):
        assert manager.get(path).status_code == 200
    assert office.book.ledger.head() == head


def test_the_days_left_of_an_acceptance_are_counted(office: Office, manager: Browser) -> None:
    office.accepted()
    left = (office.until - office.book.now().date()) / timedelta(days=1)
    assert f"{left:.0f} days left" in manager.get("/risks/R-001").text
