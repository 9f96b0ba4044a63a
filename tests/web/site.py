"""The whole application over a real book, and the people who look at it in browsers."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from litestar.testing import TestClient

from application.accounts import Accounts, create_tables
from application.desk import STEWARD, Command, new_id
from application.imports.uploads import create_uploads
from application.ledger import Ask, Receipt
from application.people import AddPerson
from application.programs import ApproveProgram, ProposeProgram
from domain.people.words import Role
from domain.programs.state import program_id
from projections.book import Book
from web.app import create_app
from web.settings import Settings

ORIGIN = "https://steward.example.org"
PASSWORD = "a heron stands in the reeds"
OWN = {"Sec-Fetch-Site": "same-origin"}


def plain(html: str) -> str:
    """A page without its tags, as people read it."""
    return re.sub(r"<[^>]+>", "", html)


def as_it_stood(html: str) -> str:
    """A page of the past without what it tells of now."""
    before, card, after = html.partition('<section class="card" id="since"')
    return re.sub(r'<(small|p) class="now">.*?</\1>', "", before + (after.partition("</section>")[2] if card else ""))


class Browser:
    """One signed-in person."""

    def __init__(self, client: TestClient[Any], person: UUID, csrf: str) -> None:
        self.client = client
        self.person = person
        self.csrf = csrf

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, params=query or None, follow_redirects=False)

    def fragment(self, path: str, target: str, **query: Any) -> Any:
        """Ask for one block of a page, as htmx does."""
        headers = {"HX-Request": "true", "HX-Target": f"div#{target}"}
        return self.client.get(path, params=query or None, headers=headers, follow_redirects=False)

    def post(self, path: str, *, target: str = "", files: Any = None, **fields: Any) -> Any:
        """Send a form; with `target`, as htmx sends it for that block."""
        headers = {**OWN, "HX-Request": "true", "HX-Target": f"form#{target}"} if target else OWN
        data = {"_csrf_token": self.csrf, **fields}
        return self.client.post(path, data=data, files=files, headers=headers, follow_redirects=False)


class Site:
    """A book, the application over it, and whatever a test arranges."""

    def __init__(self, url: str) -> None:
        self.book = Book(url)
        self.book.migrate()
        create_tables(self.book.database)
        create_uploads(self.book.database)
        self.accounts = Accounts(self.book.database)
        self.settings = Settings(origin=ORIGIN)
        self.app = create_app(self.book, self.settings)

    def do(self, command: Command, *, by: UUID = STEWARD) -> Receipt:
        return self.book.desk.do(command, Ask(by=by, at=self.book.now(), command=uuid4()))

    def program(self, code: str = "DFT", name: str = "Transport") -> UUID:
        """An approved program."""
        self.do(ProposeProgram(code=code, name=name))
        self.do(ApproveProgram(thing=program_id(code)))
        return program_id(code)

    def person(self, role: Role | None = None, program: UUID | None = None, *, name: str = "Ada Lovelace") -> UUID:
        """Somebody new, with an address of their own."""
        ask = Ask(by=STEWARD, at=self.book.now(), command=uuid4())
        address = f"{ask.command.hex[:12]}@example.org"
        self.book.desk.do(AddPerson(name=name, email=address, role=role, program=program), ask)
        return new_id(ask, "person")

    def set_password(self, person: UUID) -> None:
        self.accounts.set_password(person, PASSWORD, now=datetime.now(UTC))

    def client_for(self, role: Role, program: UUID | None = None, *, name: str = "Ada Lovelace") -> Browser:
        return self.browser(self.person(role, program, name=name))

    def browser(self, person: UUID) -> Browser:
        client = TestClient(self.app, base_url=ORIGIN, raise_server_exceptions=False)
        new = self.accounts.start_session(person, now=datetime.now(UTC))
        client.cookies.set(self.settings.cookie, new.token)
        return Browser(client, person, new.csrf)
