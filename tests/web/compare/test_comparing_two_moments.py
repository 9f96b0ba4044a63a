"""The page that compares: what differs and why, for whom, by which clock, and what it says of bad questions."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD, Command
from application.ledger import Ask
from application.programs import RenameProgram
from application.projects import CancelProject, InitiateProject, ReportStatus
from domain.people.words import Role
from domain.programs.state import program_id
from domain.projects.state import project_id
from domain.projects.words import Rating
from tests.web.site import Browser, Site


class Told:
    """Two programs with a project each, and what happened to them after a position."""

    def __init__(self, site: Site) -> None:
        self.site = site
        for code in ("DFT", "OTH"):
            site.program(code, f"Program {code}")
            site.do(InitiateProject(program=program_id(code), code=f"{code}-P1", name=f"Rail {code}"))
            site.do(ReportStatus(thing=project_id(f"{code}-P1"), rating=Rating.GREEN, finish=date(2030, 1, 1)))
        site.do(InitiateProject(program=program_id("DFT"), code="DFT-P2", name="Road"))
        self.start = site.book.ledger.head()
        self.moved = self.do(ReportStatus(thing=project_id("DFT-P1"), rating=Rating.RED, finish=date(2031, 3, 1)))
        self.elsewhere = self.do(ReportStatus(thing=project_id("OTH-P1"), rating=Rating.RED, finish=date(2032, 2, 2)))
        self.do(CancelProject(thing=project_id("DFT-P2"), reason="No funding"))
        self.do(InitiateProject(program=program_id("DFT"), code="DFT-P3", name="Tram"))

    def do(self, command: Command, *, note: str = "", days_ago: int = 0) -> int:
        now = self.site.book.now()
        since = now - timedelta(days=days_ago) if days_ago else None
        ask = Ask(by=STEWARD, at=now, command=uuid4(), reason=note, effective_at=since)
        return self.site.book.desk.do(command, ask).positions[-1]


@pytest.fixture
def told(site: Site) -> Told:
    return Told(site)


@pytest.fixture
def reader(site: Site, told: Told) -> Browser:
    return site.client_for(Role.AUDITOR)


def text(page: Any) -> str:
    """What is read, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.text.partition("<main")[2]).replace("\u202f", " ").split())


def test_each_difference_names_its_field_both_values_and_the_event(told: Told, reader: Browser) -> None:
    page = reader.get("/compare", **{"from": told.start})
    assert page.status_code == 200
    assert "<del>1 Jan 2030</del>" in page.text
    assert "<ins>1 Mar 2031</ins>" in page.text
    assert f"/record/{told.moved}" in page.text
    assert "Delivery confidence Green Red" in text(page)


def test_what_came_and_what_ended_stand_apart_and_nothing_disappears(told: Told, reader: Browser) -> None:
    shown = text(reader.get("/compare", what="project", **{"from": told.start}))
    assert "Added 1 thing added" in shown
    assert re.search(r"Tram Project", shown)
    assert re.search(r"Closed or withdrawn 1 thing .*Road .*Cancelled: No funding", shown)


def test_a_month_ago_and_now_is_where_it_begins(told: Told, reader: Browser) -> None:
    shown = text(reader.get("/compare"))
    assert "before the book began and now" in shown
    assert "things added" in shown


def test_the_figures_at_the_top_count_what_goes_on_and_what_moved(told: Told, reader: Browser) -> None:
    shown = text(reader.get("/compare", program=str(program_id("DFT")), what="project", **{"from": told.start}))
    assert "Projects that go on 2 → 2" in shown
    assert "Finish moved over 180 days 1 of 1 that have one at both moments; not against the baseline" in shown
    assert "Rail OTH" not in shown


def test_one_thing_shows_every_field_that_is_not_the_same(told: Told, reader: Browser) -> None:
    shown = text(reader.get("/compare", thing="dft-p1", **{"from": told.start}))
    assert "Rail DFT: position" in shown
    assert "Finish" in shown
    assert "Tram" not in shown


def test_a_word_of_a_name_offers_what_it_may_mean(told: Told, reader: Browser) -> None:
    page = reader.get("/compare", thing="rail")
    assert page.status_code == 400
    assert "choose what you mean" in page.text
    assert "thing=DFT-P1" in page.text


