"""Every act there is, as a page, as a fragment and overtaken by somebody; what cannot be read, and who may not."""

import re
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from application.corrective_actions import RecordNonconformity
from application.desk import Command
from application.issues import RaiseIssue
from application.people import AddPerson
from application.programs import ProposeProgram
from application.projects import InitiateProject
from application.reports import DraftReport, WithdrawReport
from application.risk_matrix import PublishMatrix
from application.risks import IdentifyRisk
from domain.people.words import Role
from domain.projects.state import project_id
from tests.contracts import shown
from tests.contracts.house import HERE, House
from tests.web.site import PASSWORD, Browser
from web.acts import verb
from web.corrective_actions.acts import OFFERS as OF_ACTIONS
from web.forms import TYPED, Field, fields_of
from web.issues.acts import OFFERS as OF_ISSUES
from web.people.acts import OFFERS as OF_PEOPLE
from web.programs.acts import OFFERS as OF_PROGRAMS
from web.projects.acts import OFFERS as OF_PROJECTS
from web.recorded import WORDS
from web.reports.acts import OFFERS as OF_REPORTS
from web.risks.acts import OFFERS as OF_RISKS

Typed = dict[str, str]


class Case(NamedTuple):
    """An act: on a kind of thing by its noun, or at an address of its own."""

    kind: str
    noun: str
    command: type[Command]
    address: str = ""

    def url(self, house: House) -> str:
        if self.address:
            return self.address
        assert (self.kind, self.noun) in house.places, f"nothing in the book lets anybody do {self.noun}; tell of it"
        return f"{house.places[self.kind, self.noun]}?act={self.noun}"


OFFERS = {
    "program": OF_PROGRAMS,
    "project": OF_PROJECTS,
    "risk": OF_RISKS,
    "issue": OF_ISSUES,
    "corrective_action": OF_ACTIONS,
    "report": OF_REPORTS,
    "person": OF_PEOPLE,
}
NEW = (
    Case("program", "new", ProposeProgram, "/programs/new"),
    Case("project", "new", InitiateProject, "/projects/new"),
    Case("risk", "new", IdentifyRisk, "/risks/new"),
    Case("risk", "matrix", PublishMatrix, "/risks/matrix"),
    Case("issue", "new", RaiseIssue, "/issues/new"),
    Case("corrective_action", "new", RecordNonconformity, "/corrective-actions/new"),
    Case("report", "new", DraftReport, "/reports/issued/new"),
    Case("person", "new", AddPerson, "/people/new"),
)
CASES = [*NEW, *(Case(kind, each.noun, each.command) for kind, offers in OFFERS.items() for each in offers)]
EVERY = pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}-{case.noun}" for case in CASES])
SAID = "Kestrel"
GARBAGE = {"date": "soon", "number": "many", "money": "a lot", "percent": "half", "lines": "", "rows": ""}
SAID_BY_STATE: dict[type[Command], set[str]] = {
    WithdrawReport: {"Withdraw the draft", "Withdraw the issued report"}
}  # what it is done to matters
UNREADABLE = {"date", "number", "money", "percent"}
TEXTS = {"text", "area", "lines", "email"}


def days(house: House, number: int) -> str:
    return (house.book.now().date() + timedelta(days=number)).isoformat()


def special(case: Case, house: House, on_page: dict[str, shown.Field]) -> Typed:
    """What the rules ask for beyond what a field says of itself."""
    here, ago = {"program": str(HERE)}, house.book.now().date() - timedelta(days=60)

    def choices(name: str) -> tuple[str, ...]:
        return on_page[name].choices if name in on_page else ()

    matrix = {"likelihoods": "\n".join(f"{SAID} {n}" for n in range(1, 6))}
    wanted: dict[tuple[str, str], Typed] = {
        ("program", "health"): {"rating": "red", "narrative": f"{SAID} narrative"},
        ("program", "new"): {"code": "KES"},
        ("project", "new"): {**here, "code": "KES-1"},
        ("project", "status"): {"rating": "red", "narrative": f"{SAID} narrative"},
        ("project", "baselines"): {"finish": days(house, 400), "reason": f"{SAID} reason"},
        ("project", "costs"): {"period": "2024-05"},
        ("project", "phases"): {"phase": "planning"},
        ("project", "dependency-removals"): {"on_project": str(project_id("DFT-P2"))},
        ("project", "description"): {"description": f"{SAID} description"},
        ("project", "milestone-achievements"): {"on": ago.isoformat()},
        ("project", "milestone-misses"): {"milestone": next(filter(None, choices("milestone")), "")},
        ("risk", "new"): here,
        ("risk", "matrix"): matrix,
        ("risk", "acceptance-requests"): {"approver": str(house.people["Manager"])},
        ("risk", "proximity"): {"proximity": days(house, 10)},
        ("issue", "new"): here,
        ("issue", "escalations"): {"to_whom": f"{SAID} board", "reason": f"{SAID} reason"},
        ("corrective_action", "new"): here,
        ("corrective_action", "whys"): {"without_containment": f"{SAID} reason"},
        ("corrective_action", "fishbone"): {"without_containment": f"{SAID} reason"},
        ("report", "new"): here,
        ("report", "signatures"): {"meaning": "reviewer", "password": PASSWORD},
        ("person", "new"): {"email": "kestrel@example.org", "role": "auditor"},
        ("person", "email"): {"email": "kestrel@example.org"},
        ("person", "roles"): {"role": "auditor"},
    }
    return wanted.get((case.kind, case.noun), {})


