"""What one-time links open: the first administrator's set-up, and setting a password."""

from typing import Any
from uuid import UUID, uuid5

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.accounts import password_problem
from application.accounts.first_administrator import SetUpFirstAdministrator, first_administrator_id
from application.accounts.tokens import digest
from application.desk import STEWARD
from application.ledger import Ask
from domain.kernel import NAMESPACE, Refused
from web.security.csrf import Form
from web.sign_in.door import LOG, PUBLIC, Door, page, typed

SET_UP = "set-up"
PASSWORD = "password"  # noqa: S105 - the kind of a link
DIFFERENT = "The two passwords differ; type the same one twice."
GONE = 410


@get("/set-up/{token:str}", opt=PUBLIC, sync_to_thread=True)
def set_up_page(request: Request[Any, Any, Any], door: NamedDependency[Door], token: FromPath[str]) -> Response[str]:
    if door.accounts.see_link(token, SET_UP, now=door.now()) is None:
        return _gone(request)
    return _set_up_page(request, {}, {})


@post("/set-up/{token:str}", opt=PUBLIC, sync_to_thread=True)
def set_up(
    request: Request[Any, Any, Any], door: NamedDependency[Door], token: FromPath[str], form: NamedDependency[Form]
) -> Response[str]:
    given = typed(form, "name", "email", "password", "again")
    if door.accounts.see_link(token, SET_UP, now=door.now()) is None:
        return _gone(request)
    # the id comes from the link, so that a form sent twice makes one administrator
    ask = Ask(by=STEWARD, at=door.now(), command=uuid5(NAMESPACE, f"link/{digest(token)}"))
    command = SetUpFirstAdministrator(name=given["name"], email=given["email"])
    errors = _refusals(door, command, ask) | new_password_errors(given, known=(given["name"], given["email"]))
    if errors:
        return _set_up_page(request, errors, given)
    door.desk.do(command, ask)
    if door.accounts.use_link(token, SET_UP, now=door.now()) is None:
        return _gone(request)
    person = first_administrator_id(ask)
    door.accounts.set_password(person, given["password"], now=door.now())
    return door.let_in(person, request, "/")


@get("/password/{token:str}", opt=PUBLIC, sync_to_thread=True)
def password_page(request: Request[Any, Any, Any], door: NamedDependency[Door], token: FromPath[str]) -> Response[str]:
    person = _invited(door, door.accounts.see_link(token, PASSWORD, now=door.now()))
    return _password_page(request, door, person, {}) if person else _gone(request)


@post("/password/{token:str}", opt=PUBLIC, sync_to_thread=True)
def set_password(
    request: Request[Any, Any, Any], door: NamedDependency[Door], token: FromPath[str], form: NamedDependency[Form]
) -> Response[str]:
    given = typed(form, "password", "again")
    person = _invited(door, door.accounts.see_link(token, PASSWORD, now=door.now()))
    if person is None:
        return _gone(request)
    errors = new_password_errors(given, known=known_of(door, person))
    if errors:
        return _password_page(request, door, person, errors)
    if door.accounts.use_link(token, PASSWORD, now=door.now()) is None:
        return _gone(request)
    door.accounts.set_password(person, given["password"], now=door.now())
    door.accounts.end_all(person)
    LOG.info("password set by link person=%s", person)
    door.looked("password", "Set it by a one-time link", person=person, request=request)
    return door.let_in(person, request, "/")


def new_password_errors(given: dict[str, str], *, known: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with a new password that was typed twice."""
    problem = password_problem(given["password"], known=known)
    errors = {"password": problem} if problem else {}
    return errors if given["password"] == given["again"] else errors | {"again": DIFFERENT}


def known_of(door: Door, person: UUID) -> tuple[str, ...]:
    """What others know of a person and would guess first."""
    found = door.person(person)
    return (found.name, found.email) if found else ()


def _refusals(door: Door, command: SetUpFirstAdministrator, ask: Ask) -> dict[str, str]:
    """What the domain has against it, asked before anything is recorded so that every problem shows at once."""
    if door.desk.ledger.earlier(ask.command):
        return {}
    try:
        command.changes(door.desk, ask)
    except Refused as refused:
        return {problem.field: problem.sentence for problem in refused.problems}
    return {}


def _invited(door: Door, subject: str | None) -> UUID | None:
    person = UUID(subject) if subject else None
    return person if person and door.is_active(person) else None


def _set_up_page(request: Request[Any, Any, Any], errors: dict[str, str], given: dict[str, str]) -> Response[str]:
    shown = {"name": given.get("name", ""), "email": given.get("email", "")}
    return page("set_up.html", "Set up this book", request=request, errors=errors, typed=shown)


def _password_page(request: Request[Any, Any, Any], door: Door, person: UUID, errors: dict[str, str]) -> Response[str]:
    found = door.person(person)
    return page(
        "password.html", "Set your password", request=request, errors=errors, email=found.email if found else ""
    )


def _gone(request: Request[Any, Any, Any]) -> Response[str]:
    return page("gone.html", "This link no longer works", request=request, status=GONE)


HANDLERS = [set_up_page, set_up, password_page, set_password]
