"""Every macro renders, keeps what was typed, and lets no text become markup."""

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.shared import kit, samples

WEB = Path(kit.__file__).parent.parent
HOSTILE = """<img src=x onerror=alert(1)>"'{{7*7}}"""
TODAY = date(2022, 4, 22)
MOMENT = datetime(2022, 4, 22, 14, 2, tzinfo=UTC)


def link(path: str, **query: object) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(WEB), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    kit.install(made)
    return made


TEMPLATES = environment()


def draw(source: str, **context: Any) -> str:
    with kit.linking(link):
        return TEMPLATES.from_string(source).render(**context)


def page(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Risks",
        "nav": "risks",
        "counts": {"risks": 1143},
        "person": {"name": "Ann", "email": "ann@example.org", "role": "Program manager"},
        "position": 18204,
        "at": None,
        "csrf": "token",
        "path": "/risks",
        **changes,
    }


def past(**changes: Any) -> SimpleNamespace:
    density = {"counts": [1, 5, 3], "here": 2, "since": date(2020, 5, 1)}
    given = {"position": 9812, "moment": datetime(2021, 3, 31, 17, 30, tzinfo=UTC), "is_past": True, "density": density}
    return SimpleNamespace(**{**given, **changes})


def shell(**changes: Any) -> str:
    return draw("{% extends 'shared/base.html' %}{% block content %}<p>here</p>{% endblock %}", page=page(**changes))


QUERY = SimpleNamespace(path="/risks", sort=HOSTILE, page=2, size=10, filters={"q": HOSTILE})
CONFLICT = {
    "who": HOSTILE,
    "what": HOSTILE,
    "when": MOMENT,
    "position": 9,
    "fields": [{"label": HOSTILE, "now": HOSTILE, "was": HOSTILE, "yours": HOSTILE}],
}
SIDE = {"title": HOSTILE, "source": HOSTILE, "rating": None, "reason": HOSTILE, "text": HOSTILE, "now": HOSTILE}
ENTRY = {
    "moment": MOMENT,
    "who": HOSTILE,
    "text": HOSTILE,
    "change": (HOSTILE, HOSTILE),
    "reason": HOSTILE,
    "position": 1,
}
ITEM = {
    "kind": "bad",
    "word": HOSTILE,
    "href": HOSTILE,
    "title": HOSTILE,
    "why": HOSTILE,
    "where": HOSTILE,
    "act": HOSTILE,
}
MOVE = {"href": HOSTILE, "title": HOSTILE, "before": HOSTILE, "after": HOSTILE}
STEP = {"name": HOSTILE, "who": HOSTILE, "when": HOSTILE, "state": "done"}
NEXT = {"title": HOSTILE, "text": HOSTILE, "act": HOSTILE, "href": HOSTILE}
KPI = {"label": HOSTILE, "value": HOSTILE, "note": HOSTILE, "href": HOSTILE}
CELLS = [{"shade": 1, "count": 3, "href": HOSTILE, "label": HOSTILE}, {"shade": 2, "mark": HOSTILE, "here": True}]
AXIS = TEMPLATES.globals["geometry"].gantt_axis(date(2021, 1, 1), date(2024, 1, 1), today=TODAY)  # type: ignore[attr-defined]

CALLS = [
    "ui.tag('bad', h)",
    "ui.rating(none, 'big', h)",
    "ui.state(h, 'info')",
    "ui.strip([(h, 'red'), (h, none)], h)",
    "ui.change(h, h)",
    "ui.position(5, h)",
    "ui.figure(h, h, h)",
    "ui.tally(3, h, h)",
    "ui.tally(0, h, h)",
    "ui.empty(h, h, h)",
    "ui.button(h, h, 'p')",
    "ui.head(h, [(h, h), (h, none)], h, [(h, h, 'p')])",
    "ui.facts([(h, h), (h, none)])",
    "ui.kpis([kpi])",
    "ui.pair(side, side, h, h, h)",
    "ui.trail([entry])",
    "ui.attention([item])",
    "ui.moves([move])",
    "ui.stepper([step], h)",
    "ui.nexts([next])",
    "ui.act_list([{'noun': h, 'title': h}], h)",
    "ui.tabs([(h, h, true)], h)",
    "ui.column(h, 'n')",
    "ui.sort_link('due', h, query)",
    "ui.pager(query, 1204, h)",
    "ui.filter_text('q', h, query)",
    "ui.filter_select('q', h, [(h, h)], query, h)",
    "ui.filter_date('q', h, query)",
    "ui.acts(h, h, h)",
    "ui.error_summary({'a': h, 'b': [h, h], '': h}, 'x-')",
    "ui.stale(conflict, h)",
    "ui.field_text('a', h, typed, errors, h)",
    "ui.field_area('a', h, typed, errors, h)",
    "ui.field_number('a', h, typed, errors, h, unit=h)",
    "ui.field_date('a', h, typed, errors, h)",
    "ui.field_select('a', h, [(h, h)], typed, errors, h)",
    "ui.field_radio('a', h, [(h, h)], typed, errors, h)",
    "ui.field_checks('a', h, [(h, h)], typed, errors, h)",
    "ui.field_people('a', h, [{'id': h, 'name': h, 'email': h}], typed, errors, h)",
    "ui.field_file('a', h, errors, h, accept=h)",
    "charts.line('c', h, [(h, 1), ('b', 2)], h, unit=h, threshold=(h, 3), target=(h, 4), outliers=[(h, h)])",
    "charts.spark([1, 2], h)",
    "charts.burn_up('c', h, [(h, 3, 1), ('b', 3, none)], h, unit=h, noun=h)",
    "charts.gantt_cell(axis, h, today, today)",
    "charts.heat(h, [h, h], [{'name': h, 'cells': cells}], h)",
    "charts.density_bars([1, 2], 1, h, h)",
    "charts.share_bar([('bad', h, 3)], h)",
    "charts.whys([h], h)",
    "charts.fishbone(h, [(h, [h])], h)",
]
WRAPPERS = [
    "ui.note('info', h)",
    "ui.card(h, 'c', h, h)",
    "ui.table('t', h, h)",
    "ui.form(h, h, 3, h, h, h, 'f', 'f')",
    "ui.filters(query, none, h)",
]
CONTEXT = {
    "h": HOSTILE,
    "query": QUERY,
    "typed": {"a": HOSTILE},
    "errors": {"a": HOSTILE},
    "conflict": CONFLICT,
    "side": SIDE,
    "entry": ENTRY,
    "item": ITEM,
    "move": MOVE,
    "step": STEP,
    "next": NEXT,
    "kpi": KPI,
    "cells": CELLS,
    "axis": AXIS,
    "today": TODAY,
}


