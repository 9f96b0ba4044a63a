"""Two walk over the log at once, and what the other one found counts only where it fits what this one made."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from application.apart import Apart
from application.proofs import halves, walking
from application.proofs.halves import Half, Walker, later_half
from application.proofs.verifying import Verified, verify_log
from tests.application.ledger.ledgers import renamed, write
from tests.application.proofs import forging
from tests.application.proofs.forging import HEAD, Here, Scene
from tests.builders import a_uuid
from tests.tampering import unguarded


@pytest.fixture
def scene(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """A log of forty events that is read by five."""
    monkeypatch.setattr(halves, "FEW", 0)
    monkeypatch.setattr(walking, "PAGE", 5)
    with forging.honest(database_url, tmp_path) as made:
        yield made


def test_both_halves_make_the_whole(scene: Scene) -> None:
    write(scene.ledger, a_uuid("later"), renamed(1))  # a stream that begins in the later half
    told: list[int] = []
    found = _verified(scene, Here(Walker(scene.database)), told)
    assert found == msgspec.structs.replace(_verified(scene, None, []), seconds=found.seconds)
    assert (found.wrong, found.events, found.streams) == ((), HEAD + 2, 4)
    assert told == [5, 10, 15, 20, 21, 26, 31, 36, 40, 42]


def test_another_process_walks_over_the_later_half(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # those that other tests left idle
    url = scene.database.url
    with later_half(url) as later:
        assert later
        assert _verified(scene, later, []).wrong == ()
    with unguarded(scene.database, "events") as tx:
        tx.run("UPDATE events SET version = version + 1 WHERE position = ?", (HEAD,))
    with later_half(url) as later:
        found = _verified(scene, later, [])
    assert [wrong.position for wrong in found.wrong] == [HEAD]


class Lying(Walker):
    """Finds nothing wrong, and something that is not so."""

    def __init__(self, scene: Scene, **said: object) -> None:
        super().__init__(scene.database)
        self._said = said

    def walked(self, middle: int, stops: Sequence[int]) -> Half | None:
        half = super().walked(middle, stops)
        return half and msgspec.structs.replace(half, **self._said)


@pytest.mark.parametrize("said", [{"begun": [b"another tree"]}, {"firsts": {}}, {"versions": {"another stream": 2}}])
def test_what_does_not_fit_is_walked_over_again(scene: Scene, said: dict[str, object]) -> None:
    told: list[int] = []
    assert _verified(scene, Here(Lying(scene, **said)), told).wrong == ()
    assert told == [5, 10, 15, 20, 25, 30, 35, 40]


def _verified(scene: Scene, later: Apart | None, told: list[int]) -> Verified:
    def progress(reached: int, _head: int) -> None:
        told.append(reached)

    return verify_log(scene.database, scene.keys, kept=[scene.kept.note.encode()], later=later, progress=progress)
