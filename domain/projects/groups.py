"""The groups that open projects are counted in, and what of their money is added up: each with its rule in words."""

from collections.abc import Callable

import msgspec

from domain.projects.health import MOVED_DAYS, MOVED_PROJECTS
from domain.projects.words import ProjectState, Rating
from domain.rules import Rule

AMBERS = (Rating.AMBER, Rating.AMBER_RED)
GREENS = (Rating.GREEN, Rating.AMBER_GREEN)


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


_OVER = _either(tuple(state.label.lower() for state in ProjectState if state.terminal))
OPEN_PROJECTS = Rule("open-projects", "Open projects", f"The projects whose state is not one of the ends: {_OVER}.")
DATED_PROJECTS = Rule(
    "dated-projects",
    "Projects with a finish",
    "The open projects that have a forecast finish, or a baseline finish until then.",
)
RED_PROJECTS = Rule(
    "red-projects", "Red projects", f"The open projects whose declared confidence is {Rating.RED.label}."
)
AMBER_PROJECTS = Rule(
    "amber-projects",
    "Amber projects",
    f"The open projects whose declared confidence is {_either(tuple(each.label for each in AMBERS))}.",
)
GREEN_PROJECTS = Rule(
    "green-projects",
    "Green projects",
    f"The open projects whose declared confidence is {_either(tuple(each.label for each in GREENS))}.",
)
UNRATED_PROJECTS = Rule(
    "unrated-projects", "Projects not rated", "The open projects without a declared confidence, whatever the reason."
)
WHOLE_LIFE = Rule(
    "whole-life-cost",
    "Whole-life cost",
    "The sum of the newest whole-life forecasts of the open projects, apart for each currency. A project whose cost is "
    "withheld or not set adds nothing.",
)
WITHHELD = Rule(
    "withheld-costs",
    "Costs withheld",
    "The open projects without a whole-life forecast for which a reason is recorded.",
)
MOVES = Rule(
    "moves",
    "What moved",
    "The finishes and the confidences of projects that are not now what they were at the end of the day compared with.",
)
OVERRUN = Rule(
    "overrun",
    "Cost beyond the baseline",
    "The whole-life forecast less the baseline cost, in per cent of the baseline, rounded up to a hundredth.",
)


class Group(msgspec.Struct, frozen=True):
    """Which of the open projects are counted, by their declared rating and the days that their finish has moved."""

    rule: Rule
    word: str
    holds: Callable[[Rating | None, int | None], bool]


GROUPS = {
    "projects": Group(OPEN_PROJECTS, "open", lambda _rating, _slip: True),
    "projects-red": Group(RED_PROJECTS, "red", lambda rating, _slip: rating is Rating.RED),
    "projects-amber": Group(AMBER_PROJECTS, "amber", lambda rating, _slip: rating in AMBERS),
    "projects-green": Group(GREEN_PROJECTS, "green", lambda rating, _slip: rating in GREENS),
    "projects-unrated": Group(UNRATED_PROJECTS, "not rated", lambda rating, _slip: rating is None),
    "projects-moved": Group(MOVED_PROJECTS, "moved", lambda _rating, slip: slip is not None and slip > MOVED_DAYS),
}
