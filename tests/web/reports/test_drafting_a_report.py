"""Drafting a report in a browser: of a day or of a position, and a sentence at the field where neither can be."""

from typing import Any

import pytest

from domain.people.words import Role
from projections.reports import queries
from tests.contracts import shown
from tests.projections.reports.transport import DFT
from tests.web.site import Site


def test_a_draft_of_a_day_stands_at_the_last_position_of_that_day(transport: Site) -> None:
    browser = transport.client_for(Role.MANAGER)
    typed = {"program": str(DFT), "as_of": "31 Mar 2022", "compared": "2022-02-28"}
    assert browser.post("/reports/issued", **typed).status_code == 303
    with transport.book.view() as view:
        (row,) = queries.reports(view)
    day = transport.book.ledger.position_on
    assert (row.position, row.since_position) == (day(row.as_of), day(row.as_of.replace(month=2, day=28)))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"as_of": "soon"}, "as_of", "enter the date as day, month and a four-figure year"),
        ({"as_of": "1 Jan 1999"}, "as_of", "The book begins on 1 Feb 2022"),
        ({"as_of": "1 Jan 2999"}, "as_of", "This day is still to come"),
        ({"as_of": "31 Mar 2022", "position": "44"}, "as_of", "give one of the two"),
        ({"position": "99999999"}, "position", "The book ends at position"),
    ],
)
def test_what_no_report_can_be_of_is_said_at_its_field_and_kept(
    transport: Site, typed: dict[str, Any], field: str, sentence: str
) -> None:
    answer = transport.client_for(Role.MANAGER).post("/reports/issued", program=str(DFT), **typed)
    page = shown.page(answer.text)
    assert answer.status_code == 422
    assert sentence in shown.by_id(page, f"{field}-error").text
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert '<details class="dated" open>' in answer.text or "position" not in typed
