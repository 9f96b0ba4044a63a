"""Stepping through the life of one thing: its page as it was after one event, with what that event changed marked."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from litestar import Response
from markupsafe import Markup

from application.ledger import NotFound
from domain.people.words import Role
from projections import lives, record
from projections.differences.since import THINGS, came_after
from projections.lives import Moment
from projections.moments import Density, stood
from projections.things import ThingRow
from projections.view import View
from web.replay import marks
from web.replay.line import LifeLine, life_line
from web.visit import READERS, Visit

Show = Callable[[Visit, View], Response[str]]
AROUND = 25  # events told before and after the one that is looked at
# Words that follow from the moment alone: they would be marked at every step and say nothing.
STILL = re.compile(
    r"version [\d\u202f]+|, now [\d\u202f]+|last change [^·]+|position [\d\u202f]+"
    r"|All [\d\u202f]+ events?|[\d\u202f]+ events? since"
)


class Pane(Visit):
    """The same eyes on a page that is to be compared: its content alone, on a day that stands still."""

    def __init__(self, visit: Visit, day: date) -> None:
        super().__init__(visit.request, visit.book, visit.settings, visit.signed_in)
        self.day = day
        self.about: dict[str, Any] = {}

    def today(self, view: View | None) -> date:  # noqa: ARG002 - whatever the moment
        return self.day

    def density(self, view: View) -> Density | None:  # noqa: ARG002 - the bar is not drawn
        return None

    def page(self, template: str, view: View | None, *, status_code: int = 200, **context: Any) -> Response[str]:
        self.about = context.pop("about", {})
        return super().page(template, view, status_code=status_code, about={**self.about, "bare": True}, **context)


class Past(Visit):
    """The same eyes on the page of a thing in the past, which tells too what came after."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit.request, visit.book, visit.settings, visit.signed_in)

    def page(self, template: str, view: View | None, *, status_code: int = 200, **context: Any) -> Response[str]:
        row = context.get("row")
        after = came_after(view, self.book.ledger, row) if view and isinstance(row, THINGS) else None
        return super().page(template, view, status_code=status_code, came_after=after, **context)


class Life:
    """What the stepper shows: which event of how many, and the ways from here."""

    def __init__(self, thing: ThingRow, moments: Sequence[Moment], here: int, asked: int) -> None:
        self.thing = thing
        self.name = thing.code if thing.kind in ("risk", "issue", "corrective_action") else thing.title
        self.number = here + 1
        self.count = len(moments)
        self.position = moments[here].position
        self.asked = asked if asked != self.position else None
        self.first, self.last = moments[0].position, moments[-1].position
        self.previous = moments[here - 1].position if here else None
        self.next = moments[here + 1].position if self.number < self.count else None
        self.line: LifeLine = life_line([each.recorded_at for each in moments], here)
        self.near = [each.position for each in moments[max(0, here - AROUND) : here + AROUND + 1]]


def replayed(visit: Visit, kind: str, name: str, show: Show, *, roles: frozenset[Role] = READERS) -> Response[str]:
    """The page of one thing; with `step` in the address, one event of its life for those who may read the record."""
    with visit.view(roles) as view:
        if not visit.query.get("step") or not visit.may_somewhere(READERS):
            return show(Past(visit) if view.past else visit, view)
        thing = lives.find(view, kind, name)
        life = lives.of(view, thing.id) if thing else []
        if thing is None or not life:
            raise NotFound(name)
        here = lives.reached(life, view.at)
        if here is None:
            return _not_yet(visit, view, thing, life[0])
        asked = view.at if visit.query.get("at") else life[here].position
        return _step(visit, view, Life(thing, life, here, asked), show)


def _step(visit: Visit, view: View, life: Life, show: Show) -> Response[str]:
    since, until = _extent(visit, view, life)
    moment = stood(view, until)
    pane = Pane(visit, visit.today(moment))
    after = show(pane, moment).content
    before = _before(pane, stood(view, since - 1), show)
    marked = marks.mark(before, after, still=STILL) if before is not None else marks.Marked(after)
    newest = stood(view, view.head)
    told = {each.position: each for each in record.lines(newest, visit.book.ledger, life.near)}
    return visit.page(
        "replay/step.html",
        moment,
        about={**pane.about, "machine": "replay/stepper.html"},
        content=Markup(marked.html),  # noqa: S704 - our own rendering, escaped before it was marked
        life=life,
        marked=marked,
        born=before is None,
        told=told,
        entry=told[life.position],
    )


def _extent(visit: Visit, view: View, life: Life) -> tuple[int, int]:
    """The first and last position of what happened in one with the event; nobody ever saw the book in between.

    A command may write to several things at once. It ends for this one where the next event of its own life begins.
    """
    (event,) = visit.book.ledger.at_positions(view.tx, [life.position])
    together = visit.book.ledger.positions_of(view.tx, event.envelope.command)
    before, after = life.previous or 0, life.next or view.head + 1
    own = [each for each in together if before < each < after]
    return own[0], own[-1]


def _before(pane: Pane, view: View, show: Show) -> str | None:
    """The page one event earlier; None where it was not there, or not for these eyes."""
    about = pane.about
    try:
        return show(pane, view).content
    except NotFound:
        return None
    finally:
        pane.about = about


def _not_yet(visit: Visit, view: View, thing: ThingRow, first: Moment) -> Response[str]:
    about = {"title": f"{thing.title} was not in the book yet"}
    earlier = stood(view, view.at)
    return visit.page("replay/not_yet.html", earlier, status_code=404, about=about, thing=thing, first=first)
