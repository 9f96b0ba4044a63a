"""The site over the told book, and everybody who may come to it."""

from typing import TypeVar
from uuid import UUID

from domain.people.words import Role
from domain.programs.state import program_id
from projections.people import PersonRow
from projections.rows import Row
from projections.things import ThingRow
from tests.contracts import shown
from tests.web.site import Browser, Site

R = TypeVar("R", bound=Row)
HERE, ELSEWHERE = program_id("DFT"), program_id("OTH")  # whose program is looked at, and whose is not
ROLES: dict[str, tuple[Role, UUID | None]] = {
    "manager": (Role.MANAGER, None),
    "local": (Role.MANAGER, HERE),
    "contributor": (Role.CONTRIBUTOR, HERE),
    "auditor": (Role.AUDITOR, HERE),
    "stakeholder": (Role.STAKEHOLDER, HERE),
    "reader": (Role.STAKEHOLDER, None),
    "administrator": (Role.ADMINISTRATOR, None),
    "stranger": (Role.MANAGER, ELSEWHERE),
}


def settle(site: Site) -> None:
    """Let everybody in who comes to a house; the manager of the told program becomes manager of all."""
    for name, (role, program) in ROLES.items():
        site.set_password(site.person(role, program, name=name.capitalize()))
    with site.book.view() as view:
        for mia in view.select(PersonRow, "name LIKE 'Mia %'"):
            site.set_password(mia.id)


Places = dict[tuple[str, str], str]
BETTER: Places = {("corrective_action", "implementation"): "/corrective-actions/CA-006"}  # its steps are done


class House(Site):
    """The told book with browsers for everybody in it; `places` says where each act is offered."""

    def __init__(self, url: str, places: Places | None = None) -> None:
        super().__init__(url)
        self._browsers: dict[str, Browser] = {}
        with self.book.view() as view:
            self.people = {row.name: row.id for row in view.select(PersonRow)}
            self.things = view.select(ThingRow, order="kind, length(code), code")
        self.places = self._offered() if places is None else places

    def as_(self, name: str) -> Browser:
        """Somebody by their role, or by their name in the book."""
        if name not in self._browsers:
            known = name.capitalize() if name in ROLES else name
            self._browsers[name] = self.browser(self.people[known])
        return self._browsers[name]

    def every(self, kind: type[R]) -> list[R]:
        with self.book.view() as view:
            return view.select(kind)

    def head(self) -> int:
        return self.book.ledger.head()

    def _offered(self) -> Places:
        """The first page for each kind of thing and address of the act."""
        found: Places = {}
        for thing in self.things:
            who = "administrator" if thing.kind == "person" else "Mia Dft"
            root = shown.page(self.as_(who).get(thing.path).text)
            for noun in _nouns(root, thing.path):
                found.setdefault((thing.kind, noun), thing.path)
        return {**found, **BETTER}


def _nouns(root: shown.Element, path: str) -> list[str]:
    """The acts that a page links to, and the one whose form it shows."""
    linked = [href.partition("act=")[2].partition("&")[0] for href in shown.links(root) if href.startswith(f"{path}?")]
    sent_to = [form["action"] for form in root.all("form") if form["action"].startswith(f"{path}/")]
    return [noun for noun in (*linked, *(each.removeprefix(f"{path}/") for each in sent_to)) if noun]
