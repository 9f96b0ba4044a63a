"""One's own account: where one is signed in, and one's password."""

from datetime import timedelta
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from application.accounts import Session
from web.security.csrf import Form
from web.security.session import session_of
from web.sign_in.door import LOG, SIGNED_IN, Door, browser_of, page, see, typed
from web.sign_in.links import known_of, new_password_errors

ACCOUNT = "/account"
OTHERS = "others"
WRONG = "This is not your password; check it and try again."


@get(ACCOUNT, opt=SIGNED_IN, sync_to_thread=True)
def account_page(request: Request[Any, Any, Any], door: NamedDependency[Door]) -> Response[str]:
    return _account_page(request, door, {})


@post(ACCOUNT, opt=SIGNED_IN, sync_to_thread=True)
def change_password(
    request: Request[Any, Any, Any], door: NamedDependency[Door], form: NamedDependency[Form]
) -> Response[str]:
    session = session_of(request)
    given = typed(form, "old", "password", "again")
    if wait := _too_often(door, session):
        held = {"old": f"That was tried too often; wait {wait} seconds and try again."}
        return _account_page(request, door, held, wait=wait)
    matches = door.accounts.check(session.person, given["old"], now=door.now())
    errors = {} if matches else {"old": WRONG}
    errors |= new_password_errors(given, known=known_of(door, session.person))
    if errors:
        return _account_page(request, door, errors)
    door.accounts.set_password(session.person, given["password"], now=door.now())
    door.accounts.end_all(session.person)
    LOG.info("password changed person=%s", session.person)
    door.looked("password", "Changed it", person=session.person, request=request)
    return door.let_in(session.person, request, f"{ACCOUNT}?done=password")


@post(f"{ACCOUNT}/endings", opt=SIGNED_IN, sync_to_thread=True)
def end_sessions(
    request: Request[Any, Any, Any], door: NamedDependency[Door], form: NamedDependency[Form]
) -> Response[str]:
    """End one of one's sessions, or all but this one."""
    session = session_of(request)
    which = typed(form, "session")["session"]
    if which == OTHERS:
        door.accounts.end_all(session.person, but=session.token_sha256)
    else:
        door.accounts.end_session(which, person=session.person)
    LOG.info("sessions ended person=%s", session.person)
    ended = "Everywhere else" if which == OTHERS else "In one other place"
    door.looked("sign-out", ended, person=session.person, request=request)
    return see(f"{ACCOUNT}?done=ended")


def _too_often(door: Door, session: Session) -> int:
    key = f"change-password/{session.person}"
    return door.accounts.take(key, capacity=10, per=timedelta(minutes=5), now=door.now())


def _account_page(
    request: Request[Any, Any, Any], door: Door, errors: dict[str, str], *, wait: int = 0
) -> Response[str]:
    session = session_of(request)
    person = door.person(session.person)
    answer = page(
        "account.html",
        "Your account",
        request=request,
        errors=errors,
        status=429 if wait else 0,
        email=person.email if person else "",
        name=person.name if person else "",
        session=session,
        browser_of=browser_of,
        sessions=door.accounts.sessions_of(session.person, now=door.now()),
        done=request.query_params.get("done", ""),
    )
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer


HANDLERS = [account_page, change_password, end_sessions]
