"""The rules that the figures of a report may be made by, by their keys."""

from domain.corrective_actions.words import OPEN_ACTIONS
from domain.issues.words import ESCALATED_ISSUES, OPEN_ISSUES
from domain.projects.groups import GROUPS, MOVES, OVERRUN, WHOLE_LIFE, WITHHELD
from domain.projects.health import PROGRAM_HEALTH, PROJECT_HEALTH
from domain.projects.schedule import MILESTONE_LATE, MILESTONE_STATE, SLIP
from domain.risks.matrix import HEAT, OPEN_RISKS, RISK_LEVEL, RISK_MOVED
from domain.rules import AGE, CHANGED, OVERDUE, RECORDED, Rule

EVERY = (
    *(RECORDED, CHANGED, OVERDUE, AGE, PROGRAM_HEALTH, PROJECT_HEALTH, SLIP, OVERRUN, MILESTONE_LATE, MILESTONE_STATE),
    *(group.rule for group in GROUPS.values()),
    *(WHOLE_LIFE, WITHHELD, MOVES, OPEN_RISKS, RISK_LEVEL, RISK_MOVED, HEAT),
    *(OPEN_ISSUES, ESCALATED_ISSUES, OPEN_ACTIONS),
)
RULES: dict[str, Rule] = {rule.key: rule for rule in EVERY}
