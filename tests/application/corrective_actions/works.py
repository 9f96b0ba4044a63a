"""A book with an issue or a corrective action at any stage of its life, and the people around it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from application import corrective_actions as asked
from application.desk import new_id
from application.issues import RaiseIssue, TriageIssue
from domain.corrective_actions.state import CORRECTIVE_ACTION, CorrectiveAction
from domain.corrective_actions.words import Kind, Result, Severity
from domain.issues.state import ISSUE, Issue
from domain.issues.words import Area
from tests.application.risks.office import DAY, HERE, RAIL, Office

WINDOW = {"window_from": DAY + timedelta(days=10), "window_to": DAY + timedelta(days=40)}
AFTER = DAY + timedelta(days=41)
NONCONFORMITY: dict[str, Any] = {
    "program": HERE,
    "project": RAIL,
    "title": "Attainment below target",
    "requirement": "95 % within four hours.",
    "evidence": "85.9 % in January.",
    "severity": Severity.MAJOR,
    "kind": Kind.CORRECTIVE,
}
CAUSE: dict[str, Any] = {
    "whys": ("Beds were not free.", "Nobody owned the discharge time."),
    "root_cause": "Nobody owned the discharge time.",
    "escape_point": "The weekly review.",
}
CRITERION: dict[str, Any] = {
    "metric": "Attainment",
    "test": "Mean of the window",
    "threshold": "At least 95 %",
    **WINDOW,
}
VERIFIED: dict[str, Any] = {"measured": "92.5 %", "conclusion": "Better, and below the target."}


class Works(Office):
    """Lena, a contributor, does the work; Mia, the manager, approves and verifies it."""

    def raised(self, **words: Any) -> UUID:
        """An issue that nobody triaged yet."""
        ask = self.ask(self.lena, words.pop("on", DAY))
        said: dict[str, Any] = {"program": HERE, "project": RAIL, "title": "Ward closed", **words}
        self.book.desk.do(RaiseIssue(**said), ask)
        return new_id(ask, "issue")

    def triaged(self, severity: int = 2, **words: Any) -> UUID:
        issue = self.raised(**words)
        self.do(TriageIssue(thing=issue, severity=severity, priority=2, area=Area.BUYER))
        return issue

    def recorded(self, **words: Any) -> UUID:
        """A corrective action at its beginning, owned by the owner."""
        ask = self.ask(self.lena, words.pop("on", DAY))
        self.book.desk.do(asked.RecordNonconformity(**{**NONCONFORMITY, "owner": self.owner, **words}), ask)
        return new_id(ask, "corrective_action")

    def with_cause(self, **words: Any) -> UUID:
        action = self.recorded(**words)
        self.do(asked.ApplyContainment(thing=action, what="An overflow area."))
        self.do(asked.FindCauseByWhys(thing=action, **CAUSE))
        return action

    def proposed(self, **words: Any) -> UUID:
        """A plan of two steps, Lena's, that waits for approval."""
        action = self.with_cause(**words)
        self.do(asked.ProposePlan(thing=action, steps=self.steps("Own the time.", "Check weekly.")))
        return action

    def approved(self, **words: Any) -> UUID:
        action = self.proposed(**words)
        self.do(asked.SetCriterion(thing=action, **CRITERION))
        self.do(asked.ApprovePlan(thing=action), by=self.manager)
        return action

    def implemented(self, **words: Any) -> UUID:
        """Both steps are done by Lena, and she marked it as implemented."""
        action = self.approved(**words)
        for step in self.plan_steps(action):
            self.do(asked.CompleteStep(thing=action, step=step, evidence="The roster."))
        self.do(asked.MarkImplemented(thing=action))
        return action

    def closed(self, result: Result = Result.NOT_EFFECTIVE, **words: Any) -> UUID:
        action = self.implemented(**words)
        self.do(asked.VerifyEffect(thing=action, result=result, **VERIFIED), by=self.manager, on=AFTER)
        self.do(asked.CloseCorrectiveAction(thing=action), by=self.manager, on=AFTER)
        return action

    def steps(self, *what: str, due: date = DAY) -> tuple[asked.StepRow, ...]:
        return tuple(asked.StepRow(what=each, kind=Kind.CORRECTIVE, owner=self.lena, due=due) for each in what)

    def plan_steps(self, action: UUID) -> list[UUID]:
        plan = self.action(action).plan
        return [step.id for step in plan.steps] if plan else []

    def issue(self, issue: UUID) -> Issue:
        return self.book.ledger.load(ISSUE, issue).state

    def action(self, action: UUID) -> CorrectiveAction:
        return self.book.ledger.load(CORRECTIVE_ACTION, action).state
