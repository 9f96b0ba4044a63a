"""Where a value moved, what was and what became are never written alike, however they are rounded elsewhere."""

from hypothesis import given as for_all
from hypothesis import strategies as st

from application.projects import InitiateProject, ReportStatus
from domain.projects.state import project_id
from projections.amounts import in_full, money, moneys, per_cent
from projections.differences.comparing import compare
from projections.differences.knowing import known_then
from projections.differences.made import made_by
from projections.differences.reading import lines_of, sheet
from projections.differences.summary import figures
from projections.moments import then
from projections.record import plain, told
from tests.web.site import Site
from web.shared.words import beside

AMOUNTS = st.integers(-(10**14), 10**14)
CLOSE = st.integers(-(10**9), 10**9)


@for_all(AMOUNTS, CLOSE, st.sampled_from(("GBP", "EUR", "JPY", "CHF", "")))
def test_two_amounts_are_written_alike_only_where_they_are_the_same(old: int, step: int, currency: str) -> None:
    before, after = moneys(old, old + step, currency)
    assert (before == after) == (step == 0)
    assert in_full(old, currency) != in_full(old + step, currency) or step == 0
    if money(old, currency) != money(old + step, currency):
        assert (before, after) == (money(old, currency), money(old + step, currency))


@for_all(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_two_shares_are_written_alike_only_where_they_are_the_same(old: int, new: int) -> None:
    assert (per_cent(old) == per_cent(new)) == (old == new)


@for_all(st.text(" ab", max_size=200), st.text(" ab", max_size=20), st.text(" ab", max_size=20))
def test_two_texts_that_are_shortened_show_where_they_part(same: str, old: str, new: str) -> None:
    before, after = beside(f"{same}x{old}c", f"{same}x{new}d", 40)
    assert before != after
    assert max(len(before), len(after)) <= 40


def test_an_amount_gets_as_many_digits_as_tell_it_apart() -> None:
    assert moneys(100_000_000_000, 110_000_000_000) == ("£1.0bn", "£1.1bn")
    assert moneys(101_100_000_000, 102_400_000_000) == ("£1.01bn", "£1.02bn")
    assert moneys(10_210_000_000, 10_240_000_000) == ("£102.1m", "£102.4m")
    assert moneys(100_000_000_000, 100_000_000_001) == ("£1,000,000,000", "£1,000,000,000.01")
    assert moneys(None, 100) == ("", "£1")


def test_a_cost_that_moved_a_little_is_told_as_moved_everywhere(site: Site) -> None:
    program = site.program("SEA", "Sea ports")
    site.do(InitiateProject(program=program, code="P1", name="Pier"))
    first = site.do(ReportStatus(thing=project_id("P1"), whole_life=101_100_000_000)).positions[-1]
    site.do(ReportStatus(thing=project_id("P1"), whole_life=102_400_000_000))
    with site.book.view() as view:
        found = compare(known_then(then(view, first)), known_then(view), now=view)
        lines = [line[4:7] for line in lines_of(sheet(found, view, site.book.ledger))]
        made = [each for some in made_by(view, range(first + 1, view.head + 1)).values() for each in some]
        events = told(view, site.book.ledger.at_positions(view.tx, range(first + 1, view.head + 1)))
        cards = [each.values for each in figures(found.earlier, found.later, what="project", program=None)]
    assert ("Whole-life cost", "£1.01bn", "£1.02bn") in lines
    assert ("£1.01bn", "£1.02bn") in [(each.before, each.after) for each in made]
    assert any("£1.01bn" in plain(each) and "£1.02bn" in plain(each) for each in events)
    assert ("£1.01bn", "£1.02bn") in cards