def test_what_was_learned_later_about_a_day_is_a_question_of_its_own(told: Told, reader: Browser) -> None:
    report = ReportStatus(thing=project_id("DFT-P1"), rating=Rating.RED, finish=date(2033, 5, 5))
    late = told.do(report, note="Letter", days_ago=2)
    moment = {"from": told.start, "to": told.start}
    page = reader.get("/compare", **moment, to_clock="now")
    assert re.search(r"Finish 1 Jan 2030 5 May 2033 Letter", text(page))
    assert f"/record/{late}" in page.text
    assert "Road" not in page.text.partition("<table")[2]
    assert "Both sides are the same moment" in reader.get("/compare", **moment).text
    assert "Nothing differs" not in reader.get("/compare", **moment, from_clock="now").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": "99999"}, "the book ends at position"),
        ({"from": "x"}, "enter a position such as 1204, or a date such as 31 Mar 2026"),
        ({"from": "-1"}, "enter a position such as 1204, or a date such as 31 Mar 2026"),
        ({"from_date": "soon"}, "enter the date as day, month and a four-figure year"),
        ({"from_date": "2199-01-01"}, "is still to come"),
        ({"what": "zzz"}, "What: “zzz” is not in the list"),
        ({"from_clock": "zzz"}, "Earlier, by what: “zzz” is not in the list"),
        ({"from": "3", "from_date": "2026-01-01"}, "a position or a date, not both"),
        ({"from": "9", "to": "3"}, "swap them"),
        ({"program": "nothing"}, "choose one from the list"),
        ({"program": str(UUID(int=5))}, "choose one from the list"),
        ({"thing": "Z-999"}, "nothing that you may see is called"),
        ({"from": "9" * 30}, "enter a position such as 1204, or a date such as 31 Mar 2026"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_a_sentence(
    told: Told, reader: Browser, query: dict[str, str], sentence: str
) -> None:
    page = reader.get("/compare", **query)
    assert page.status_code == 400
    assert sentence in page.text
    assert reader.get("/compare/export/csv", **query).status_code == 400


def test_the_wrong_way_round_offers_to_swap(told: Told, reader: Browser) -> None:
    page = reader.get("/compare", **{"from": told.start + 1, "to": told.start, "from_clock": "now"})
    (swapped,) = set(re.findall(r'href="(/compare\?[^"]*)">Swap the', page.text))
    after = reader.get(swapped.replace("&amp;", "&"))
    assert after.status_code == 200


def test_a_position_is_read_as_it_is_shown_on_a_page(told: Told, reader: Browser) -> None:
    for written in (f"0,00{told.start}", f"0\N{NARROW NO-BREAK SPACE}00{told.start}", f" {told.start} "):
        assert reader.get("/compare", **{"from": written}).status_code == 200
        assert reader.get("/projects", at=written).status_code == 200
        assert reader.get("/record", before=written).status_code == 200


def test_position_0_is_where_nothing_was_recorded_yet(told: Told, reader: Browser) -> None:
    assert reader.get("/compare", **{"from": "0", "to": "0"}).status_code == 200
    assert "things added" in text(reader.get("/compare", **{"from": "0"}))


def test_a_person_of_one_program_sees_nothing_of_another(told: Told, site: Site) -> None:
    local = site.client_for(Role.CONTRIBUTOR, program_id("DFT"), name="Local")
    told.do(RenameProgram(thing=program_id("OTH"), name="Secret"))
    page = local.get("/compare", **{"from": told.start}, all="yes")
    assert "Rail DFT" in page.text
    assert not re.search(r"OTH|Secret", page.text.partition("<main")[2])
    assert f"/record/{told.elsewhere}" not in page.text
    assert local.get("/compare", thing="OTH-P1").status_code == 400
    assert local.get("/compare", program=str(program_id("OTH"))).status_code == 400
    assert "OTH" not in local.get("/compare/export/csv", **{"from": "0"}).text


def test_the_file_holds_every_difference_and_its_taking_is_noted(told: Told, reader: Browser) -> None:
    answer = reader.get("/compare/export/csv", **{"from": told.start})
    assert answer.status_code == 200
    assert "Changed,Project,DFT-P1,Rail DFT,Finish,1 Jan 2030,1 Mar 2031," in answer.text
    (noted,) = told.site.book.database.rows("SELECT what FROM looks WHERE kind = 'export'")
    assert "as CSV" in noted[0]
    assert reader.get("/compare/export/xlsx", **{"from": told.start}).content[:2] == b"PK"
    assert reader.get("/compare/export/exe", **{"from": told.start}).status_code == 404
    head = told.site.book.ledger.head()
    for asked, name in (
        ({}, f"{told.start}-to-{head}-known-then"),
        ({"from_clock": "now", "to_clock": "now", "program": "dft"}, f"{told.start}-to-{head}-known-now-DFT"),
        ({"to": told.start, "to_clock": "now"}, f"{told.start}-known-then-to-{told.start}-known-now"),
        ({"thing": "DFT-P1", "what": "project"}, f"{told.start}-to-{head}-known-then-DFT-P1-project"),
    ):
        sent = reader.get("/compare/export/csv", **{"from": told.start, **asked}).headers["Content-Disposition"]
        assert sent == f'attachment; filename="steward-comparison-{name}.csv"'


def test_in_the_past_now_is_the_moment_that_is_looked_at(told: Told, reader: Browser) -> None:
    page = reader.get("/compare", at=told.start, **{"from": "3"})
    assert page.status_code == 200
    assert "Tram" not in page.text
    assert reader.get("/compare", at=told.start, **{"from": told.start + 1}).status_code == 400


def test_a_page_in_the_past_leads_to_the_comparison_with_now_and_to_what_was_not_known_yet(
    told: Told, reader: Browser
) -> None:
    page = reader.get("/projects/DFT-P1", at=told.start).text
    beside = [each.replace("&amp;", "&") for each in re.findall(r'href="(/compare[^"]*from=[^"]*)"', page)]
    assert beside == [
        f"/compare?thing=DFT-P1&from={told.start}",
        f"/compare?thing=DFT-P1&from={told.start}&to={told.start}&to_clock=now",
    ]
    assert [reader.get(each).status_code for each in beside] == [200, 200]


def test_before_the_book_began_is_a_moment_that_can_be_looked_at_and_compared_with(told: Told, reader: Browser) -> None:
    shown = text(reader.get("/compare", from_date="1999-01-01"))
    assert "1 January 1999, before the book began and now" in shown
    assert "things added" in shown
    assert "before the book began" in text(reader.get("/compare", **{"from": "0"}))
    assert "Before the book began" in text(reader.get("/", at="1999-01-01"))


def test_the_fields_say_the_moments_that_are_shown_and_they_are_those_of_the_portfolio(
    told: Told, reader: Browser, site: Site
) -> None:
    day, today = site.book.now().date() - timedelta(days=31), site.book.now().date()
    page = reader.get("/compare").text
    assert f'name="from_date" value="{day}"' in page
    assert f'name="to_date" value="{today}"' in page
    assert f'name="since" value="{day}"' in reader.get("/").text
    typed = reader.get("/compare", **{"from": told.start, "from_date": str(day), "to_date": str(today)})
    assert typed.status_code == 200
    assert f"position {told.start}" in text(typed)


def test_a_later_moment_alone_is_compared_with_a_month_before_it(told: Told, reader: Browser) -> None:
    page = reader.get("/compare", to=told.start)
    assert page.status_code == 200
    assert f"before the book began and position {told.start}" in text(page)


@pytest.mark.parametrize("spelled", ["{day:%Y-%m-%d}", "{day:%-d %b %Y}"])
def test_a_side_takes_a_date_as_well_as_a_position(told: Told, reader: Browser, site: Site, spelled: str) -> None:
    on = spelled.format(day=site.book.now())
    asked = {"from": told.start, "to": on}
    page = reader.get("/compare", **asked)
    assert page.status_code == 200
    assert page.text.count(f'name="to_date" value="{on}"') == 1
    assert text(page) == text(reader.get("/compare", **{"from": told.start, "to_date": on}))
    assert reader.get("/compare", **asked, to_date=on).status_code == 200
    assert "not both" in reader.get("/compare", **{"from": "3"}, from_date=on).text
