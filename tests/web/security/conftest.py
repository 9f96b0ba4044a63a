"""A small app made of the real parts: sign-in, sessions, the check of forms and the headers, over a real database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from litestar import Litestar, Request, get, post
from litestar.params import FromPath
from litestar.testing import TestClient

from application.accounts import Accounts, create_tables
from application.desk import STEWARD, Desk
from application.ledger import Ask, Database, Ledger, open_database
from domain.people import email as addresses
from domain.people import person as people
from domain.people.events import PersonDisabled
from web.errors import HANDLERS
from web.security import OwnForms, Sessions, security_headers, session_of
from web.settings import Ready, Settings
from web.sign_in import Door, sign_in_routes

ORIGIN = "https://steward.example.org"
OWN = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "four purple kettles sing"
EMAIL = "ada@example.org"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **spans: int) -> None:
        self.at += timedelta(**spans)


class Site:
    """The app, a browser on it, and what a test arranges behind it."""

    def __init__(self, database: Database, settings: Settings) -> None:
        database.create_log()
        create_tables(database)
        self.clock = Clock()
        self.settings = settings
        self.ledger = Ledger(database)
        self.accounts = Accounts(database, idle=settings.idle)
        self.door = Door(settings, self.accounts, Desk(self.ledger), self.clock)
        self.ada = self.person("Ada Lovelace", EMAIL, password=PASSWORD)

    def app(self) -> Litestar:
        sessions = Sessions(self.accounts, self.settings, is_active=self.door.is_active, now=self.clock)
        return Litestar(
            route_handlers=[*sign_in_routes(self.door), programs, program, change, broken],
            middleware=[sessions, OwnForms(self.settings)],
            before_send=[security_headers(self.settings)],
            exception_handlers=HANDLERS,
            openapi_config=None,
        )

    def person(self, name: str, email: str, *, password: str = "") -> UUID:
        person = uuid4()
        self._record(person, people.PERSON, people.add(None, name=name, email=email))
        taken = addresses.take(None, address=email, person=person)
        self._record(addresses.email_id(email), addresses.EMAIL, taken)
        if password:
            self.accounts.set_password(person, password, now=self.clock())
        return person

    def disable(self, person: UUID) -> None:
        self._record(person, people.PERSON, (PersonDisabled(reason="Left.", by=STEWARD),))

    def browser(self) -> TestClient[Litestar]:
        """A browser of its own, answered by an app of its own over the same database, as by another process."""
        return TestClient(self.app(), base_url=ORIGIN, raise_server_exceptions=False)

    def sign_in(self, browser: TestClient[Litestar], **sent: str) -> Any:
        form = {"email": EMAIL, "password": PASSWORD, **sent}
        return browser.post("/sign-in", data=form, headers=OWN, follow_redirects=False)

    def csrf(self, browser: TestClient[Litestar]) -> str:
        session = self.accounts.session(browser.cookies[self.settings.cookie], now=self.clock())
        assert session is not None
        return session.csrf

    def _record(self, stream: UUID, aggregate: Any, facts: Any) -> None:
        ask = Ask(by=STEWARD, at=self.clock(), command=uuid4())
        self.ledger.append(ask, self.ledger.load(aggregate, stream).facts(facts))


@get("/programs", sync_to_thread=False)
def programs(request: Request[Any, Any, Any]) -> str:
    return str(session_of(request).person)


@get("/programs/{name:str}", sync_to_thread=False)
def program(name: FromPath[str]) -> str:
    return name


@post("/programs", sync_to_thread=False)
def change() -> str:
    return "changed"


@get("/broken", opt={"public": True}, sync_to_thread=False)
def broken() -> str:
    raise RuntimeError


@pytest.fixture
def site(tmp_path: Any) -> Iterator[Site]:
    database = open_database(f"sqlite:///{tmp_path / 'book.sqlite'}")
    yield Site(database, Settings(origin=ORIGIN))
    database.close()


@pytest.fixture
def demo(tmp_path: Any) -> Iterator[Site]:
    database = open_database(f"sqlite:///{tmp_path / 'demo.sqlite'}")
    yield Site(database, Settings(origin=ORIGIN, demo=True, ready=(Ready(EMAIL, "Ada Lovelace", "Manager"),)))
    database.close()


@pytest.fixture
def browser(site: Site) -> Iterator[TestClient[Litestar]]:
    with site.browser() as client:
        yield client
