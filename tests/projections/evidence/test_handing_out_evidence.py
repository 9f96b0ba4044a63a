"""A part of the log in one file: what it holds, for whom, and what an outsider finds in it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from application.programs import ProposeProgram
from application.proofs.checkpoints import stored
from application.proofs.steward_verify import Wrong, entries_of
from projections.evidence.choosing import NoBundle
from tests.application.risks.office import HERE, THERE
from tests.projections.evidence.bundles import Desk, files_of, packed
from tests.tampering import unguarded


def test_the_whole_book_holds_with_nothing_left_out(desk: Desk) -> None:
    with desk.book.database.read() as tx:
        first = stored(tx)[0].note.encode()
    told = desk.check(desk.bundle(), kept=first)
    head = desk.book.ledger.head()
    assert f"{head} events of example.org/log are in the log at their places, under {head} signed." in told
    assert f"Positions 1 to {head}, every one of them." in told
    assert "0 of them begun before this part; stretches left out: 0." in told
    assert "3 approvals of what stands here hold; 0 are of events from before this part." in told
    assert "2 files of 1 reports as they were issued." in told
    assert "2 checkpoints, each the beginning of the newest; kept from earlier and found: 1." in told


def test_a_program_is_proved_apart_from_everything_else(told: Desk) -> None:
    file = told.bundle(program="dft")
    assert "3 approvals of what stands here hold" in told.check(file)
    entries = b"".join(entries_of(files_of(file)["events/entries"]))
    assert str(told.risk).encode() in entries
    assert b"Defence" not in entries


def test_a_period_says_which_streams_begin_before_it(told: Desk) -> None:
    head = told.book.ledger.head()
    found = told.check(told.bundle(since=str(head - 6), until=str(head - 1)))
    assert "6 events" in found
    assert "1 of them begun before this part" in found
    assert "0 approvals of what stands here hold; 1 are of events from before this part." in found


def test_a_report_comes_with_what_it_rests_on_and_its_files(told: Desk) -> None:
    file = told.bundle(report="rp-001")
    files = files_of(file)
    assert (files["reports/RP-001.json"], files["reports/RP-001.pdf"]) == (b'{"late": 3}', b"%PDF 3")
    positions = [int(entry.split(b" ")[1]) for entry in entries_of(files["events/entries"])]
    head = told.book.ledger.head()
    assert positions[-4:] == [head - 3, head - 2, head - 1, head]
    assert max(positions[:-4]) <= 30
    assert "2 files of 1 reports as they were issued." in told.check(file)


@pytest.mark.parametrize("change", ["DELETE FROM documents WHERE", "UPDATE documents SET bytes = 'x' WHERE"])
def test_a_report_whose_kept_file_is_gone_or_altered_is_not_handed_out(desk: Desk, change: str) -> None:
    with unguarded(desk.book.database, "documents") as tx:
        tx.run(f"{change} media_type = 'p'")
    with pytest.raises(NoBundle, match=r"The PDF file of RP-001 (is not kept any more|was altered)"):
        desk.bundle(report="RP-001")
    told = desk.check(desk.bundle())
    assert "1 files of 1 reports as they were issued." in told
    assert re.search(r"RP-001 was issued at \d+; its PDF is not here\.", told)


def test_the_history_of_a_thing_is_told_from_the_file_alone(told: Desk, tmp_path: Path) -> None:
    file = told.bundle()
    (tmp_path / "steward_verify.py").write_bytes(files_of(file)["steward_verify.py"])
    alone = [sys.executable, "-I", "steward_verify.py", "bundle", str(file), "--key", told.vkey, "--replay", "R-001"]
    done = subprocess.run(alone, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    history = done.stdout.partition("R-001 Late decision")[2]
    steps = [
        "Lena Quick: risk.identified/1",
        "risk.assessed/1",
        "risk.acceptance_requested/1",
        "Mia Poole: risk.accepted/2",
    ]
    places = [history.index(step) for step in steps]
    assert places == sorted(places)
    assert "approver: Mia Poole" in history
    assert "corrective_action" not in history


def test_the_same_content_is_the_same_bytes(told: Desk) -> None:
    assert packed(told, program="DFT") == packed(told, program="DFT")


def test_it_says_honestly_what_the_book_does_not_hold(told: Desk) -> None:
    manifest = json.loads(files_of(told.bundle())["manifest.json"])
    assert manifest["attachments"]["files"] == []
    assert "keeps no file that was imported or attached" in manifest["attachments"]["said"]
    assert not any("@" in str(said.get("code", "")) for said in manifest["streams"].values())


def test_it_holds_only_what_its_reader_may_see(told: Desk) -> None:
    mine = files_of(told.bundle(programs=frozenset({HERE})))
    assert b"Defence" not in b"".join(mine.values())
    assert not json.loads(mine["manifest.json"])["whole"]
    with pytest.raises(NoBundle, match="There is no program DFT that you may see"):
        told.bundle(programs=frozenset({THERE}), program="DFT")
    with pytest.raises(NoBundle, match="There is no report RP-001 that you may see"):
        told.bundle(programs=frozenset({THERE}), report="RP-001")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"program": "NO"}, "There is no program NO that you may see"),
        ({"report": "RP-9"}, "There is no report RP-9 that you may see"),
        ({"since": "soon"}, "“soon” is neither a position nor a day"),
        ({"since": "99999"}, "the book holds positions 1 to"),
        ({"until": "0"}, "the book holds positions 1 to"),
        ({"since": "1999-01-01"}, "the book began on 02 Mar 2026; give that day or a later one"),
        ({"since": "9", "until": "3"}, "from the beginning of this period to its end"),
        ({"since": "2026-03-03", "until": "2026-03-04"}, "from the beginning of this period to its end"),
        ({"since": "1", "until": "1", "program": "MOD"}, "No event that you may see lies in this part"),
    ],
)
def test_what_cannot_be_handed_out_is_said(told: Desk, asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NoBundle, match=sentence):
        told.bundle(**asked)


def test_what_is_not_signed_yet_is_left_out_or_said(desk: Desk) -> None:
    signed = desk.book.ledger.head()
    desk.do(ProposeProgram(code="NEW", name="New"), by=desk.sponsor)
    assert f"{signed} events" in desk.check(desk.bundle())
    with pytest.raises(NoBundle, match=f"The newest checkpoint ends at position {signed}, and this needs {signed + 1}"):
        desk.bundle(until=str(signed + 1))


def test_a_checkpoint_kept_from_another_log_is_told(told: Desk) -> None:
    other = told.signer.sign("example.org/log\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n").encode()
    with pytest.raises(Wrong, match="is not among those of this bundle"):
        told.check(told.bundle(), kept=other)
