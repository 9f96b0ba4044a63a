"""Who is asking: nothing but what is marked public is answered without a session."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

import msgspec
from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import NotAuthorizedException
from litestar.middleware import ASGIMiddleware
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Receive, Scope, Send

from application.accounts import Accounts, Session
from web.security.csrf import SAFE, ForeignForm
from web.settings import Settings

Clock = Callable[[], datetime]
Connection = ASGIConnection[Any, Any, Any, Any]
IsActive = Callable[[UUID], bool]

SIGN_IN = "/sign-in"
SENTENCE = "Sign in first; the session may have ended."
LONGEST_NEXT = 2000


class Sessions(ASGIMiddleware):
    """Puts the `Session`, or None, into `scope["state"]["session"]` and turns strangers away. Deny by default."""

    def __init__(self, accounts: Accounts, settings: Settings, *, is_active: IsActive, now: Clock) -> None:
        self._accounts = accounts
        self._cookie = settings.cookie
        self._is_active = is_active
        self._now = now

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        connection: Connection = ASGIConnection(scope, receive, send)
        token = connection.cookies.get(self._cookie)
        session = await sync_to_thread(self._session, token) if token else None
        scope["state"]["session"] = session
        if session is None and not scope["route_handler"].opt.get("public"):
            await _turn_away(connection)(scope, receive, send)
            return
        await next_app(scope, receive, send)

    def _session(self, token: str) -> Session | None:
        found = self._accounts.session(token, now=self._now())
        return found if found and self._is_active(found.person) else None


def session_of(request: Request[Any, Any, Any]) -> Session:
    """The session behind a handler that is not public."""
    found: Session | None = request.scope["state"].get("session")
    if found is None:
        raise NotAuthorizedException(detail=SENTENCE)
    return found


def safe_next(target: str) -> str:
    """Where to go after signing in: a path of our own, or the front page."""
    is_path = target.startswith("/") and not target.startswith("//") and "\\" not in target
    is_plain = len(target) <= LONGEST_NEXT and target.isprintable() and " " not in target
    if not (is_path and is_plain) or target.startswith((SIGN_IN, "/sign-out")):
        return "/"
    return target


def _turn_away(connection: Connection) -> ASGIResponse:
    if connection.scope["type"] != ScopeType.HTTP:
        raise NotAuthorizedException(detail=SENTENCE)
    if connection.headers.get("HX-Request") == "true":
        return ASGIResponse(status_code=401, headers={"HX-Redirect": _sign_in(_page_behind(connection))})
    if _wants_json(connection):
        problem = {"type": "about:blank", "title": "Not signed in", "status": 401, "detail": SENTENCE}
        return ASGIResponse(body=msgspec.json.encode(problem), status_code=401, media_type="application/problem+json")
    if Request(connection.scope).method not in SAFE:
        raise ForeignForm
    return ASGIResponse(status_code=303, headers={"Location": _sign_in(_asked(connection))})


def _wants_json(connection: Connection) -> bool:
    accept = connection.headers.get("Accept", "")
    return connection.scope["path"].startswith("/api/") or ("json" in accept and "text/html" not in accept)


def _sign_in(target: str) -> str:
    target = safe_next(target)
    return SIGN_IN if target == "/" else f"{SIGN_IN}?{urlencode({'next': target})}"


def _asked(connection: Connection) -> str:
    query = connection.scope["query_string"].decode("latin-1")
    path = quote(connection.scope["path"])
    return f"{path}?{query}" if query else path


def _page_behind(connection: Connection) -> str:
    """The page that the fragment was asked for from; a fragment alone is no place to return to."""
    page = urlsplit(connection.headers.get("HX-Current-URL", ""))
    return f"{page.path}?{page.query}" if page.query else page.path
