"""The forms of a risk: what stands in them before anything is typed, and what they let people choose from."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.risks.matrix import Matrix
from domain.risks.words import REVIEW_DAYS, Stage, Tier, Treatment
from projections.risks import queries
from projections.risks.rows import RiskRow
from projections.things import Names, ThingRow
from projections.view import View
from web.acts import FormState, Offer, blank, shown
from web.forms import Choice
from web.options import options
from web.visit import Visit


def act_form(visit: Visit, view: View, row: RiskRow, offer: Offer) -> FormState:
    likely = {"next_due": _next_review(visit, row)}
    state = blank(
        visit,
        offer.command,
        action=f"/risks/{row.code}/{offer.noun}",
        noun=offer.noun,
        title=_title(offer, row),
        typed={**recorded(view, row, stage=visit.query.get("stage", "")), **likely},
        version=row.version,
        back=f"/risks/{row.code}",
    )
    found = {**options(view, state.fields), **_choices(view, row, offer)}
    return shown(state, {"options": found})


def recorded(view: View, row: RiskRow, *, stage: str = "") -> dict[str, str]:
    """What stands in the form before anything is typed: what is recorded now; likelihood and impact of a stage."""
    text, asked = queries.texts(view, row.id), queries.request(view, row.id)
    at = Stage(stage) if stage in set(Stage) else Stage.CURRENT
    likelihood, impact = row.at(at) or ("", "")
    return {
        "title": row.title,
        "cause": text.cause if text else "",
        "event": text.event if text else "",
        "effect": text.effect if text else "",
        "response": text.response if text else "",
        "category": row.category.value,
        "owner": str(row.owner),
        "proximity": row.proximity.isoformat() if row.proximity else "",
        "treatment": row.treatment.value if row.treatment else "",
        "stage": at.value,
        "likelihood": str(likelihood),
        "impact": str(impact),
        "until": asked.last_day.isoformat() if asked else "",
    }


def scales(matrix: Matrix) -> dict[str, Sequence[Choice]]:
    """The steps of the matrix, the worst first as in the picture."""
    return {
        "likelihood": _steps(matrix.likelihoods),
        "impact": _steps(matrix.impacts),
    }


def _steps(labels: Sequence[str]) -> list[Choice]:
    return [Choice(str(step), f"{step} {label}") for step, label in reversed(list(enumerate(labels, 1)))]


def _title(offer: Offer, row: RiskRow) -> str:
    """An acceptance says in its title what exactly is accepted."""
    if offer.does == "accept" and row.level:
        return f"Accept it as {row.level.label}, as it stands at version {row.version}"
    return offer.title


def _next_review(visit: Visit, row: RiskRow) -> str:
    """As late as the level lets it be."""
    due = visit.book.now().date() + timedelta(days=REVIEW_DAYS[row.level]) if row.level else None
    return due.isoformat() if due else ""


def _choices(view: View, row: RiskRow, offer: Offer) -> Mapping[str, Any]:
    """Only what the decision would let pass."""
    if offer.does == "assess":
        stages = [stage for stage in Stage if row.level or stage is not Stage.RESIDUAL]
        return {**scales(queries.matrix(view)), "stage": [Choice(stage.value, stage.label) for stage in stages]}
    if offer.does == "choose_treatment":
        return {"treatment": [Choice(each.value, each.label) for each in Treatment if each is not Treatment.ACCEPT]}
    if offer.does in ("escalate", "deescalate"):
        tiers = [t for t in Tier if (t.rank > row.tier.rank) == (offer.does == "escalate") and t is not row.tier]
        return {"to": [Choice(tier.value, tier.label) for tier in tiers]}
    if offer.does in ("link_action", "unlink_action"):
        return {"action": _actions(view, row, offer)}
    return {}


def _actions(view: View, row: RiskRow, offer: Offer) -> list[Choice]:
    held = treating(view, row)
    if offer.does == "unlink_action":
        names = Names(view, set(held))
        found = [names.get(action) for action in held]
    else:
        found = [*view.select(ThingRow, "kind = 'corrective_action'", order="length(code), code")]
    chosen = [each for each in found if each and (each.id in held) == (offer.does == "unlink_action")]
    return [Choice(str(each.id), f"{each.code} {each.title}") for each in chosen]


def treating(view: View, row: RiskRow) -> list[UUID]:
    """The corrective actions that treat the risk."""
    return [link.other for link in queries.linked(view, row.id) if link.how == "treats"]