@pytest.mark.parametrize("call", [f"{{{{ {each} }}}}" for each in CALLS])
def test_a_text_never_becomes_markup(call: str) -> None:
    _holds_only_text(draw(call, **CONTEXT))


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_wrapper_escapes_its_own_texts_and_what_it_wraps(wrapper: str) -> None:
    _holds_only_text(draw(f"{{% call {wrapper} %}}{{{{ h }}}}{{% endcall %}}", **CONTEXT))


def test_every_macro_is_tried_with_hostile_text() -> None:
    tried = {re.match(r"(?:ui|charts)\.(\w+)", each).group(1) for each in CALLS + WRAPPERS}  # type: ignore[union-attr]
    without_text = {"mark", "icon", "level", "due", "moment", "on", "gantt_head"}
    assert _macros("shared/ui.html") | _macros("shared/charts.html") == tried | without_text


def test_the_shell_escapes_what_people_wrote() -> None:
    person = {"name": HOSTILE, "email": HOSTILE, "role": HOSTILE, "administrator": True}
    given = {"title": HOSTILE, "person": person, "csrf": HOSTILE, "path": HOSTILE, "status": HOSTILE}
    _holds_only_text(shell(**given, query={HOSTILE: HOSTILE}, about=HOSTILE, at=past()))
    _holds_only_text(shell(**given, query={HOSTILE: HOSTILE}))


def test_the_style_guide_renders_without_inline_script_or_style() -> None:
    html = draw("{% extends 'shared/styleguide.html' %}", page=page(), sample=samples.samples())
    assert "Why 3" in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_menu_shows_where_one_is_and_how_much_there_is() -> None:
    html = shell()
    assert re.search(r'<a href="/risks" aria-current="page">Risks <span class="count">1\u202f143</span>', html)
    assert 'href="/people"' not in html
    assert 'href="/people"' in shell(person={"name": "A", "email": "a@b", "role": "r", "administrator": True})


def test_who_may_only_read_reports_sees_no_other_section() -> None:
    html = shell(reports_only=True, counts=None)
    assert 'href="/reports"' in html
    assert 'href="/risks"' not in html


def test_the_past_is_marked_and_shows_no_counts_of_today() -> None:
    html = shell(at=past(), query={"q": "rail"})
    assert "You are looking at the past." in html
    assert "position 9\u202f812, Wed 31 Mar 2021, 17:30 UTC" in html
    assert 'class="count"' not in html
    assert 'href="/risks?q=rail&amp;at=9811"' in html
    assert html.count('<input type="hidden" name="q" value="rail">') == 2


def test_the_first_and_the_last_position_have_one_neighbour() -> None:
    assert "\u2039 Event" not in shell(at=past(position=1, density=None))
    assert "\u202f205 \u203a" not in shell(at=past(position=18204))


def test_now_offers_a_past_date_and_no_time_machine() -> None:
    html = shell()
    assert 'class="tm"' not in html
    assert '<input type="date" name="at"' in html


def test_a_page_with_a_problem_says_so_in_its_title() -> None:
    assert "<title>Error: Risks · Steward</title>" in shell(problem=True)


