"""An approval keeps the version that was seen and a digest of it, and it shows when either no longer holds."""

import json
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from application.approvals import digest, recomputed
from application.corrective_actions import MoveDueDate, VerifyEffect
from application.ledger import tree
from application.ledger.stored import ENCODER, envelope, moment
from application.proofs.verifying import verify_log
from application.risks import AcceptRisk, RequestAcceptance
from domain.corrective_actions.words import Result
from domain.kernel import Refused
from domain.reports.events import ReportSigned
from domain.risks.events import RiskAccepted
from domain.risks.matrix import Level
from projections.book import Book
from projections.duties import queries
from projections.verifying.whole import log_alone
from tests.application.corrective_actions.works import AFTER, VERIFIED, Works
from tests.application.risks.office import DAY
from tests.digests import by_hand
from tests.projections.evidence.bundles import Desk
from tests.tampering import unguarded


def approvals(works: Works, thing: UUID) -> list[queries.Approval]:
    with works.book.view() as view:
        return queries.of_thing(view, works.book.ledger, thing)


def test_three_kinds_of_approval_are_bound_to_the_version_and_the_bytes_that_were_seen(works: Works) -> None:
    risk, action = works.accepted(), works.implemented()
    works.do(VerifyEffect(thing=action, result=Result.EFFECTIVE, **VERIFIED), by=works.manager, on=AFTER)
    found = [*approvals(works, risk), *approvals(works, action)]
    assert [each.row.what for each in found] == ["Accepted", "Effect verified", "Plan approved"]
    for each in found:
        assert each.row.seen_version == each.row.version - 1
        assert each.row.digest == by_hand(works.book, each.row.thing, each.row.version - 1)
        assert each.holds is True


def test_a_script_that_saw_nothing_decides_on_what_is_there(works: Works) -> None:
    with works.book.database.read() as tx:
        head = works.book.ledger.head()
    risk = works.accepted()
    (approval,) = approvals(works, risk)
    with works.book.database.read() as tx:
        assert recomputed(tx, risk, [1, 3, 99]) == {version: digest(tx, risk, version) for version in (1, 3)}
    assert approval.row.seen_version == 3
    assert approval.row.position > head


def test_a_version_that_never_was_is_not_approved(works: Works) -> None:
    risk = works.assessed()
    works.do(RequestAcceptance(thing=risk, approver=works.manager, until=works.until, argument="It is cheap."))
    with pytest.raises(Refused, match="accept the version you see"):
        works.do(AcceptRisk(thing=risk, until=works.until, seen=99), by=works.manager)


def test_what_was_recorded_since_is_told_and_without_it_nothing_is(works: Works) -> None:
    action = works.approved()
    (approval,) = approvals(works, action)
    assert (approval.since, approval.later) == ([], 0)
    works.do(MoveDueDate(thing=action, to=AFTER, reason="The roster is late."))
    (approval,) = approvals(works, action)
    assert approval.later == 1
    assert [entry.topic for entry in approval.since] == ["corrective_action.due_date_moved/1"]
    assert approval.seen_at is not None
    assert approval.holds is True, "what was approved is not what was recorded later"


def test_a_byte_that_was_changed_under_an_approval_shows(works: Works) -> None:
    action = works.approved()
    with unguarded(works.book.database, "events") as tx:
        position, state = tx.rows(
            "SELECT position, state FROM events WHERE stream = ? AND version = 1", (str(action),)
        )[0]
        tx.run("UPDATE events SET state = ? WHERE position = ?", (bytes(state).replace(b"85.9", b"95.9"), position))
    (approval,) = approvals(works, action)
    assert approval.holds is False


def test_verifying_makes_each_digest_anew_so_that_a_rewritten_log_is_found_by_its_approvals(database_url: str) -> None:
    book = Book(database_url)
    book.migrate()
    desk, database = Desk(book), book.database
    desk.accepted()
    action = desk.approved()
    desk.issue_report()
    whole = log_alone(book, verify_log(database, []))
    assert (whole.exit_code, whole.approvals, whole.wrong) == (0, 3, ())
    (approval,) = approvals(desk, action)
    with unguarded(database, "events", "tree") as tx:
        sql = "SELECT position, state FROM events WHERE topic = ? OR stream = ? AND version = 1"
        for position, state in tx.rows(sql, (ReportSigned.TOPIC, str(action))):
            changed = bytes(state).replace(b"85.9", b"95.9").replace(b'"digest":"d"', b'"digest":"e"')
            tx.run("UPDATE events SET state = ? WHERE position = ?", (changed, position))
        tx.run("DELETE FROM tree")
    tree.catch_up(database, lambda *_: None)
    found = log_alone(book, verify_log(database, []))
    assert (found.exit_code, found.log.wrong) == (1, ()), "the tree itself was grown anew"
    assert [one.sentence for one in found.wrong] == [
        f"Position {approval.row.position}: what was approved is not what stands in the events before it.",
        f"Position {book.ledger.head()}: the signature is of another document than was issued.",
    ]
    book.close()


def test_an_approval_from_before_digests_were_kept_is_read_and_says_so(works: Works) -> None:
    risk = works.assessed()
    works.do(RequestAcceptance(thing=risk, approver=works.manager, until=works.until, argument="It is cheap."))
    _stored_as_version_1(works, risk)
    (approval,) = approvals(works, risk)
    assert (approval.row.seen_version, approval.row.digest, approval.holds) == (3, "", None)
    assert works.state(risk).acceptance is not None


def _stored_as_version_1(works: Works, risk: UUID) -> None:
    """What the version before this one wrote when it accepted a risk."""
    ask, version = works.ask(works.manager), works.version(risk)
    said: dict[str, Any] = {"approver": works.manager, "until": works.until, "level": Level.MEDIUM, "matrix": 1}
    fact = RiskAccepted(**said, seen_version=version, digest="", from_treatment=None, on=DAY)
    told = json.loads(ENCODER.encode(envelope(fact, ask)))
    del told["data"]["digest"]
    event = StoredEvent(str(risk), version + 1, "risk.accepted/1", json.dumps(told).encode())
    works.book.ledger._recorder.insert_events([event], command=str(ask.command), recorded_at=moment(ask.at))
