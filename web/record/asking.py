"""What part of the record is asked for, read from the address; what cannot be is said, and nothing is shown for it."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from application.desk import STEWARD
from application.ledger import Ledger
from application.ledger.stored import topics
from projections.people import named as people_of
from projections.programs import named as programs_of
from projections.record import Filter
from projections.searching import meant
from projections.things import PATHS, ThingRow
from projections.view import View
from web.asked import Asked
from web.shared.words import day as written
from web.shared.words import number
from web.visit import Visit

NAMES = ("thing", "kind", "fact", "program", "who", "q", "since", "until", "clock", "because", "before")
KINDS = tuple((kind, kind.replace("_", " ").capitalize()) for kind in PATHS)
CLOCKS = (("effective", "True since"), ("recorded", "Recorded"))
CODED = ("program", "project", "risk", "issue", "corrective_action")
Pairs = Sequence[tuple[str, str]]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """The filters as the page shows them and as the record is asked."""

    asked: Asked
    wanted: Filter
    before: int | None
    things: Sequence[ThingRow]  # those that fit what was typed
    kinds: Pairs
    facts: Pairs
    programs: Pairs
    people: Pairs

    @property
    def thing(self) -> ThingRow | None:
        return self.things[0] if len(self.things) == 1 else None

    @property
    def meant(self) -> Sequence[ThingRow]:
        """The things that were perhaps meant, where several fit."""
        return self.things if len(self.things) > 1 else ()


def question(visit: Visit, view: View) -> Question:
    asked = Asked(visit, *NAMES)
    things = _things(view, asked)
    facts = _facts(kind := asked.choice("kind", "Kind", KINDS))
    programs, people = programs_of(view), [(str(STEWARD), "Steward"), *people_of(view)]
    since, until = asked.days("since", "until")
    wanted = Filter(
        stream=things[0].id if len(things) == 1 else None,
        program=_id(asked.choice("program", "Program", programs)),
        actor=_id(asked.choice("who", "Who", people)),
        kind=kind,
        topic=asked.choice("fact", "What happened", facts),
        cause=asked.position("because", "Because of position"),
        since=since,
        until=until,
        clock=asked.choice("clock", "By which clock", CLOCKS) or "recorded",
        text=asked.text("q"),
    )
    _possible(visit, view, asked, wanted)
    return Question(
        asked=asked,
        wanted=wanted,
        before=_before(view, asked),
        things=things,
        kinds=KINDS,
        facts=facts if kind or wanted.topic else (),
        programs=programs,
        people=people,
    )


def fact_words(topic: str) -> str:
    """`risk.owner_assigned/1` as a person reads it."""
    return topic.partition(".")[2].partition("/")[0].replace("_", " ").capitalize()


def _things(view: View, asked: Asked) -> Sequence[ThingRow]:
    text = asked.text("thing")
    found = meant(view, text) if text else []
    if text and not found:
        asked.wrong["thing"] = (
            f"Thing: nothing that you may see is called “{text}”; enter a code such as R-041, or a name."
        )
    if len(found) > 1:
        asked.wrong["thing"] = f"Thing: several things fit “{text}”; choose one."
    if len(found) == 1:
        asked.filters["thing"] = found[0].code if found[0].kind in CODED else found[0].title
    return found


def _before(view: View, asked: Asked) -> int | None:
    before = asked.position("before", "Older than position")
    if before is not None and before > view.at + 1:
        asked.wrong["before"] = f"The book ends at position {number(view.at)}; go back from there."
    return before


def _possible(visit: Visit, view: View, asked: Asked, wanted: Filter) -> None:
    """Days on which nothing can have been recorded are told as such."""
    if wanted.clock != "recorded" or asked.problems:
        return
    began = Ledger.moment_of(view.tx, 1)
    if wanted.until and view.head and wanted.until <= began:
        asked.wrong["until"] = f"To: the book began on {written(began)}; nothing was recorded before."
    if wanted.since and wanted.since.date() > visit.book.now().date():
        asked.wrong["since"] = "From: this day is still to come; enter today or an earlier day."


def _facts(kind: str) -> Pairs:
    """The facts of a kind of thing, by their words; without a kind, all of them."""
    return [(topic, fact_words(topic)) for topic in sorted(topics()) if topic.startswith(f"{kind}." if kind else "")]


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