def doer(case: Case) -> str:
    return "administrator" if case.kind == "person" else "Mia Dft"


def form_of(browser: Browser, url: str) -> shown.Element:
    answer = browser.get(url)
    assert answer.status_code == 200
    return shown.by_id(shown.page(answer.text), "act")


def good(case: Case, house: House, form: shown.Element) -> Typed:
    """What a browser would send after every needed field was filled in anew."""
    typed: Typed = {}
    for field in fields_of(case.command):
        if field.needed or field.input in ("rows", "lines"):
            typed |= _filled(field, field.name, shown.fields(form), house)
    return {**shown.sent(form), **typed, **special(case, house, shown.fields(form))}


def _filled(field: Field, name: str, on_page: dict[str, shown.Field], house: House) -> Typed:
    if field.input == "rows":
        columns = [each for each in field.columns if each.needed]
        return {k: v for each in columns for k, v in _filled(each, f"{name}.0.{each.name}", on_page, house).items()}
    control = on_page.get(name)
    if control is None:
        return {}
    if control.choices or (field.input == "lines" and control.value):
        return {name: control.other}
    by_input = {"date": days(house, 20), "number": "12", "money": "1200", "percent": "35"}
    return {name: by_input.get(field.input, f"{SAID} {field.name}")}


def unreadable(case: Case, form: shown.Element) -> Typed:
    """Text in every field that no field can be content with, but for those that take any text."""
    on_page = shown.fields(form)
    typed = {name: f"<b>{SAID}</b> & more" for name, control in on_page.items() if not control.choices}
    typed |= {name: "no such choice" for name, control in on_page.items() if control.choices}
    for field in fields_of(case.command):
        if field.name in typed and field.input in GARBAGE:
            typed[field.name] = GARBAGE[field.input]
        if field.name in typed and field.needed and field.input in TEXTS:
            typed[field.name] = ""
    typed |= {name: "" for name in typed if re.search(r"\.\d+\.", name)}
    return {**shown.sent(form), **typed, **({"true_since": "soon"} if "true_since" in on_page else {})}


def send(browser: Browser, form: shown.Element, typed: Typed, *, target: str = "") -> Any:
    return browser.post(form["action"], target=target, **{k: v for k, v in typed.items() if k != "_csrf_token"})


def refused(answer: Any) -> str:
    """What a page says is wrong, for the message of a failed test."""
    return f"{answer.status_code}: {re.findall(r'<li>(?:<a href=.#.*?)?([^<]+)', answer.text)}"


@EVERY
def test_its_form_names_every_field_and_its_button_says_the_act(house: House, case: Case) -> None:
    form = form_of(house.as_(doer(case)), case.url(house))
    assert all(field.label for field in shown.fields(form).values())
    asked = {each.name for each in fields_of(case.command) if each.needed and each.input not in ("rows", "hidden")}
    assert asked <= set(shown.fields(form))
    (button,) = form.all("button")
    assert button.text in SAID_BY_STATE.get(case.command, {verb(case.command)})


@EVERY
def test_it_is_recorded_once_and_its_page_says_so(own_house: House, case: Case) -> None:
    contributes = Role.CONTRIBUTOR in case.command.ROLES
    browser, before = own_house.as_("contributor" if contributes else doer(case)), own_house.head()
    form = form_of(browser, case.url(own_house))
    typed = good(case, own_house, form)
    answer = send(browser, form, typed)
    assert answer.status_code == 303, refused(answer)
    after = own_house.head()
    assert after > before
    page = shown.page(browser.get(answer.headers["Location"]).text)
    assert f"{WORDS[case.command.__name__]} recorded at position {after}." in page.text
    said = [line for text in typed.values() for line in text.splitlines() if SAID in line]
    assert not said or any(text in page.text for text in said)
    again = send(browser, form, typed)
    assert (again.status_code, own_house.head()) == (303, after), refused(again)


@pytest.mark.parametrize("case", NEW, ids=[case.address for case in NEW])
def test_a_beginning_sent_by_htmx_is_recorded_and_htmx_told_where_to_go(own_house: House, case: Case) -> None:
    browser, before = own_house.as_(doer(case)), own_house.head()
    form = form_of(browser, case.url(own_house))
    _followed(browser, send(browser, form, good(case, own_house, form), target="act"))
    assert own_house.head() > before


