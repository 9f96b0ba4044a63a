"""A told program whose report was drafted by Ada, and issued by Bea."""

from uuid import UUID

from application.people import AddPerson
from application.reports import DraftReport, IssueReport, WriteNarrative
from domain.people.words import Role
from projections.people import PersonRow
from projections.reports import queries
from projections.reports.rows import ReportRow
from tests.projections.reports.transport import DFT, Telling


def person(told: Telling, name: str, role: Role = Role.MANAGER) -> UUID:
    """Somebody of the book; added where nobody has the name."""
    with told.book.view() as view:
        found = [row.id for row in view.select(PersonRow) if row.name == name]
    address = f"{name.partition(' ')[0].lower()}@example.org"
    return found[0] if found else told.new(AddPerson(name=name, email=address, role=role), "person")


def drafted(told: Telling, at: int | None = None) -> UUID:
    ada = person(told, "Ada Lovelace")
    report = told.new(DraftReport(program=DFT, position=at), "report", by=ada)
    told.do(WriteNarrative(thing=report, summary="It stands.", lessons="Ask earlier."), by=ada)
    return report


def issued(told: Telling, at: int | None = None) -> UUID:
    report = drafted(told, at)
    told.do(IssueReport(thing=report), by=person(told, "Bea Hill"))
    return report


def row_of(told: Telling, report: UUID) -> ReportRow:
    with told.book.view() as view:
        row = queries.one(view, report)
    assert row
    return row
