"""A site with one corrective action at any stage, and the people around it in browsers."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from application import corrective_actions as asked
from application.desk import Command
from domain.corrective_actions.state import CORRECTIVE_ACTION, CorrectiveAction
from domain.corrective_actions.words import Kind, Severity
from domain.people.words import Role
from projections.corrective_actions.rows import ActionRow
from tests.web.site import Browser, Site

PAGE = "/corrective-actions/CA-001"
TODAY = date.today()  # noqa: DTZ011 - the application reads the day in UTC, as this machine does
WHYS = ("Beds were not free.", "Nobody owned the discharge time.")


class Plant:
    """Lena does the work, Petra approves and verifies it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.program = site.program()
        self.lena = site.client_for(Role.CONTRIBUTOR, self.program, name="Lena Quick")
        self.petra = site.client_for(Role.MANAGER, self.program, name="Petra Moss")

    def recorded(self, title: str = "Attainment below target") -> UUID:
        command = asked.RecordNonconformity(
            program=self.program,
            title=title,
            requirement="95 % within four hours.",
            evidence="85.9 % in January.",
            severity=Severity.MAJOR,
            kind=Kind.CORRECTIVE,
            owner=self.lena.person,
        )
        self.site.do(command, by=self.lena.person)
        with self.site.book.view() as view:
            return view.select(ActionRow, order="length(code), code")[-1].id

    def with_cause(self) -> UUID:
        action = self.recorded()
        self.do(asked.ApplyContainment(thing=action, what="An overflow area."))
        self.do(asked.FindCauseByWhys(thing=action, whys=WHYS, root_cause=WHYS[1], escape_point="The weekly review."))
        return action

    def proposed(self) -> UUID:
        action = self.with_cause()
        step = asked.StepRow(what="Own the time.", kind=Kind.CORRECTIVE, owner=self.lena.person, due=TODAY)
        self.do(asked.ProposePlan(thing=action, steps=(step,)))
        return action

    def approved(self, *, window_to: date = TODAY + timedelta(days=30)) -> UUID:
        action = self.proposed()
        said: dict[str, Any] = {"metric": "Attainment", "test": "Mean of the window", "threshold": "At least 95 %"}
        self.do(asked.SetCriterion(thing=action, **said, window_from=window_to, window_to=window_to))
        self.site.do(asked.ApprovePlan(thing=action), by=self.petra.person)
        return action

    def implemented(self, *, window_to: date = TODAY + timedelta(days=30)) -> UUID:
        action = self.approved(window_to=window_to)
        step = self.state(action).plan.steps[0].id  # type: ignore[union-attr]
        self.do(asked.CompleteStep(thing=action, step=step, evidence="The roster."))
        self.do(asked.MarkImplemented(thing=action))
        return action

    def do(self, command: Command) -> None:
        self.site.do(command, by=self.lena.person)

    def state(self, action: UUID) -> CorrectiveAction:
        return self.site.book.ledger.load(CORRECTIVE_ACTION, action).state


def form(browser: Browser, act: str = "", **typed: str) -> dict[str, str]:
    """The form as it is shown, with what is typed into it."""
    page = browser.get(PAGE, act=act).text
    inside = page[page.index('id="act"') :].partition("</form>")[0]
    return {**dict(re.findall(r'type="hidden" name="(?!_csrf)([^"]*)" value="([^"]*)"', inside)), **typed}
