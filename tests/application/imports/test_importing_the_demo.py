"""The demo's book is told once, on the days it tells of, and shows every state there is to see."""

import json
from datetime import date
from pathlib import Path

import pytest

from application.accounts import Accounts
from cli.demo import demo_book
from demo.filling import PASSWORD
from demo.telling import TODAY, Cast, read_story
from domain.corrective_actions.state import CORRECTIVE_ACTION
from domain.corrective_actions.words import ActionState
from domain.kernel import Aggregate
from domain.risks.state import RISK
from domain.risks.words import RiskState
from projections.book import Book


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}"
    demo_book(url, fresh=False).close()
    return url


@pytest.fixture
def book(url: str) -> Book:
    return demo_book(url, fresh=False)


def states(book: Book, aggregate: Aggregate[object], begun_by: str) -> set[object]:
    begun = [stored.originator_id for stored in book.ledger.stored() if stored.topic == begun_by]
    return {book.desk.load(aggregate, stream).state.state for stream in begun}  # type: ignore[attr-defined,arg-type]


def test_the_second_start_tells_nothing_again(url: str) -> None:
    first = demo_book(url, fresh=False)
    second = demo_book(url, fresh=False)
    assert first.ledger.head() == second.ledger.head() > 8_000
    assert second.now() >= TODAY
    assert second.now().date() == date(2022, 4, 22)


def test_time_in_the_book_never_goes_back(book: Book) -> None:
    moments = [book.ledger.recorded(stored).envelope.recorded_at for stored in book.ledger.stored()]
    assert moments == sorted(moments)
    assert moments[-1] < TODAY
    assert {moment.year for moment in moments} == {2014, 2016, 2018, 2019, 2020, 2021, 2022}


def test_every_state_of_a_risk_can_be_seen(book: Book) -> None:
    assert states(book, RISK, "risk.identified/1") == set(RiskState)  # type: ignore[arg-type]


def test_every_stage_of_a_corrective_action_can_be_seen(book: Book) -> None:
    seen = states(book, CORRECTIVE_ACTION, "corrective_action.nonconformity_recorded/1")  # type: ignore[arg-type]
    assert seen == set(ActionState) - {ActionState.CANCELLED}


def test_everybody_of_the_story_can_sign_in(book: Book) -> None:
    accounts, cast = Accounts(book.database), Cast(book.desk)
    for nick in read_story()["people"]:
        assert accounts.check(cast.person(nick), PASSWORD, now=book.now())


def test_fresh_forgets_and_tells_again(tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    file.with_name("demo.db.clock").write_text(json.dumps({"filled_at": TODAY.isoformat()}), encoding="utf-8")
    file.write_bytes(b"left by somebody")
    assert demo_book(f"sqlite:///{file}", fresh=True).ledger.head() > 8_000


def test_a_book_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "mine.db"
    file.write_bytes(b"mine")
    for fresh in (False, True):
        with pytest.raises(Exception, match="is not a demo's book"):
            demo_book(f"sqlite:///{file}", fresh=fresh)
    assert file.read_bytes() == b"mine"
