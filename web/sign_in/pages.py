"""Signing in and out."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide

from web.security.csrf import Form, read_form
from web.security.session import SIGN_IN, safe_next, session_of
from web.sign_in import account, links
from web.sign_in.door import LOG, PUBLIC, SIGNED_IN, Door, Errors, page, see, typed

DIFFERENT = "The e-mail address and the password do not match. Check both and try again."
NOBODY = "Nobody who may sign in has this address"  # what was typed is not kept: it may be a password


def sign_in_routes(door: Door) -> list[Router]:
    """Every page about signing in, ready to be put into the app."""

    def the_door() -> Door:
        return door

    handlers = [sign_in_page, sign_in, sign_out, *links.HANDLERS, *account.HANDLERS]
    given = {"door": Provide(the_door, sync_to_thread=False), "form": Provide(read_form)}
    return [Router(path="/", route_handlers=handlers, dependencies=given, include_in_schema=False)]


@get(SIGN_IN, opt=PUBLIC, sync_to_thread=True)
def sign_in_page(request: Request[Any, Any, Any], door: NamedDependency[Door]) -> Response[str]:
    target = safe_next(request.query_params.get("next") or "/")
    if request.scope["state"].get("session"):
        return see(target)
    return _sign_in_page(request, door, {"next": target})


@post(SIGN_IN, opt=PUBLIC, sync_to_thread=True)
def sign_in(request: Request[Any, Any, Any], door: NamedDependency[Door], form: NamedDependency[Form]) -> Response[str]:
    given = typed(form, "email", "password", "next", "ready")
    ready = _ready(door, given["ready"])
    given["email"] = ready or given["email"]
    if errors := {} if ready else _missing(given):
        return _sign_in_page(request, door, given, errors=errors)
    address = door.address(request)
    if wait := door.too_often(given["email"], address):
        return _too_often(request, door, given, wait=wait)
    person = door.person_with(given["email"])
    matches = bool(ready) or door.accounts.check(person, given["password"], now=door.now())
    if person is None or not matches:
        LOG.warning("sign-in refused person=%s address=%r", person, address)
        door.looked("refused", "The password did not match" if person else NOBODY, person=person, request=request)
        return _sign_in_page(request, door, given, errors={"password": DIFFERENT})
    return door.let_in(person, request, safe_next(given["next"]))


@post("/sign-out", opt=SIGNED_IN, sync_to_thread=True)
def sign_out(request: Request[Any, Any, Any], door: NamedDependency[Door]) -> Response[str]:
    session = session_of(request)
    door.accounts.end_session(session.token_sha256, person=session.person)
    LOG.info("signed out person=%s", session.person)
    door.looked("sign-out", "", person=session.person, request=request)
    return see(SIGN_IN, cookie=door.cookie("", 0), **{"Clear-Site-Data": '"cache", "storage"'})


def _ready(door: Door, email: str) -> str:
    """An account that the demo leaves open; nothing is open elsewhere."""
    is_open = door.settings.demo and any(ready.email == email for ready in door.settings.ready)
    return email if is_open else ""


def _missing(given: dict[str, str]) -> Errors:
    asked = {"email": "Enter your e-mail address.", "password": "Enter your password."}
    return {name: sentence for name, sentence in asked.items() if not given[name].strip()}


def _too_often(request: Request[Any, Any, Any], door: Door, given: dict[str, str], *, wait: int) -> Response[str]:
    minutes = -(-wait // 60)
    unit = "minute" if minutes == 1 else "minutes"
    errors = {"": f"That was tried too often; wait {minutes} {unit} and try again."}
    LOG.warning("sign-in held back address=%r", door.address(request))
    door.held_back(request)
    answer = _sign_in_page(request, door, given, errors=errors, status=429)
    answer.headers["Retry-After"] = str(wait)
    return answer


def _sign_in_page(
    request: Request[Any, Any, Any], door: Door, given: dict[str, str], *, errors: Errors | None = None, status: int = 0
) -> Response[str]:
    shown = {"email": given.get("email", "")}
    ready = door.settings.ready if door.settings.demo else ()
    target = safe_next(given["next"])
    return page(
        "sign_in.html", "Sign in", request=request, errors=errors, status=status, typed=shown, next=target, ready=ready
    )
