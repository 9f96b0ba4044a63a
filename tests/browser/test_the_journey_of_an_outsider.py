"""From an approval to the proof of it: an auditor finds who saw what, and an outsider checks it in an empty folder."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from application.proofs.checkpoints import Signed, last, sign
from application.proofs.keys import signer_at
from tests.browser.server import Served
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

RISK = "/risks/R-013"


def signed(served: Served, folder: Path) -> Signed:
    """The newest checkpoint of the book; the first one is signed where there is none."""
    with served.book.database.read() as tx:
        found = last(tx)
    made = found or sign(served.book.database, signer_at(folder / "log.key", "example.org/log"), at=served.clock())
    assert made
    return made


def test_who_approved_what_they_saw_whether_it_changed_and_the_proof(
    own: Served, own_windows: Windows, tmp_path: Path
) -> None:
    checkpoint = signed(own, tmp_path)
    aubrey = own_windows.open("auditor")
    _finds_what_was_approved(aubrey)
    outside = tmp_path / "outside"
    outside.mkdir()
    bundle = _takes_the_bundle(aubrey, outside)
    _checks_it_alone(bundle, checkpoint.vkey)


def _finds_what_was_approved(aubrey: Page) -> None:
    aubrey.goto(RISK)
    card = aubrey.locator("#approvals")
    expect(card).to_contain_text("by Simon Ashdown on 10 Feb 2022")
    expect(card).to_contain_text("unchanged since")
    card.locator("details.digest").first.locator("summary").click()
    expect(card).to_contain_text("What was approved is unaltered.")
    card.get_by_role("link", name="Version 14").click()
    expect(aubrey.get_by_text("You are looking at the past.")).to_be_visible()
    expect(aubrey.locator(".head")).to_contain_text("version 14")
    aubrey.goto(RISK)
    card.get_by_text("2 earlier approvals").click()
    card.get_by_role("link", name="5 events since").click()
    expect(aubrey.get_by_role("heading", level=1)).to_contain_text("Tunnelling prices rise: position")
    aubrey.goto(RISK)
    card.get_by_role("link", name="Duties checked").click()
    expect(aubrey.get_by_text(re.compile(r"\d+ approvals checked, 0 breaches\."))).to_be_visible()


def _takes_the_bundle(aubrey: Page, folder: Path) -> Path:
    aubrey.goto("/programs/DFT")
    aubrey.get_by_role("link", name="Evidence").click()
    with aubrey.expect_download() as started:
        aubrey.get_by_role("link", name="Take the bundle").click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    return file


def _checks_it_alone(bundle: Path, vkey: str) -> None:
    with zipfile.ZipFile(bundle) as held:
        (bundle.parent / "steward_verify.py").write_bytes(held.read("steward_verify.py"))
    alone = [sys.executable, "-I", "steward_verify.py", "bundle", bundle.name, "--key", vkey, "--replay", "R-013"]
    done = subprocess.run(alone, cwd=bundle.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "are in the log at their places" in done.stdout
    history = done.stdout.partition("R-013 Tunnelling prices rise")[2]
    assert history.count("Simon Ashdown: risk.accepted/2") == 3
