"""A book and the command line beside it, for tests of what is printed and how it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.application.proofs.terminal import Terminal


@pytest.fixture
def terminal(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("STEWARD_KEY_FILE", str(tmp_path / "book.key"))
    monkeypatch.setenv("COLUMNS", "300")  # or the box around an error breaks its sentence
    made = Terminal(database_url)
    yield made
    made.book.close()
