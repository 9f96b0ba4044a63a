"""Whatever is decided in whatever order, the rows say of an issue or a corrective action what its state says."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings

from application.desk import STEWARD
from application.ledger import Ask
from domain.corrective_actions import corrective_action
from domain.issues import issue
from domain.kernel import Aggregate, Event, Refused
from projections.book import Book
from projections.corrective_actions import queries as actions
from projections.issues import queries as issues
from tests.builders import MOMENT
from tests.domain.corrective_actions.test_any_history_of_a_corrective_action import ASKS as OF_ACTIONS
from tests.domain.corrective_actions.test_any_history_of_a_corrective_action import STARTS
from tests.domain.issues.facts import RAISED
from tests.domain.issues.test_any_history_of_an_issue import ASKS as OF_ISSUES

Asks = list[tuple[str, dict[str, Any]]]
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def lived(book: Book, aggregate: Aggregate[Any], module: Any, start: tuple[Event, ...], asks: Asks) -> Any:
    """A new thing with this history in the book: its id and its state."""
    stream, state = uuid4(), aggregate.fold(start)
    _append(book, aggregate, stream, start)
    for act, arguments in asks:
        try:
            facts = getattr(module, act)(state, **arguments)
        except Refused:
            continue
        state = aggregate.fold(facts, state)
        _append(book, aggregate, stream, facts)
    return stream, state


@FEW
@given(start=STARTS, asks=OF_ACTIONS)
def test_the_rows_of_a_corrective_action_agree_with_its_state(tmp_path: Path, start: Any, asks: Asks) -> None:
    book = _book(tmp_path)
    stream, state = lived(book, corrective_action.CORRECTIVE_ACTION, corrective_action, start, asks)
    with book.view() as view:
        row = actions.one(view, stream)
        steps = [each for each in actions.steps(view, stream) if each.cycle == state.cycle]
        closings = [each.outcome for each in reversed(actions.cycles(view, stream)) if each.outcome]
        links = {each.thing for each in actions.links(view, stream)}
    assert row is not None
    assert (row.state, row.owner, row.due, row.cycle) == (state.state, state.owner, state.due, state.cycle)
    assert (row.contained, set(row.doers)) == (bool(state.containments), state.doers)
    assert [each.step for each in steps] == [each.id for each in (state.plan.steps if state.plan else ())]
    assert {each.step for each in steps if each.done_on} == state.steps_done
    assert row.steps_open == len(steps) - len(state.steps_done)
    assert closings == [each.outcome for each in state.closings]
    assert links == {*state.risks, *state.issues}
    assert row.proposed_version == (state.proposed.version if state.proposed else None)
    book.close()


@FEW
@given(asks=OF_ISSUES)
def test_the_rows_of_an_issue_agree_with_its_state(tmp_path: Path, asks: Asks) -> None:
    book = _book(tmp_path)
    stream, state = lived(book, issue.ISSUE, issue, (RAISED,), asks)
    with book.view() as view:
        row = issues.one(view, stream)
        endings = issues.endings(view, stream)
        linked = issues.actions(view, stream)
    assert row is not None
    assert (row.state, row.owner, row.due, row.level) == (state.state, state.assignee, state.due, state.level)
    assert (row.severity, row.priority) == (
        (state.triage.severity, state.triage.priority) if state.triage else (None, None)
    )
    assert [each.words for each in reversed(endings) if each.state == "resolved"] == [
        r.resolution for r in state.resolutions
    ]
    assert len([each for each in endings if each.state == "closed"]) == len(state.closings)
    assert set(linked) == set(state.corrective_actions)
    book.close()


def _book(tmp_path: Path) -> Book:
    book = Book(f"sqlite:///{tmp_path / uuid4().hex}.sqlite")
    book.migrate()
    return book


def _append(book: Book, aggregate: Aggregate[Any], stream: Any, facts: tuple[Event, ...]) -> None:
    ask = Ask(by=STEWARD, at=MOMENT, command=uuid4())
    book.ledger.append(ask, book.ledger.load(aggregate, stream).facts(facts))
