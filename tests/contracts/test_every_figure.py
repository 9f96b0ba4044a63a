"""Every figure of the overviews and reports leads to what made it, and what it leads to says the same figure."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from application.programs import DeclareProgramHealth, SetTolerance
from application.projects import ApproveBaseline, ReportStatus
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import Rating
from tests.contracts import shown
from tests.contracts.house import House
from tests.contracts.shown import Element
from tests.web.site import Browser

REPORTS = "/reports"
REPORT = "/reports/programs/DFT?at={head}&since=20"
OVERVIEWS = (
    *("/", "/programs", "/programs/DFT", "/projects", "/projects/DFT-P1", "/timeline", "/my-work"),
    *("/risks", "/risks?level=medium", "/risks/heat-map", "/issues", "/corrective-actions"),
)
COMPARISONS = (
    *("/compare?from=20", "/compare?from=20&program=DFT", "/compare?from=0", "/compare?from=20&to={head}"),
    *("/compare?from=20&to=60&program=DFT&what=project", "/compare?from=20&what=corrective_action"),
    *("/compare?from=20&to=60&to_clock=now", "/compare?from=20&to=60&from_clock=now&program=DFT"),
    *("/compare?from=20&what=report", "/compare?from=20&what=person", "/compare?from=20&program=DFT&what=program"),
)
HISTORY = "/programs/DFT/history"
BRIDGE = "/reports/bridge?from=RP-001&to=RP-002"
FIGURE = re.compile(r"\d")
SAID = re.compile(r"\d[\d\s.,\N{NARROW NO-BREAK SPACE}]*|[A-Z][a-z]+(?:/[A-Z][a-z]+)?")
# What is no figure: when and where in the record something was said, the frames of a history, the name of a thing or a
# group, its version, and the scales of charts, whose numbers stand in a table beside them.
NAMED = re.compile(
    r"From position .* to position [^.]+|position [\d\N{NARROW NO-BREAK SPACE}]+|version \d+|rule \d+|Rule \d+"
    r"|last change .*|(?:R|RP|I|CA|DFT)-\w+|12 months|since \d+ \w+ \d{4}|Today, \d+ \w+ \d{4}|over 180 ?d|Last 8 \w+"
    r"|As it was on \d+ \w+ \d{4}|[\d ]+months|Q\d \d{4}|^\d+ rows?|\d+ of (?=$)"
    r"|frame \d+ of \d+|\w+day \d+ \w+ \d{4}|\d+ \w+ \d{4} to \d+ \w+ \d{4} · \d+ \w+"
    r"|[Mm]oved (?:by )?more than \d+ days|(?:up to|over) \d+ days: |\d+ to \d+ days: "
)


@pytest.mark.parametrize("address", [*OVERVIEWS, BRIDGE, HISTORY])
def test_a_figure_of_an_overview_leads_to_what_made_it(house: House, address: str) -> None:
    assert _bare(house.as_("manager").get(address).text) == []


def test_so_do_the_arithmetic_of_a_project_and_each_move_of_its_finish(own_house: House) -> None:
    project, browser = project_id("DFT-P1"), own_house.as_("manager")
    own_house.do(SetTolerance(thing=program_id("DFT"), time_days=180, cost_bp=1_000))
    own_house.do(ApproveBaseline(thing=project, finish=date(2030, 1, 1), cost_minor=100_00, reason="Anew"))
    for finish, cost in ((date(2030, 3, 1), 104_00), (date(2031, 3, 1), 140_00)):
        own_house.do(ReportStatus(thing=project, rating=Rating.RED, finish=finish, whole_life=cost))
    page = browser.get("/projects/DFT-P1").text
    assert "424 days late, 180 allowed" in page
    assert _bare(page) == []
    links = {each["href"]: _words(each) for each in shown.page(page).all("a") if each["class"] == "fig"}
    assert [href for href, words in links.items() if not _same(words, _made(browser, href))] == []


@pytest.mark.parametrize("path", ["/projects", "/risks", "/issues", "/corrective-actions"])
def test_a_list_that_comes_alone_has_the_figures_of_its_page_also_in_the_past(house: House, path: str) -> None:
    browser, at = house.as_("manager"), house.head() - 60
    page = shown.page(browser.get(path, at=at).text)
    alone = shown.page(browser.fragment(path, "list", at=at).text)
    figures = [[each["href"] for each in part.all("a") if each["class"] == "fig"] for part in (page, alone)]
    assert figures[0][-len(figures[1]) :] == figures[1]
    assert len(figures[1]) > 3


@pytest.mark.parametrize("address", COMPARISONS)
def test_a_figure_of_a_comparison_leads_to_what_made_it_at_its_own_moment(house: House, address: str) -> None:
    root = shown.page(house.as_("manager").get(address.format(head=house.head())).text)
    sides = set(
        re.findall(r"position (\d+)", next(each for each in root.all("p") if each["class"] == "sub").text.lower())
    )
    cards = next(each for each in root.all("dl") if each["class"] == "kpis")
    for value in cards.all("dd"):
        links = list(value.all("a"))
        bare = [text for text in value.inside if isinstance(text, str) and text.strip(" →")]
        assert links, value.text
        assert bare == [], value.text
        assert all(each["href"].startswith(("/trace/", "/compare/figures/")) for each in links)
        assert {found for each in links for found in re.findall(r"\bat=(\d+)", each["href"])} <= sides


def test_a_rating_that_went_and_came_back_is_told(own_house: House) -> None:
    start = own_house.head()
    for rating in (Rating.AMBER_RED, Rating.AMBER):
        own_house.do(DeclareProgramHealth(thing=program_id("DFT"), rating=rating, narrative="It goes on"))
    page = own_house.as_("manager").get(f"/compare?from={start}&program=DFT").text
    root = shown.page(page)
    assert any(each.text == "Amber after Amber/Red in between" for each in root.all("dd"))


def test_on_a_past_program_page_what_is_so_now_leads_to_what_makes_it_now(own_house: House) -> None:
    at, browser = own_house.head(), own_house.as_("manager")
    status: dict[str, Any] = {"rating": Rating.RED, "finish": date(2031, 10, 16), "whole_life": 1_878_912_345_678}
    own_house.do(ReportStatus(thing=project_id("DFT-P1"), **status))
    root = shown.page(browser.get(f"/programs/DFT?at={at}").text)
    marks = [each for each in root.all("small") if each["class"] == "now"]
    assert [each.text for each in marks if not list(each.all("a"))] == []
    assert len(marks) == len(status)
    links = {link["href"]: _words(link) for each in marks for link in each.all("a")}
    assert [href for href in links if "at=" in href] == []
    assert {href for href, words in links.items() if not _same(words, _made(browser, href))} == set()


@pytest.mark.parametrize("person", ["manager", "reader"])
def test_a_rating_in_the_list_of_reports_leads_to_that_of_the_report(house: House, person: str) -> None:
    browser = house.as_(person)
    table = next(each for each in shown.page(browser.get(REPORTS).text).all("table") if each["id"] == "programs")
    ratings = [each for each in table.all("a") if each["class"] == "fig"]
    assert len(ratings) == len(list(table.all("tr"))) - 1
    for each in ratings:
        assert _same(_words(each), _made(browser, each["href"])), each["href"]


def test_how_often_a_report_was_signed_leads_to_its_signatures(house: House) -> None:
    browser = house.as_("reader")
    root = shown.page(browser.get("/reports").text)
    table = next(each for each in root.all("table") if each["id"] == "issued")
    told = [cell for row in table.all("tr") for cell in list(row.all("td"))[-1:]]
    assert told
    for cell in told:
        (link,) = cell.all("a")
        address, _, anchor = link["href"].partition("#")
        page = shown.page(browser.get(address).text)
        card = next(each for each in page.all("section") if each["id"] == anchor)
        assert len(list(card.all("td"))) == 3 * int(cell.text), "Of each signature: when, in what meaning, its event."


@pytest.mark.parametrize("address", ["/", "/programs", "/programs/DFT", "/programs/OTH", "/projects/DFT-P1"])
def test_in_the_past_a_figure_leads_to_what_made_it_by_then(house: House, address: str) -> None:
    browser, at = house.as_("manager"), house.head() - 3
    root = shown.page(browser.get(f"{address}?at={at}").text)
    now = {id(link) for each in root.all("small") if each["class"] == "now" for link in each.all("a")}
    figures = [each for each in root.all("a") if each["class"] == "fig" and id(each) not in now]
    links = {each["href"]: _words(each) for each in figures}
    assert links
    assert [href for href in links if f"at={at}" not in href] == []
    for href, words in links.items():
        answer = browser.get(href)
        assert _same(words, _made(browser, href)), href
        assert all(1 <= each <= at for each in _events(shown.page(answer.text))), href


def test_every_figure_in_a_register_of_a_report_opens_what_made_it_to_who_reads_reports(house: House) -> None:
    browser, head = house.as_("reader"), house.head()
    root = shown.page(browser.get(REPORT.format(head=head)).text)
    cells = [cell for body in root.all("tbody") for cell in body.all("td") if not list(cell.all("del", "ins", "svg"))]
    figures = [cell for cell in cells if FIGURE.search(cell.text) or any("tag" in each["class"] for each in cell.all())]
    assert len(figures) > 40
    assert [cell.text for cell in figures if not list(cell.all("a")) and cell.text not in _prose(root)] == []
    inner: set[str] = set()
    different: dict[str, list[str]] = {}
    for href, words in {each["href"]: _words(each) for each in root.all("a") if each["class"] == "fig"}.items():
        page = shown.page(browser.get(href).text)
        assert all(1 <= each <= head for each in _events(page)), href
        if not _same(words, _said(page, href)):
            different[href] = words
        inner |= {each["href"] for each in next(page.all("main")).all("a") if each["href"].startswith("/")}
    assert different == {}
    assert {href: status for href in inner if (status := browser.get(href).status_code) not in (200, 303)} == {}


def test_no_number_of_a_report_stands_bare(house: House) -> None:
    """Whatever its sentences count, and what was before a change, leads to what made it."""
    sheet = next(shown.page(house.as_("reader").get(REPORT.format(head=house.head())).text).all("article"))
    told = [each for each in sheet.all() if not _is_about_the_report(each)]
    texts = [(each, NAMED.sub("", part)) for each in told for part in each.inside if isinstance(part, str)]
    assert len(texts) > 100
    assert [
        text
        for each, text in texts
        if FIGURE.search(text) and not any(one.tag == "a" for one in (each, *each.around()))
    ] == []


@pytest.mark.parametrize("address", ["/", "/programs", "/programs/DFT"])
def test_a_zero_leads_to_its_rule_and_to_no_event(house: House, address: str) -> None:
    """The cells of a heat map are left out: 25 links that say one thing; its total opens the rule."""
    browser = house.as_("manager")
    root = shown.page(browser.get(address).text)
    inside = [each for body in root.all("tbody") for each in body.all("td") if each["class"].startswith("n")]
    zeros = [each for each in inside if re.match(r"(?:0|not set|\N{MIDDLE DOT})(?!\S)", each.text)]
    assert not [each.text for each in inside if re.match(r"£0(?!\S)", each.text)], "What is not known is no zero."
    charts = {id(each) for part in root.all("table") if part["id"] == "arithmetic" for each in part.all()}
    assert [each.text for each in zeros if id(each) not in charts and not list(each.all("a"))] == []
    for href in {
        part["href"] for each in zeros for part in each.all("a") if part.text == "0" or "whole-life" in part["href"]
    }:
        page = shown.page(browser.get(href).text)
        assert next(each for each in page.all("p") if each["class"] == "made").text in ("0", "not set"), href
        assert "no event made it" in page.text or "whole-life-cost" in href


@pytest.mark.parametrize("at", ["", "?at={head}"], ids=["now", "past"])
@pytest.mark.parametrize("person", ["Mia Dft", "manager", "auditor"])
def test_every_number_and_day_of_my_work_opens_what_made_it(house: House, person: str, at: str) -> None:
    browser, head = house.as_(person), house.head() - 1
    main = next(shown.page(browser.get(f"/my-work{at.format(head=head)}").text).all("main"))
    tags = [each for each in main.all("span") if each["class"].startswith("tag")]
    counts = [each for card in main.all("section") if card["id"] != "nothing" for each in card.all("header")]
    assert [each.text for each in tags if not _leads(each)] == []
    assert [each.text for each in counts if not list(each.all("a"))] == []
    sub = next(each for each in main.all("p") if each["class"] == "sub")
    assert not [part for part in sub.inside if isinstance(part, str) and FIGURE.search(part)]
    for link in (each for each in main.all("a") if each["class"] == "fig"):
        assert not at or f"at={head}" in link["href"]
        told = shown.page(browser.get(link["href"]).text)
        value = next(each for each in told.all("p") if each["class"] == "made").text
        assert value == re.sub(r" things?$", "", link.text), link["href"]
        assert all(1 <= each <= head + 1 - bool(at) for each in _events(told))


@pytest.mark.parametrize("address", [*OVERVIEWS, *COMPARISONS, HISTORY, BRIDGE])
def test_what_a_figure_leads_to_says_the_same(house: House, address: str) -> None:
    browser = house.as_("manager")
    root = shown.page(browser.get(address.format(head=house.head())).text)
    links = {each["href"]: _words(each) for each in root.all("a") if each["class"] == "fig"}
    found = {href: _made(browser, href) for href in links}
    assert links
    different = {href: (links[href], made) for href, made in found.items() if not _same(links[href], made)}
    assert different == {}


def test_a_number_that_leads_to_a_list_is_the_length_of_that_list(house: House) -> None:
    browser = house.as_("manager")
    told = 0
    for address in ("/", "/issues", "/corrective-actions", "/risks/heat-map"):
        root = shown.page(browser.get(address).text)
        for href, number in _counts(root):
            told += 1
            assert _length(browser, href) == number, f"{address} says {number} and leads to {href}"
    assert told > 20


def test_a_figure_that_is_not_there_is_answered_with_a_sentence(house: House) -> None:
    browser, head = house.as_("manager"), house.head()
    answers = {
        "/trace/no-such-figure": (404, "There is no figure of this name"),
        "/trace/computed-health?program=NO": (404, "There is no such page"),
        "/trace/computed-health": (400, "Program: say whose health it is"),
        "/trace/whole-life-cost?currency=ZZZ": (400, "Currency: choose one of GBP"),
        "/trace/finish?project=NO": (404, "There is no such page"),
        "/trace/milestone?milestone=no": (404, "There is no such page"),
        "/trace/heat?level=dreadful": (400, "Level: choose one of"),
        "/trace/attention?group=all": (400, "Group: choose one of"),
        "/trace/moves?since=soon": (400, "Since: enter the date"),
        "/compare/figures/nothing": (404, "There is no such page"),
        "/compare/figures/health": (404, "There is no such page"),
        "/compare/figures/risk?side=left": (400, "Side: choose one of from, to."),
        f"/compare/figures/cost?from={head + 9}": (400, f"the book ends at position {head}"),
        f"/trace/projects?at={head + 9}": (400, "The book ends at position"),
        f"/reports/programs/DFT/figures/projects.rows.999.cost?at={head}": (404, "This report has no figure at"),
        f"/reports/programs/DFT/figures/title?at={head}": (404, "This report has no figure at"),
        f"/reports/programs/DFT/figures/in_short.0.1?at={head + 9}": (400, "The book ends at position"),
        "/reports/programs/NO/figures/in_short.0.1?at=20": (404, "There is no program NO among yours"),
    }
    for address, (status, sentence) in answers.items():
        answer = browser.get(address)
        assert (answer.status_code, sentence in answer.text) == (status, True), address


def _bare(page: str) -> list[tuple[str, str]]:
    texts = _texts(shown.page(page))
    return [(each.tag, text) for each, text in texts if FIGURE.search(NAMED.sub("", text)) and not _leads(each)]


def _texts(root: Element) -> Iterator[tuple[Element, str]]:
    """Every text of the page itself; of the menu, its counts."""
    main = next(root.all("main"))
    skipped = {id(each) for part in main.all("form", "svg", "option", "time", "q", "pre") for each in part.all()}
    records = {id(each) for part in main.all("ol") if part["class"] == "trail" for each in part.all()}
    for each in (*main.all(), *(span for span in root.all("span") if span["class"] == "count")):
        told = id(each) in skipped | records or each["aria-hidden"] or _is_name(each)
        if not told:
            yield from ((each, part) for part in each.inside if isinstance(part, str) and part.strip())


def _is_name(element: Element) -> bool:
    """What people wrote: names and texts of things, and what is said of one thing in words beside its link."""
    inside = [element, *element.around()]
    told = any(each.tag in ("th", "h1", "h2", "h3", "label", "del", "ins") for each in inside)
    return told or any(each["class"] in ("prose", "pager", "crumbs", "note") for each in inside)


def _is_about_the_report(element: Element) -> bool:
    """Its cover, its rules and how it is checked, the names of its rows, and the scale of its bars."""
    inside = [element, *element.around()]
    return any(each.tag in ("th", "header", "svg") or each["class"] in ("rules", "small") for each in inside)


def _leads(element: Element) -> bool:
    return any(each.tag == "a" for each in (element, *element.around())) or _beside(element)


def _beside(element: Element) -> bool:
    """What is said of a thing that waits, whose figure or event stands before it; the length of the list it heads."""
    inside = [element, *element.around()]
    waits = next(
        (each for each in inside if each.tag == "li" and any(one["class"] == "attn" for one in each.around())), None
    )
    if waits:
        return any(each["class"] == "fig" or "/record/" in each["href"] for each in waits.all("a"))
    card = next((each for each in inside if each.tag == "section"), None)
    headed = card and any(each.tag == "header" for each in inside)
    return bool(headed and card and element.text == str(len(list(card.all("li")))))


def _words(link: Element) -> list[str]:
    strip = [each for each in link.all("span") if each["role"] == "img"]
    return [] if strip else SAID.findall(link.text.replace("\N{NO-BREAK SPACE}", " "))


def _made(browser: Browser, href: str) -> str:
    answer = browser.get(href)
    assert answer.status_code == 200, href
    return _said(shown.page(answer.text), href)


def _said(root: Element, href: str) -> str:
    told = next(each for each in root.all("p") if each["class"] == "made").text
    if "-health" in href:  # its arithmetic stands below it
        told += next(each for each in root.all("section") if each["aria-label"] == "The figure and its rule").text
    if "/attention" in href:  # what is said of one line of the list stands in its row
        told += next(root.all("main")).text + "Red, new Escalated Lapses Does not agree"
    return told.replace("\N{NO-BREAK SPACE}", " ")


def _same(words: list[str], made: str) -> bool:
    """Every number that the link shows, and the first of its words, stand in what it leads to."""
    numbers = [word.strip() for word in words if FIGURE.search(word)]
    return all(number in made for number in numbers) and (bool(numbers) or not words or words[0] in made)


def _prose(root: Element) -> set[str]:
    """What is said in words beside a risk or a change, and when and by whom a rating was declared, which opens it."""
    tables = [each for each in root.all("table") if each["id"] in ("risks", "decisions", "asks", "changes")]
    declared = {cell.text for cell in root.all("td") if re.match(r"Declared \d+ \w+ \d{4} by ", cell.text)}
    return declared | {cell.text for table in tables for cell in table.all("td") if not cell["class"]}


def _events(root: Element) -> list[int]:
    """The positions that a trace lists."""
    return [int(each["href"].rpartition("/")[2].partition("?")[0]) for each in root.all("a") if each["class"] == "p"]


def _counts(root: Element) -> Iterator[tuple[str, int]]:
    """The links to lists whose words are a number, or begin with one."""
    for link in root.all("a"):
        number = re.match(r"[\d\N{NARROW NO-BREAK SPACE}]+", link.text)
        lists = ("/risks", "/issues", "/corrective-actions", "/programs", "/projects", "/my-work")
        counted = [span for span in link.all("span") if span["class"] == "count"]
        text = counted[0].text if counted else number.group() if number else ""
        if text and link["href"].partition("?")[0] in lists:
            yield link["href"], int(re.sub(r"\D", "", text))


def _length(browser: Browser, href: str) -> int:
    root = shown.page(browser.get(href).text)
    if href == "/my-work":
        groups = {"overdue", "week", "later"}
        return sum(len(list(card.all("li"))) for card in root.all("section") if card["id"] in groups)
    sub = next(each for each in root.all("p") if each["class"] == "sub")
    found = re.match(r"[\d\N{NARROW NO-BREAK SPACE}]+", sub.text)
    assert found, sub.text
    return int(re.sub(r"\D", "", found.group()))
