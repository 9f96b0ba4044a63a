"""docs/events.md says what the code says."""

from tests.contracts.events_doc import PLACE, catalogue, undocumented


def test_the_catalogue_is_what_the_code_says() -> None:
    told = PLACE.read_text(encoding="utf-8")
    assert told == catalogue(), "docs/events.md is stale; write it with: python -m tests.contracts.events_doc"


def test_no_fact_is_missing_from_the_catalogue() -> None:
    assert undocumented() == []
