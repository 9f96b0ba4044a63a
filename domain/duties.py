"""Segregation of duties: who may not do which act, said once for the decisions and for the query over the whole log."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec

from domain.corrective_actions import events as c
from domain.kernel import Checks, Event
from domain.reports import events as p
from domain.reports.words import Meaning
from domain.risks import events as r
from domain.texts import Word


class Part(Word):
    """What a person is to a thing."""

    OWNER = "owner"
    ASKER = "asker"
    AUTHOR = "author"
    PLANNER = "planner"
    DOER = "doer"


class Casting(msgspec.Struct, frozen=True):
    """The fact that gives a person a part; `alone`: whoever had the part before has it no longer."""

    fact: type[Event]
    field: str
    part: Part
    alone: bool = True


class Duty(msgspec.Struct, frozen=True):
    """Who does the act (the fact's field `actor`) must not have the part. `refusal` is what the decision says.

    `only` narrows the act to facts with this value in that field.
    """

    name: str
    sentence: str
    act: type[Event]
    actor: str
    part: Part
    refusal: str
    only: tuple[str, object] | None = None

    def concerns(self, fact: Any) -> bool:
        return type(fact) is self.act and (self.only is None or getattr(fact, self.only[0]) == self.only[1])


CASTINGS: tuple[Casting, ...] = (
    Casting(r.RiskIdentified, "owner", Part.OWNER),
    Casting(r.RiskOwnerAssigned, "to", Part.OWNER),
    Casting(r.AcceptanceRequested, "by", Part.ASKER),
    Casting(c.NonconformityRecorded, "owner", Part.OWNER),
    Casting(c.CorrectiveActionOwnerAssigned, "to", Part.OWNER),
    Casting(c.PlanProposed, "by", Part.AUTHOR),
    Casting(c.StepDone, "by", Part.DOER, alone=False),
    Casting(c.ActionImplemented, "by", Part.DOER, alone=False),
    Casting(p.ReportDrafted, "by", Part.AUTHOR, alone=False),
    Casting(p.NarrativeWritten, "by", Part.AUTHOR, alone=False),
)
BECOMES: dict[type[Event], tuple[Part, Part]] = {  # with this fact, who has the one part has the other, and alone
    c.PlanApproved: (Part.AUTHOR, Part.PLANNER),
}
AFRESH: dict[type[Event], frozenset[Part]] = {c.CycleOpened: frozenset({Part.AUTHOR, Part.PLANNER, Part.DOER})}

OWNER_ACCEPTS = Duty(
    "owner-accepts",
    "Nobody accepts a risk that they own.",
    r.RiskAccepted,
    "approver",
    Part.OWNER,
    "The owner cannot accept their own risk; a manager of the program who does not own it may.",
)
ASKER_ACCEPTS = Duty(
    "asker-accepts",
    "Nobody accepts a risk for which they asked for acceptance.",
    r.RiskAccepted,
    "approver",
    Part.ASKER,
    "Nobody approves what they ask for; a manager of the program who did not ask for it may.",
)
AUTHOR_APPROVES = Duty(
    "author-approves",
    "Nobody approves a plan that they proposed.",
    c.PlanApproved,
    "by",
    Part.AUTHOR,
    "Nobody approves their own plan; another manager of the program may.",
)
OWNER_VERIFIES = Duty(
    "owner-verifies",
    "Nobody verifies the effect of a corrective action that they own.",
    c.EffectivenessVerified,
    "by",
    Part.OWNER,
    "You own this action; a manager or contributor of the program who had no part in it may verify it.",
)
AUTHOR_VERIFIES = Duty(
    "author-verifies",
    "Nobody verifies the effect of a plan that they proposed.",
    c.EffectivenessVerified,
    "by",
    Part.PLANNER,
    "You proposed the plan; a manager or contributor of the program who had no part in it may verify it.",
)
DOER_VERIFIES = Duty(
    "doer-verifies",
    "Nobody verifies the effect of what they did or marked as implemented.",
    c.EffectivenessVerified,
    "by",
    Part.DOER,
    "You did a part of this action; a manager or contributor of the program who had no part in it may verify it.",
)
AUTHOR_REVIEWS = Duty(
    "author-reviews",
    "Nobody signs as reviewer of a report that they drafted or wrote.",
    p.ReportSigned,
    "by",
    Part.AUTHOR,
    "Nobody reviews a report they drafted or wrote; another manager or contributor of the program may sign.",
    only=("meaning", Meaning.REVIEWER),
)
AUTHOR_SIGNS = Duty(
    "author-signs",
    "Nobody signs as approver of a report that they drafted or wrote.",
    p.ReportSigned,
    "by",
    Part.AUTHOR,
    "Nobody approves a report they drafted or wrote; another manager of the program may sign.",
    only=("meaning", Meaning.APPROVER),
)
DUTIES: tuple[Duty, ...] = (
    OWNER_ACCEPTS,
    ASKER_ACCEPTS,
    AUTHOR_APPROVES,
    OWNER_VERIFIES,
    AUTHOR_VERIFIES,
    DOER_VERIFIES,
    AUTHOR_REVIEWS,
    AUTHOR_SIGNS,
)

APPROVALS: dict[type[Event], tuple[str, str]] = {  # what is said of the act, and the field that names who did it
    r.RiskAccepted: ("Accepted", "approver"),
    c.PlanApproved: ("Plan approved", "by"),
    c.EffectivenessVerified: ("Effect verified", "by"),
}


def keep(checks: Checks, duty: Duty, field: str, *, actor: UUID, others: Collection[UUID | None]) -> None:
    """Check a duty at the act: `others` are who has the part now."""
    checks.that(actor not in others, field, duty.refusal)
