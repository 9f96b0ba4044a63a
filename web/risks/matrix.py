"""The page of the risk matrix and the form that publishes its next version."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from application.desk import MANAGERS
from application.risk_matrix import PublishMatrix
from domain.risks.matrix import Matrix
from projections.risks import queries
from projections.view import View
from web.acts import FormState, blank, carry_out, shown
from web.risks.heat import levels
from web.visit import READERS, Visit

TITLE = "Risk matrix"


@get("/risks/matrix", opt={"roles": READERS}, sync_to_thread=True)
def show(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view() as view:
        return _show(visit, view, {})


@post("/risks/matrix", opt={"roles": MANAGERS}, sync_to_thread=True)
def publish(visit: NamedDependency[Visit], form: NamedDependency[dict[str, list[str]]]) -> Response[str]:
    return carry_out(
        visit,
        PublishMatrix,
        form,
        hidden={"seen": visit.seen(form)},
        again=lambda view, changes: _show(visit, view, changes),
        done=lambda _: "/risks/matrix",
    )


ROUTES = [show, publish]


def _show(visit: Visit, view: View, changes: Mapping[str, Any]) -> Response[str]:
    newest = queries.newest_matrix(view)
    matrix = queries.matrix(view)
    may = visit.may(MANAGERS, None) and not view.past
    state = shown(_form(visit, matrix, newest.stream_version if newest else 0), changes) if may else None
    about = {"title": TITLE, "nav": "risks", "problem": bool(state and state.errors)}
    return visit.page("risks/matrix.html", view, about=about, form=state, levels=levels(matrix), matrix=matrix)


def _form(visit: Visit, matrix: Matrix, version: int) -> FormState:
    typed = {
        "likelihoods": "\n".join(matrix.likelihoods),
        "impacts": "\n".join(matrix.impacts),
        "levels": "\n".join(" ".join(level.value for level in row) for row in matrix.levels),
        "shades": "\n".join(" ".join(map(str, row)) for row in matrix.shades),
    }
    title = "Publish the next version"
    action = "/risks/matrix"
    return blank(
        visit, PublishMatrix, action=action, noun="matrix", title=title, typed=typed, version=version, back="/risks"
    )
