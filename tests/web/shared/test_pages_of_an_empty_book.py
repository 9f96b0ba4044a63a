"""What the pages say before anything is recorded: how it begins, and no advice about filters that nobody set."""

import pytest

from domain.people.words import Role
from tests.web.site import Site

CLEAR = "Clear the filters"


@pytest.mark.parametrize(
    ("path", "said", "filter_"),
    [
        ("/risks", "One begins with what may happen", "level"),
        ("/issues", "One begins when somebody says what went wrong", "severity"),
        ("/corrective-actions", "One begins with a requirement that was not met", "overdue"),
        ("/duties", "Nothing is approved yet", "breach"),
    ],
)
def test_a_list_says_how_it_begins_and_speaks_of_filters_only_where_one_is_set(
    site: Site, path: str, said: str, filter_: str
) -> None:
    manager = site.client_for(Role.MANAGER)
    page = manager.get(path).text
    assert said in page
    assert CLEAR not in page
    value = {"level": "high", "severity": "1"}.get(filter_, "yes")
    assert CLEAR in manager.get(path, **{filter_: value}).text


def test_a_form_says_so_where_there_is_no_program_to_choose(site: Site) -> None:
    manager = site.client_for(Role.MANAGER)
    hint = "There is no program to choose yet."
    assert hint in manager.get("/reports/issued/new").text
    site.program()
    assert hint not in manager.get("/reports/issued/new").text


def test_what_is_not_signed_yet_names_the_command_in_both_its_forms(site: Site) -> None:
    manager = site.client_for(Role.MANAGER)
    for path in ("/proof", "/evidence"):
        page = manager.get(path).text
        assert "within the hour" in page
        assert "steward checkpoint" in page
        assert "./run checkpoint" in page
