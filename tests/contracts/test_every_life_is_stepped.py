"""Every kind of thing can be stepped through from its first event to its last: whole, read only, and in the past."""

import re

import pytest

from projections.things import PATHS
from tests.contracts import shown
from tests.contracts.house import House
from web.replay.marks import CLOSING, FIRST, OPENING


@pytest.mark.parametrize("kind", PATHS)
def test_a_life_is_stepped_from_the_first_event_to_the_last(house: House, kind: str) -> None:
    who = house.as_("administrator")
    things = [each for each in house.things if each.kind == kind]
    longest = max(things, key=lambda each: len(house.book.ledger.since(each.id, 0)))
    positions = [each.position for each in house.book.ledger.since(longest.id, 0)]
    marked = 0
    for number, position in enumerate(positions, 1):
        answer = who.get(longest.path, at=position, step="yes")
        assert answer.status_code == 200
        root = shown.page(answer.text)
        words = next(each.text for each in root.all("aside"))
        assert f"Event {number} of {len(positions)} in the life of" in words
        ways = {each["rel"]: each["href"] for each in root.all("a") if each["rel"] in ("prev", "next")}
        near = {"prev": positions[: number - 1][-1:], "next": positions[number : number + 1]}
        assert ways == {way: f"{longest.path}?at={where[0]}&step=yes" for way, where in near.items() if where}
        assert not [form for form in next(root.all("main")).all("form") if form["method"] == "post"]
        now = {id(link) for part in root.all("small") if part["class"] == "now" for link in part.all("a")}
        inside = [each for each in next(root.all("main")).all("a") if id(each) not in now]
        links = [each["href"] for each in inside if each["href"].startswith("/")]
        left = [each for each in links if "at=" not in each and each != longest.path]
        assert left == [] or kind == "report", "what an issued report says and leads to is the same at any moment"
        marked += answer.text.count(CLOSING)
        assert answer.text.count(FIRST) + answer.text.count(OPENING) == answer.text.count(CLOSING)
    assert marked or len(positions) == 1


def test_every_event_page_leads_to_its_step(house: House) -> None:
    who = house.as_("administrator")
    for position in range(house.head(), house.head() - 40, -7):
        answer = who.get(f"/record/{position}")
        for address in re.findall(r'href="([^"]*step=yes)"', answer.text):
            assert who.get(address.replace("&amp;", "&")).status_code == 200
