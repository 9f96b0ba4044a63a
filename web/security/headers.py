"""Headers on every answer, errors and files included."""

from collections.abc import Awaitable, Callable

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from web.settings import Settings

Hook = Callable[[Message, Scope], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"
FOREVER = "public, max-age=31536000, immutable"


def security_headers(settings: Settings) -> Hook:
    """A `before_send` hook: the only place that routing errors pass through too."""
    headers = {**ALWAYS, "Strict-Transport-Security": HSTS} if settings.secure else ALWAYS

    async def add(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        sent = MutableScopeHeaders.from_message(message)
        for name, value in headers.items():
            sent.setdefault(name, value)
        if _is_kept(scope, message["status"]):
            sent["Cache-Control"] = FOREVER
        else:
            sent.setdefault("Cache-Control", "no-store")

    return add


def _is_kept(scope: Scope, status: int) -> bool:
    """A file whose address changes with its content."""
    hashed = scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v=")
    return hashed and status == 200  # noqa: PLR2004 - an error is not for keeping
