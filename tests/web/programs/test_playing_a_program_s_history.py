"""The history of a program as a moving overview: a page for each frame, that needs no script."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.desk import STEWARD
from application.ledger import Ask
from application.programs import ProposeProgram
from domain.people.words import Role
from domain.programs.state import program_id
from tests.contracts import shown
from tests.web.site import Browser, Site

OLD = program_id("OLD")


def propose_long_ago(site: Site, days: int) -> None:
    ask = Ask(by=STEWARD, at=datetime.now(UTC) - timedelta(days=days), command=uuid4())
    site.book.desk.do(ProposeProgram(code="OLD", name="A <b>bridge</b>"), ask)


@pytest.fixture
def auditor(site: Site) -> Browser:
    propose_long_ago(site, 400)
    return site.client_for(Role.AUDITOR)


def lead(answer: Any) -> str:
    root = shown.page(answer.text)
    return next(each.text for each in root.all("p") if each["class"] == "lead")


def test_it_opens_at_the_newest_frame_and_every_frame_is_a_link(site: Site, auditor: Browser) -> None:
    answer = auditor.get("/programs/OLD/history")
    root = shown.page(answer.text)
    frames = next(each for each in root.all("ol") if each["class"] == "frames")
    links = [each["href"] for each in frames.all("a")]
    assert 14 <= len(links) <= 15
    assert f"frame {len(links)} of {len(links)}" in lead(answer)
    assert f"frame 2 of {len(links)}" in lead(auditor.get(links[1]))
    assert auditor.get(links[0]).text.count('rel="prev"') == 0
    assert 'rel="next"' not in auditor.get(links[-1]).text


def test_the_slider_is_named_and_says_its_day(site: Site, auditor: Browser) -> None:
    root = shown.page(auditor.get("/programs/OLD/history", frame=3).text)
    slider = shown.by_id(root, "frame")
    assert (slider["type"], slider["value"], slider["min"]) == ("range", "3", "1")
    assert "frame 3 of" in slider["aria-valuetext"]
    assert any(each["for"] == "frame" for each in root.all("label"))


def test_an_empty_frame_says_that_nothing_was_recorded(site: Site, auditor: Browser) -> None:
    page = auditor.get("/programs/OLD/history", frame=4).text
    for words in ("Nothing was recorded.", "No open risk was assessed.", "Not rated"):
        assert words in page


def test_a_history_of_one_day_has_one_frame_and_nothing_to_play(site: Site, program: UUID, manager: Browser) -> None:
    page = manager.get("/programs/DFT/history").text
    assert "frame 1 of 1" in page
    assert "data-play" not in page
    assert 'href="/programs/DFT/history"' in manager.get("/programs/DFT").text


def test_the_period_and_the_step_stay_in_every_link(site: Site, auditor: Browser) -> None:
    since = (datetime.now(UTC) - timedelta(days=200)).date().isoformat()
    root = shown.page(auditor.get("/programs/OLD/history", **{"from": since, "by": "quarter"}).text)
    ways = [each["href"] for each in root.all("a") if "frame=" in each["href"]]
    assert ways
    assert all(f"from={since}" in each and "by=quarter" in each for each in ways)


def test_in_the_past_the_history_ends_there_and_links_stay_there(site: Site, auditor: Browser) -> None:
    site.program("NEW", "New")
    page = auditor.get("/programs/OLD/history", at=1)
    assert "frame 1 of 1" in page.text
    assert "You are looking at the past." in page.text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"frame": "0"}, "this period has the frames 1 to"),
        ({"frame": "99"}, "this period has the frames 1 to"),
        ({"frame": "-1"}, "Frame: enter a whole number"),
        ({"frame": "9" * 40}, "Frame: enter a whole number"),
        ({"from": "next week"}, "enter the date as day, month and a four-figure year"),
        ({"to": "2999-01-01"}, "still to come"),
        ({"from": "2020-01-02", "to": "2020-01-01"}, "later than the last one"),
        ({"to": "1999-12-31"}, "the program was recorded on"),
        ({"by": "minute"}, "Frames: “minute” is not in the list; choose one from it."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    site: Site, auditor: Browser, asked: dict[str, str], sentence: str
) -> None:
    answer = auditor.get("/programs/OLD/history", **asked)
    assert answer.status_code == 400
    assert sentence in answer.text
    for name in {"from", "by"} & asked.keys():
        assert f'name="{name}"' in answer.text
        assert 'aria-invalid="true"' in answer.text
    assert "Player" in answer.text, "the whole life is played instead"


def test_a_period_from_before_the_program_begins_with_it(site: Site, auditor: Browser) -> None:
    first = auditor.get("/programs/OLD/history", **{"from": "1999-01-01", "frame": "1"})
    assert first.status_code == 200
    assert "frame 1 of" in lead(first)


def test_the_history_of_another_s_program_is_not_there(site: Site, auditor: Browser) -> None:
    site.program("MOD", "Defence")
    assert site.client_for(Role.MANAGER, program_id("MOD")).get("/programs/OLD/history").status_code == 404
    assert auditor.get("/programs/NONE/history").status_code == 404