UNDATED = ("person", "report")  # what is decided of these is dated by the clock
ASKED = [case for case in CASES if case.kind not in UNDATED or fields_of(case.command)]  # the others ask nothing


@pytest.mark.parametrize("case", ASKED, ids=[f"{case.kind}-{case.noun}" for case in ASKED])
def test_what_cannot_be_read_comes_back_with_every_error_at_its_field(house: House, case: Case) -> None:
    browser, before = house.as_(doer(case)), house.head()
    form = form_of(browser, case.url(house))
    typed = unreadable(case, form)
    page, fragment = (send(browser, form, typed, target=target) for target in ("", "act"))
    assert (page.status_code, fragment.status_code) == (422, 422)
    for root in (shown.page(page.text), shown.page(fragment.text)):
        found = shown.by_id(root, "act")
        pointed = {link.removeprefix("#") for link in shown.links(shown.by_id(found, "problem"))}
        assert wrong_of(case, form) <= pointed
        assert pointed <= set(shown.ids(root))
        assert shown.kept(found, {k: v for k, v in typed.items() if v != "no such choice"}) == []
    assert fragment.text.strip().startswith("<form")
    assert house.head() == before


def wrong_of(case: Case, form: shown.Element) -> set[str]:
    """The fields about which something has to be said: what is needed, and what cannot be read."""
    on_page = shown.fields(form)
    named = [field for field in fields_of(case.command) if field.name in on_page and field.input != "rows"]
    chosen = {field.name for field in named if on_page[field.name].choices}
    return {*({"true_since"} & set(on_page)), *chosen, *(f.name for f in named if f.needed or f.input in UNREADABLE)}


def asks_for_figures(case: Case) -> bool:
    """Whether it asks for days and amounts, which are typed as words are."""
    return any(field.input in TYPED - TEXTS for field in fields_of(case.command))


@pytest.mark.parametrize("case", CASES[len(NEW) :], ids=[f"{case.kind}-{case.noun}" for case in CASES[len(NEW) :]])
def test_overtaken_it_says_by_whom_keeps_what_was_typed_and_can_be_sent_again(own_house: House, case: Case) -> None:
    browser, before = own_house.as_(doer(case)), own_house.head()
    form = form_of(browser, case.url(own_house))
    typed = good(case, own_house, form)
    overtaken = {**typed, "version": str(int(typed["version"]) - 1)}
    page, fragment = (send(browser, form, overtaken, target=target) for target in ("", "act"))
    assert (page.status_code, fragment.status_code) == (409, 409)
    assert own_house.head() == before
    found, block = (shown.by_id(shown.page(answer.text), "act") for answer in (page, fragment))
    told = shown.by_id(found, "stale").text
    assert re.search(r"(Steward|Mia|Lena) .+, position \d+", told), told
    assert shown.kept(found, typed) == []
    assert fragment.headers["HX-Retarget"] == "#main", "the page around it has changed too"
    wrote = any(SAID.lower() in text.lower() for text in typed.values())
    assert ("Your text is kept" in told) is wrote or asks_for_figures(case)
    assert shown.by_id(block, "stale").text == told
    _followed(browser, send(browser, found, {**typed, **hidden(found)}, target="act"))
    assert own_house.head() > before


def _followed(browser: Browser, answer: Any) -> None:
    """Htmx was told where to go, and there is a page."""
    assert (answer.status_code, answer.text) == (200, ""), refused(answer)
    assert browser.get(answer.headers["HX-Redirect"]).status_code == 200


def hidden(form: shown.Element) -> Typed:
    return {each["name"]: each["value"] for each in form.all("input") if each["type"] == "hidden"}


@EVERY
def test_who_may_not_do_it_is_not_offered_it_and_refused(house: House, case: Case) -> None:
    before = house.head()
    url = case.url(house)
    form = form_of(house.as_(doer(case)), url)
    typed = good(case, house, form)
    for who in refused_to(case):
        browser = house.as_(who)
        assert who != "auditor" or 'id="act"' not in browser.get(url).text
        answer = send(browser, form, typed)
        assert answer.status_code == (404 if _hidden_from(who, case) else 403), (who, refused(answer))
    assert house.head() == before


def refused_to(case: Case) -> list[str]:
    reading = ["auditor", "stakeholder"]
    if case.kind == "person":
        return [*reading, "contributor", "manager", "stranger"]
    others = ["administrator"] if case.address else ["administrator", "stranger"]
    return [*reading, *others, *(() if Role.CONTRIBUTOR in case.command.ROLES else ["contributor"])]


def _hidden_from(who: str, case: Case) -> bool:
    return who == "stranger" and case.kind != "person"
