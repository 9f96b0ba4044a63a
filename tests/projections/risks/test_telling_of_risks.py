"""What the record says of a risk: what was before and after, and the words that somebody gave."""

from typing import Any
from uuid import UUID

from application.risks import AcceptRisk, EscalateRisk, RequestAcceptance
from domain.risks.words import Tier
from projections import record
from tests.application.risks.office import DAY, UNTIL, Office

WORDING = "“A review is open.” “The decision comes late.” “Work starts a year later.”"
BASIS = "by matrix version 1 “Three talks.”"


def told(office: Office, risk: UUID) -> list[str]:
    with office.book.view() as view:
        entries = record.entries(view, office.book.ledger, record.Filter(stream=risk))
    return [record.plain(entry) for entry in reversed(entries)]


def test_the_life_of_a_risk_reads_as_sentences(office: Office) -> None:
    risk = office.assessed()
    office.assess(risk, 4, 3)
    asked: dict[str, Any] = {"approver": office.sponsor, "until": UNTIL, "argument": "It is cheap."}
    office.do(RequestAcceptance(thing=risk, **asked))
    office.do(AcceptRisk(thing=risk, until=UNTIL), by=office.sponsor)
    office.do(EscalateRisk(thing=risk, to=Tier.PROGRAM, reason="No date is set.", answer_due=DAY))
    assert told(office, risk) == [
        f"Lena Quick identified the risk Late decision in Rail, owned by Omar Reed {WORDING}",
        f"Lena Quick assessed the current level as Medium: likelihood 3, impact 3, {BASIS}",
        f"Lena Quick reassessed the current level as Medium → High: likelihood: 3 → 4, impact 3, {BASIS}",
        "Lena Quick asked Sam Roe to accept it as High until 31 May 2026 “It is cheap.”",
        "Sam Roe accepted it as High until 31 May 2026, as seen at its version 4",
        "Lena Quick escalated it Project → Program, answer needed by 2 Mar 2026 “No date is set.”",
    ]
