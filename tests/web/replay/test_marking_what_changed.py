"""Marks on a page: what is new is marked, nothing else is touched; without its marks the page is what it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts import shown
from web.replay.marks import CLOSING, FIRST, OPENING, Gone, mark

WORDS = st.sampled_from(
    ["Amber", "Red", "31 Mar 2026", "R&amp;D", "&lt;img src=x&gt;", "9\u202f812", "·", "not set", ""]
)
TAGS = st.sampled_from(["p", "b", "td", "svg", "small", "a"])
LEAVES = st.builds("<{0} class='x>y'>{1} {2}</{0}>".format, TAGS, WORDS, WORDS)
PAGES = st.recursive(
    LEAVES, lambda inside: st.builds(lambda tag, each: f"<{tag}>{''.join(each)}</{tag}>", TAGS, st.lists(inside))
)


def bare(html: str) -> str:
    return html.replace(FIRST, "").replace(OPENING, "").replace(CLOSING, "")


def marked(html: str) -> list[str]:
    return re.findall(f"(?:{re.escape(FIRST)}|{re.escape(OPENING)})(.*?){CLOSING}", html, re.DOTALL)


@given(PAGES, PAGES)
def test_without_its_marks_a_page_is_what_it_was_and_it_stays_in_balance(before: str, after: str) -> None:
    found = mark(before, after)
    assert bare(found.html) == after
    shown.page(found.html)
    assert len(marked(found.html)) == found.count
    assert not any(re.search("[<>]", words) for words in marked(found.html))


@given(PAGES)
def test_a_page_that_did_not_change_has_no_marks(page: str) -> None:
    found = mark(page, page)
    assert (found.html, found.count, found.gone) == (page, 0, ())


def test_a_value_that_became_another_is_marked_and_the_old_one_is_told() -> None:
    found = mark("<p>Finish</p><p>1 May 2027</p><p>x</p>", "<p>Finish</p><p>9 May 2027</p><p>x</p>")
    assert (marked(found.html), found.gone) == (["9 May 2027"], (Gone("", "1 May 2027"),))


def test_in_a_long_text_only_the_new_words_are_marked() -> None:
    text = "The tenders for the tunnel and for both roads are out; we expect {} by the autumn."
    found = mark(f"<p>{text.format('two bids')}</p>", f"<p>{text.format('nine bids')}</p>")
    assert (marked(found.html), found.gone) == (["nine"], (Gone("", "two"),))


def test_a_row_that_came_or_went_is_told_as_a_whole() -> None:
    one, two = "<tr><td>Tunnel</td><td>Red</td></tr>", "<tr><td>Bridge &amp; road</td><td>Amber</td></tr>"
    assert marked(mark(one, two + one).html) == ["Bridge &amp; road", "Amber"]
    assert mark(two + one, one).gone == (Gone("", "Bridge & road · Amber"),)


def test_what_is_gone_is_told_by_field_in_one_line_each() -> None:
    page = (
        "<h2>Status <small>{0}</small></h2><p>{1}</p><dl><dt>Finish &amp; start</dt><dd>{2} <b>{3}</b></dd></dl>"
        '<p>{4}</p><table><caption>Dates</caption><tr><th scope="col">Day</th></tr>{5}</table>'
    )
    row = '<tr><th scope="row"><a>Tunnel</a> <small>T-1</small></th><td>{}</td></tr>'
    gone = mark(
        page.format("2 May", "It goes.", "1 May", "late", "one", row.format("3 May") + row.format("4 May")),
        page.format("3 May", "It stands.", "9 May", "on plan", "two", row.format("3 May")),
    ).gone
    assert gone == (
        Gone("Status", "2 May · It goes. · one".replace(". ·", " ·")),
        Gone("Finish & start", "1 May · late"),
        Gone("Tunnel", "T-1 · 4 May"),
    )


def test_words_between_two_changes_are_no_crumbs() -> None:
    text = "{} rail service {} in London and all of the south of England {} the year."
    old = text.format("A significantly enhanced", "runs", "later in")
    new = text.format("One new", "will run", "by the end of")
    found = mark(f"<h2>What it is for</h2><p>{old}</p>", f"<h2>What it is for</h2><p>{new}</p>")
    assert found.gone == (Gone("What it is for", "A significantly enhanced rail service runs … later in"),)
    assert marked(found.html) == ["One new rail service will run", "by the end of"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a class="x" href="/risks/1?at=4">R</a>', '<a class="y" href="/risks/1?at=5">R</a>'),
        ("<svg><text>4</text><svg><g></g></svg><text>x</text></svg>", "<svg><text>5</text></svg>"),
        ('<p><span class="vh small">was</span> A</p>', '<p><span class="vh small">is</span> A</p>'),
        ('<ol class="trail"><li>one</li></ol>', '<ol class="trail"><li>one<ol></ol></li><li>two</li></ol>'),
        ("<textarea>a</textarea>", "<textarea>b</textarea>"),
        ("<p>Amber</p>", "<p>\n   Amber </p>"),
        ("<dl><dd>x</dd></dl>", "<dl><dt>Treatment</dt><dd>x</dd></dl>"),
        ("<p>By rule 1, position 9\u202f811.</p>", "<p>By rule 1, position 9\u202f812.</p>"),
    ],
)
def test_what_is_no_word_of_the_page_is_never_marked(before: str, after: str) -> None:
    found = mark(before, after, still=re.compile(r"position [\d\u202f]+"))
    assert (found.html, found.count, found.gone) == (after, 0, ())


def test_a_page_of_which_nothing_stayed_is_not_marked_at_all() -> None:
    cells = "".join(f"<td>{n % 2}</td>" for n in range(2000))
    found = mark(f"<p>a</p>{cells}<p>b</p>", f"<p>c</p>{cells}{cells}<p>d</p>")
    assert (found.count, found.whole) == (0, True)
