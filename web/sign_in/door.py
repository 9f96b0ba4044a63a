"""What the pages of signing in share: who stands at the door, how often they tried, and what is put on a page."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from litestar.exceptions import ValidationException

from application import looks
from application.accounts import Accounts, Limit
from application.accounts.sessions import LONGEST
from application.desk import Desk
from domain.people.email import EMAIL, email_id, normal
from domain.people.person import PERSON, Person
from domain.people.words import PersonState
from web.security.address import address_of
from web.security.csrf import FIELD, Form
from web.settings import Settings
from web.templates import TEMPLATES

PUBLIC = {"public": True}
SIGNED_IN = {"signed_in": True}  # anybody with a session, whatever their roles
LOG = logging.getLogger("steward.security")
BROWSERS = (
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # each claims the next
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac", "Mac"),
    ("Linux", "Linux"),
)
Errors = Mapping[str, str]


class Door(msgspec.Struct, frozen=True):
    """`now` is the clock on the wall, also in a demo whose book stands at a day in the past."""

    settings: Settings
    accounts: Accounts
    desk: Desk
    now: Callable[[], datetime]

    def person(self, person: UUID) -> Person | None:
        return self.desk.load(PERSON, person).found

    def is_active(self, person: UUID) -> bool:
        found = self.person(person)
        return found is not None and found.state is PersonState.ACTIVE

    def person_with(self, email: str) -> UUID | None:
        """The person whose address this is and who may sign in."""
        found = self.desk.load(EMAIL, email_id(email)).found
        return found.person if found and found.person and self.is_active(found.person) else None

    def too_often(self, email: str, address: str) -> int:
        """Count one try to sign in; the seconds to wait where there were too many."""
        return self.accounts.take_all(
            (
                Limit(f"sign-in/{normal(email)}/{address}", 10, timedelta(minutes=5)),
                Limit(f"sign-in/{normal(email)}", 100, timedelta(days=1)),
                Limit(f"sign-in//{address}", 60, timedelta(hours=1)),
                Limit("sign-in", 300, timedelta(minutes=1)),
            ),
            now=self.now(),
        )

    def address(self, request: Request[Any, Any, Any]) -> str:
        return address_of(request, self.settings.trusted_proxy)

    def looked(self, kind: str, what: str, *, person: UUID | None, request: Request[Any, Any, Any]) -> None:
        """Note who came to the door, for administrators and auditors."""
        address = self.address(request)
        looks.note(self.desk.ledger.database, at=self.now(), person=person, kind=kind, what=what, address=address)

    def held_back(self, request: Request[Any, Any, Any]) -> None:
        """The same for somebody who tried too often: once in a while, for the record cannot be thinned out again."""
        address = self.address(request)
        limits = Limit(f"held-back/{address}", 1, timedelta(minutes=5)), Limit("held-back", 60, timedelta(hours=1))
        if not self.accounts.take_all(limits, now=self.now()):
            self.looked("held-back", "Tried too often", person=None, request=request)

    def let_in(self, person: UUID, request: Request[Any, Any, Any], target: str) -> Response[str]:
        """Start a session under a token that was never seen before, and end the one the browser had."""
        old = request.scope["state"].get("session")
        if old is not None:
            self.accounts.end_session(old.token_sha256, person=old.person)
        agent, address = request.headers.get("User-Agent", ""), self.address(request)
        new = self.accounts.start_session(person, now=self.now(), agent=agent, address=address)
        LOG.info("signed in person=%s address=%r", person, address)
        self.looked("sign-in", browser_of(agent), person=person, request=request)
        return see(target, cookie=self.cookie(new.token, int(LONGEST.total_seconds())))

    def cookie(self, token: str, lasts: int) -> Cookie:
        settings = self.settings
        return Cookie(
            key=settings.cookie,
            value=token,
            max_age=lasts,
            path="/",
            secure=settings.secure,
            httponly=True,
            samesite="lax",
        )


def browser_of(agent: str) -> str:
    """A browser in words that its owner knows it by."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser


def see(target: str, *, cookie: Cookie | None = None, **headers: str) -> Response[str]:
    """Go and look at another page."""
    cookies = [cookie] if cookie else []
    return Response(
        "", status_code=303, headers={"Location": target, **headers}, cookies=cookies, media_type=MediaType.HTML
    )


def page(
    template: str,
    title: str,
    *,
    request: Request[Any, Any, Any],
    errors: Errors | None = None,
    status: int = 0,
    **context: Any,
) -> Response[str]:
    """A page outside the shell: 422 where it carries errors, unless told otherwise."""
    errors = errors or {}
    about = {"title": title, "problem": bool(errors), "theme": request.cookies.get("theme")}
    html = TEMPLATES.get_template(f"sign_in/{template}").render(page=about, errors=errors, **context)
    return Response(html, status_code=status or (422 if errors else 200), media_type=MediaType.HTML)


def typed(form: Form, *names: str) -> dict[str, str]:
    """The one value of each field; a form of ours never sends a field twice."""
    twice = [name for name in (*names, FIELD) if len(form.get(name, ())) > 1]
    if twice:
        raise ValidationException(
            detail="The form was sent with a field twice; open the page again and send it once more."
        )
    return {name: form.get(name, [""])[0] for name in names}
