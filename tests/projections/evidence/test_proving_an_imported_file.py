"""Whoever holds a file that was imported finds its event in a bundle, proved, and so who imported it and when."""

import json
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest

from application.desk import STEWARD
from application.imports.sheets import Take, carry_out_sheets, read_sheets
from application.ledger import Ask
from application.proofs.steward_verify import Unreadable
from tests.application.risks.office import HERE
from tests.projections.evidence.bundles import Desk, files_of

HEADINGS = b"Program,Code,Name,Forecast finish\n"
OURS = HEADINGS + b"DFT,A-1,Northern line,2027-01-31\nDFT,A-2,Southern line,2027-01-31\n"
THEIRS = HEADINGS + b"MOD,B-1,Quiet harbour,2028-01-31\n"


def imported(desk: Desk, name: str, content: bytes) -> int:
    """The position at which the file was imported; the log is signed behind it."""
    position = desk.book.ledger.head() + 1
    ask = Ask(by=STEWARD, at=desk.book.now(), command=uuid4())
    sheets = read_sheets("projects", [(name, content)])
    assert not carry_out_sheets(sheets, desk.book.desk, ask, take=Take.ALL_OR_NOTHING).plan.problems
    desk.sign()
    return position


def manifest(desk: Desk, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files_of(desk.bundle(**asked))["manifest.json"])
    return found


def told(name: str, content: bytes, position: int) -> dict[str, Any]:
    return {"name": name, "sha256": sha256(content).hexdigest(), "size": len(content), "position": position}


@pytest.fixture
def ours(desk: Desk) -> int:
    return imported(desk, "ours.csv", OURS)


def test_the_bundle_of_a_program_holds_the_events_of_the_files_behind_it(desk: Desk, ours: int) -> None:
    theirs = imported(desk, "theirs.csv", THEIRS)
    assert manifest(desk)["imported_files"] == [told("ours.csv", OURS, ours), told("theirs.csv", THEIRS, theirs)]
    assert manifest(desk)["whole"]
    assert manifest(desk, program="DFT")["imported_files"] == [told("ours.csv", OURS, ours)]
    assert b"theirs.csv" not in b"".join(files_of(desk.bundle(program="DFT")).values())


def test_who_holds_the_file_is_told_who_imported_it_and_when_from_the_bundle_alone(desk: Desk, ours: int) -> None:
    digest = sha256(OURS).hexdigest()
    history = desk.check(desk.bundle(program="DFT"), replay=digest).partition(f"{digest} ours.csv")[2]
    assert f"{ours}  {desk.book.now().year}-" in history
    assert "Steward: import.file_imported/1" in history
    assert f"sha256: {digest}" in history
    assert manifest(desk, program="DFT")["people"][str(STEWARD)] == "Steward"
    with pytest.raises(Unreadable, match="Nothing in this bundle has the code"):
        desk.check(desk.bundle(), replay=sha256(OURS + b" ").hexdigest())


def test_a_part_that_begins_within_an_import_holds_its_file_and_is_not_called_whole(desk: Desk, ours: int) -> None:
    said = manifest(desk, since=str(ours + 2))
    assert ([file["position"] for file in said["imported_files"]], said["whole"]) == ([ours], False)
    head = desk.book.ledger.head()
    assert f"{head - ours} events of" in desk.check(desk.bundle(since=str(ours + 2)))
    assert manifest(desk, until=str(ours - 1))["imported_files"] == []


def test_who_reads_one_program_is_not_told_of_files(desk: Desk, ours: int) -> None:
    mine = frozenset({HERE})
    assert manifest(desk, programs=mine)["imported_files"] == []
    assert sha256(OURS).hexdigest().encode() not in b"".join(files_of(desk.bundle(programs=mine)).values())
