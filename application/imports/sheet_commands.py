"""What one row of a template asks of the book: a project, a risk or a corrective action, whole or not at all."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from application.desk import WRITERS, Command, Desk, new_id
from application.imports.finding import Finder
from application.imports.gmpp_values import Money
from application.imports.portfolio_commands import RecordProjectRow
from application.imports.templates import TemplateRow
from application.ledger import Ask
from application.ledger.ledger import Change
from domain.corrective_actions import corrective_action as actions
from domain.corrective_actions.words import Kind as ActionKind
from domain.corrective_actions.words import Severity
from domain.kernel import Facts, refuse
from domain.people.words import Role
from domain.projects.state import project_id
from domain.projects.status import StatusReport
from domain.risks import risk as risks
from domain.risks.matrix import RISK_MATRIX, in_force, matrix_id
from domain.risks.words import Category, Stage, Strength, Treatment

SEVERITIES = {"low": Severity.MINOR, "medium": Severity.MINOR, "high": Severity.MAJOR, "critical": Severity.CRITICAL}
TREATMENTS = {"avoid": Treatment.AVOID, "reduce": Treatment.REDUCE, "transfer": Treatment.SHARE}
Values = dict[str, Any]


class RecordRiskRow(Command, frozen=True, kw_only=True):
    """Record the risk"""

    ROLES: ClassVar[frozenset[Role]] = WRITERS

    program: UUID
    project: UUID | None
    title: str
    category: Category
    cause: str
    event: str
    effect: str
    owner: UUID
    proximity: date | None
    likelihood: int | None
    impact: int | None
    treatment: Treatment | None
    source: str

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        facts = risks.identify(
            program=self.program,
            project=self.project,
            title=self.title,
            category=self.category,
            cause=self.cause,
            event=self.event,
            effect=self.effect,
            owner=self.owner,
            proximity=self.proximity,
        )
        if self.likelihood and self.impact:
            facts += self._assessed(desk, facts, ask)
        if self.treatment:
            said = f"{self.treatment.label}, as {self.source} says."
            facts += risks.choose_treatment(_risk(facts), treatment=self.treatment, response=said, by=ask.by)
        return [desk.load(risks.RISK, new_id(ask, "risk")).facts(facts)]

    def _assessed(self, desk: Desk, facts: Facts, ask: Ask) -> Facts:
        return risks.assess(
            _risk(facts),
            stage=Stage.CURRENT,
            likelihood=self.likelihood or 0,
            impact=self.impact or 0,
            matrix=in_force(desk.load(RISK_MATRIX, matrix_id()).found),
            basis=f"As {self.source} says.",
            strength=Strength.WEAK,
            by=ask.by,
            on=ask.on,
        )


class RecordActionRow(Command, frozen=True, kw_only=True):
    """Record the nonconformity"""

    ROLES: ClassVar[frozenset[Role]] = WRITERS

    program: UUID
    project: UUID | None
    title: str
    requirement: str
    evidence: str
    severity: Severity
    kind: ActionKind
    owner: UUID
    due: date | None

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, self.program)
        facts = actions.record_nonconformity(
            program=self.program,
            project=self.project,
            title=self.title,
            requirement=self.requirement,
            evidence=self.evidence,
            severity=self.severity,
            kind=self.kind,
            owner=self.owner,
            due=self.due,
            by=ask.by,
            on=ask.on,
        )
        return [desk.load(actions.CORRECTIVE_ACTION, new_id(ask, "corrective_action")).facts(facts)]


def project_row(row: TemplateRow, finder: Finder, source: str) -> Command:
    """What is left blank is not mentioned, so it stays as it is recorded."""
    v: Values = row.values
    project = project_id(v["code"])
    program = finder.program(v["program"])
    known = finder.recorded(project)
    if known and known.program != program:
        raise refuse("The project belongs to another program; move it there first, or correct the row.", "program")
    money: Money | None = v["whole_life_cost"]
    return RecordProjectRow(
        project=project,
        program=program,
        code=v["code"],
        name=v["name"],
        description=v["description"] or (known.description if known else ""),
        category=known.category if known else "",
        baseline_finish=v["baseline_finish"],
        baseline_minor=money.minor if money else None,
        report=_report(v, money, source),
        moves=False,
        under_way=False,
    )


def risk_row(row: TemplateRow, finder: Finder, source: str) -> Command:
    v: Values = row.values
    if v["response"] == "accept":
        raise refuse("Accepting takes another person's approval; leave it blank and ask for it later.", "response")
    scored = v["likelihood"] and v["impact"]
    if v["response"] and not scored:
        raise refuse("A response follows an assessment; give likelihood and impact, or leave it blank.", "response")
    return RecordRiskRow(
        program=finder.program(v["program"]),
        project=finder.project(v["project"]) if v["project"] else None,
        title=v["title"],
        category=_category(v["category"]),
        cause=v["cause"] or "",
        event=v["event"] or "",
        effect=v["effect"] or "",
        owner=finder.person(v["owner"]),
        proximity=v["proximity"],
        likelihood=v["likelihood"],
        impact=v["impact"],
        treatment=TREATMENTS.get(v["response"]),
        source=source,
    )


def action_row(row: TemplateRow, finder: Finder, _source: str) -> Command:
    v: Values = row.values
    return RecordActionRow(
        program=finder.program(v["program"]),
        project=finder.project(v["project"]) if v["project"] else None,
        title=v["title"],
        requirement=v["requirement"] or "",
        evidence=v["evidence"] or "",
        severity=SEVERITIES[v["severity"] or "medium"],
        kind=ActionKind(v["kind"] or "corrective"),
        owner=finder.person(v["owner"]),
        due=v["due"],
    )


def _report(v: Values, money: Money | None, source: str) -> StatusReport:
    said: Values = {
        "rating": v["confidence"],
        "start": v["start"],
        "finish": v["forecast_finish"],
        "whole_life_minor": money.minor if money else None,
        "narrative": v["narrative"],
    }
    told = {field: value for field, value in said.items() if value is not None}
    return StatusReport(**told, reason=f"As {source} says.", currency=money.currency if money else "GBP")


def _category(words: str | None) -> Category:
    if not words:
        return Category.OTHER
    key = words.strip().casefold().replace(" ", "_")
    if key not in set(Category):
        raise refuse(f"It is none of the categories. Write {', '.join(Category)}.", "category")
    return Category(key)


def _risk(facts: Facts) -> risks.Risk:
    state = risks.RISK.fold(facts)
    assert state is not None  # noqa: S101 - a fold of facts is a state
    return state
