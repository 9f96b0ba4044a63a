"""How a one-time link reaches the administrator: once, on the page after, and in no address that is kept anywhere."""

import logging
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.datastructures import Cookie

from application.accounts import Accounts
from projections.book import utc_now
from web.sign_in.links import PASSWORD
from web.visit import Visit

LOG = logging.getLogger("steward.security")
COOKIE = "steward-link"
LASTS = 60  # seconds between making the link and showing it


def accounts_of(visit: Visit) -> Accounts:
    found: Accounts = visit.request.app.state["accounts"]
    return found


def hand_over(visit: Visit, answer: Response[Any], person: UUID) -> None:
    """Make a link and send it along to the page that comes next."""
    token = accounts_of(visit).new_link(PASSWORD, str(person), now=utc_now())
    LOG.info("password link made person=%s by=%s", person, visit.person.id)
    answer.set_cookie(_cookie(visit, person, token, LASTS))


def handed_over(visit: Visit, person: UUID) -> str:
    """The link that was just made for this person, or nothing."""
    token = visit.request.cookies.get(COOKIE, "")
    subject = accounts_of(visit).see_link(token, PASSWORD, now=utc_now()) if token else None
    return f"{visit.settings.origin}/password/{token}" if subject == str(person) else ""


def take_back(visit: Visit, answer: Response[Any], person: UUID) -> None:
    """Shown once: the page that showed the link lets the browser forget it."""
    answer.set_cookie(_cookie(visit, person, "", 0))


def _cookie(visit: Visit, person: UUID, token: str, lasts: int) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=token,
        max_age=lasts,
        path=f"/people/{person}",
        secure=visit.settings.secure,
        httponly=True,
        samesite="strict",
    )
