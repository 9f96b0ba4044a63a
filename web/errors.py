"""What a person is told when a page cannot be shown: a sentence, never a trace."""

import logging
import secrets
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.types import ExceptionHandlersMap

from application.desk import NotAllowed
from application.ledger import Altered, DatabaseUnavailable, NotFound, tree
from application.proofs.steward_verify import Wrong
from application.proofs.walking import Broken
from domain.kernel import Refused
from web.templates import TEMPLATES
from web.values import Beyond, Unreadable

LOG = logging.getLogger("steward.web")
TITLES = {
    400: "This cannot be read",
    403: "This is not yours to do",
    404: "There is no such page",
    405: "This address is not for that",
    409: "It changed meanwhile",
    413: "This is too large",
    422: "There is a problem",
    429: "Too many tries",
    503: "The book does not answer",
}
NOT_YET = (
    "It was not in the book at this moment, or is not in a program of yours. Leave the past, or choose a later moment."
)
SENTENCES = {
    404: "The address may be mistyped, or the thing is not in a program of yours. Go back, or begin at the start.",
    405: "Open the page it belongs to and use its buttons.",
    413: "Send less at once: a form may hold 1 MB, a file 20 MB.",
}


def _answer(
    request: Request[Any, Any, Any], status: int, sentence: str, *, title: str = "", now: str = "", **headers: str
) -> Response[Any]:
    title = title or TITLES.get(status, "Something went wrong")
    if "application/json" in request.headers.get("Accept", ""):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": sentence}
        return Response(
            msgspec.json.encode(problem), status_code=status, media_type="application/problem+json", headers=headers
        )
    page = {"title": title, "theme": request.cookies.get("theme")}
    html = TEMPLATES.get_template("shared/problem.html").render(page=page, sentence=sentence, status=status, now=now)
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=headers)


def _http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    headers = dict(error.headers or {})
    return _answer(request, error.status_code, SENTENCES.get(error.status_code, error.detail), **headers)


def _not_found(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    if request.query_params.get("at"):
        return _answer(request, 404, NOT_YET, now=_without_the_past(request))
    return _answer(request, 404, SENTENCES[404])


def _beyond(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return _answer(request, 404, str(error))


def _without_the_past(request: Request[Any, Any, Any]) -> str:
    """The same page as it is now."""
    kept = urlencode([(name, text) for name, text in request.query_params.multi_items() if name not in ("at", "step")])
    return f"/{request.url.path.lstrip('/')}" + (f"?{kept}" if kept else "")


def _not_allowed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return _answer(request, 403, str(error))


def _unreadable(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return _answer(request, 400, str(error))


def _unavailable(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    LOG.warning("database unavailable: %s", error)
    return _answer(request, 503, str(error), **{"Retry-After": "5"})


def _altered(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    LOG.error("the log was changed: %s", error)
    return _answer(request, 409, str(error), title="The log was changed")


def _too_deep(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return _answer(request, 400, "What was sent is nested too deeply to be read; send it in a simpler form.")


def _anything(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    reference = secrets.token_hex(4)
    LOG.error("unexpected error %s on %s %s", reference, request.method, request.url.path, exc_info=error)
    sentence = (
        f"Nothing was recorded. Try again; if it happens twice, tell your administrator the reference {reference}."
    )
    return _answer(request, 500, sentence)


HANDLERS: ExceptionHandlersMap = {
    HTTPException: _http,
    NotAuthorizedException: _http,
    NotFound: _not_found,
    Beyond: _beyond,
    NotAllowed: _not_allowed,
    Unreadable: _unreadable,
    Refused: _unreadable,
    DatabaseUnavailable: _unavailable,
    RecursionError: _too_deep,
    Altered: _altered,
    Broken: _altered,
    Wrong: _altered,
    tree.NotInTree: _altered,
    Exception: _anything,
}
