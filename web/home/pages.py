"""The theme."""

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency

from web.security.session import safe_next
from web.visit import EVERYONE, Visit

YEAR = 365 * 24 * 3600


@post("/theme", opt={"roles": EVERYONE}, sync_to_thread=False)
def theme(visit: NamedDependency[Visit], form: NamedDependency[dict[str, list[str]]]) -> Response[str]:
    """Light, dark, or as the device says; kept by the browser, for it is no fact about the book."""
    chosen = (form.get("theme") or [""])[0]
    value = chosen if chosen in ("light", "dark") else ""
    cookie = Cookie("theme", value, path="/", max_age=YEAR, httponly=True, samesite="lax", secure=visit.settings.secure)
    back = safe_next((form.get("back") or ["/"])[0])
    return Response("", status_code=303, headers={"Location": back}, cookies=[cookie])


ROUTES = [theme]