def test_a_field_keeps_what_was_typed_even_when_it_was_cleared() -> None:
    assert 'value=""' in draw("{{ ui.field_text('a', 'A', {'a': ''}, {}, value='before') }}")
    assert 'value="before"' in draw("{{ ui.field_text('a', 'A', {}, {}, value='before') }}")
    assert ">\ntyped</textarea>" in draw("{{ ui.field_area('a', 'A', {'a': 'typed'}, {}, value='before') }}")
    assert 'value="2"  selected' in re.sub(
        '" selected', '"  selected', draw("{{ ui.field_select('a', 'A', [(1, 'x'), (2, 'y')], {'a': '2'}, {}) }}")
    )
    assert 'value="2" checked' in draw("{{ ui.field_radio('a', 'A', [(1, 'x'), (2, 'y')], {}, {}, value=2) }}")
    assert 'value="2022-04-22"' in draw("{{ ui.field_date('a', 'A', {}, {}, value=today) }}", today=TODAY)


def test_a_password_is_never_sent_back() -> None:
    assert "secret" not in draw("{{ ui.field_text('p', 'P', {'p': 'secret'}, {}, type='password') }}")


def test_a_wrong_field_names_its_hint_and_its_error() -> None:
    html = draw("{{ ui.field_text('a', 'A', {}, {'a': 'Enter a day'}, 'Hint', prefix='x-') }}")
    assert 'id="x-a" name="a" aria-invalid="true" aria-describedby="x-a-hint x-a-error"' in html
    assert 'id="x-a-error"' in html
    assert 'href="#x-a"' in draw("{{ ui.error_summary({'a': 'Enter a day'}, 'x-') }}")


def test_a_form_carries_its_token_its_version_and_its_command() -> None:
    html = draw("{% call ui.form('/risks', 'tok', 7, 'c1', target='risk') %}{% endcall %}")
    for name, value in (("_csrf_token", "tok"), ("version", "7"), ("command_id", "c1")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in html
    assert 'hx-target="#risk"' in html
    assert "hx-" not in draw("{% call ui.form('/risks', 'tok') %}{% endcall %}")


def test_nothing_wrong_draws_no_summary() -> None:
    assert draw("{{ ui.error_summary({}) }}{{ ui.stale(none) }}") == ""


@pytest.mark.parametrize(
    ("sort", "state", "leads_to"),
    [("due", "ascending", "sort=-due"), ("-due", "descending", "sort=due"), ("name", None, "sort=due")],
)
def test_a_column_turns_its_order_round(sort: str, state: str | None, leads_to: str) -> None:
    query = SimpleNamespace(path="/risks", sort=sort, page=3, size=10, filters={"q": "rail"})
    html = draw("{{ ui.sort_link('due', 'Due', query) }}", query=query)
    assert f"/risks?q=rail&amp;{leads_to}" in html
    assert re.findall(r'aria-sort="(\w+)"', html) == ([state] if state else [])


def test_the_pager_stops_at_both_ends() -> None:
    def pager(number: int, total: int) -> str:
        query = SimpleNamespace(path="/risks", sort="", page=number, size=10, filters={})
        return draw("{{ ui.pager(query, total, 'risk') }}", query=query, total=total)

    assert "11 to 20 of 25 risks" in pager(2, 25)
    assert ('rel="prev"' in pager(1, 25), 'rel="next"' in pager(1, 25)) == (False, True)
    assert ('rel="prev"' in pager(3, 25), 'rel="next"' in pager(3, 25)) == (True, False)
    assert "rel=" not in pager(1, 7)
    assert pager(1, 0) == ""


def test_filters_stay_in_the_past() -> None:
    source = "{% call ui.filters(query, at) %}{% endcall %}"
    assert 'name="at" value="9812"' in draw(source, query=QUERY, at=past())
    assert 'name="at"' not in draw(source, query=QUERY, at=None)


def test_a_macro_outside_a_request_speaks_of_now() -> None:
    assert 'href="/record/5"' in TEMPLATES.from_string("{{ ui.position(5) }}").render()


def test_a_past_position_stands_in_every_address() -> None:
    with kit.linking(kit.link_at(9812)):
        assert 'href="/record/5?at=9812"' in TEMPLATES.from_string("{{ ui.position(5) }}").render()


def test_every_sheet_is_linked_in_its_order() -> None:
    html = shell()
    linked = re.findall(r"/static/css/(\w+)\.css\?v=[0-9a-f]{12}", html)
    assert linked == list(kit.SHEETS)
    assert sorted(linked) == sorted(path.stem for path in (WEB / "static/css").glob("*.css"))


def test_vendored_files_are_the_ones_their_list_names() -> None:
    listed = re.findall(
        r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", (WEB / "static/vendor/VENDORED.md").read_text(), re.MULTILINE
    )
    assert {name for name, _ in listed} == {"vendor/htmx.min.js", "font/inter-latin.woff2"}
    for name, digest in listed:
        assert hashlib.sha256((WEB / "static" / name).read_bytes()).hexdigest() == digest


def test_our_own_script_stays_small() -> None:
    assert len((WEB / "static/js/steward.js").read_text().splitlines()) <= 200


def _holds_only_text(html: str) -> None:
    assert "<img" not in html
    assert not re.search("(&#39;|%27)49", html)
    assert 'onerror=alert(1)>"' not in html
    assert "&lt;img" in html or "%3Cimg" in html


def _macros(template: str) -> set[str]:
    with kit.linking(link):
        names = vars(TEMPLATES.get_template(template).module)
    return {name for name in names if not name.startswith("_")}
