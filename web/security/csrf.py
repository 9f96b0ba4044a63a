"""Whether a request that changes something comes from one of our own pages."""

from hmac import compare_digest
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from web.settings import Settings

Form = dict[str, list[str]]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADER = "X-CSRF-Token"
FIELD = "_csrf_token"
SENTENCE = "This form came from elsewhere or its session ended; open the page again and send it once more."


class ForeignForm(PermissionDeniedException):
    """Refused before anything was read or changed."""

    def __init__(self) -> None:
        super().__init__(detail=SENTENCE)


class OwnForms(ASGIMiddleware):
    """Two proofs: the browser says that the page is ours, and the form carries its session's token.

    A public form (sign in, set up) has no session to be bound to and is held to the first proof alone.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, settings: Settings) -> None:
        self._origin = settings.origin

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        if request.method not in SAFE:
            if not is_own_page(request, origin=self._origin):
                raise ForeignForm
            if not scope["route_handler"].opt.get("public") and not await _has_token(request):
                raise ForeignForm
        await next_app(scope, receive, send)


def is_own_page(request: Request[Any, Any, Any], *, origin: str) -> bool:
    """What the browser itself says; a page elsewhere cannot change these headers."""
    sites = request.headers.getall("Sec-Fetch-Site", [])
    if sites:
        return sites == ["same-origin"]
    return request.headers.getall("Origin", []) == [origin]


async def read_form(request: Request[Any, Any, Any]) -> Form:
    """Every typed value by the name of its field; files are left out."""
    sent = await request.form()
    found: Form = {}
    for name, value in sent.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
    return found


async def _has_token(request: Request[Any, Any, Any]) -> bool:
    session = request.scope["state"].get("session")
    given = request.headers.getall(HEADER, []) or (await read_form(request)).get(FIELD, [])
    if session is None or len(given) != 1:
        return False
    return compare_digest(given[0].encode("utf-8", "surrogatepass"), session.csrf.encode())
