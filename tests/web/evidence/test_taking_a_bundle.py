"""The page of evidence bundles: what is chosen, what is taken, and for whom."""

import json
from pathlib import Path

import pytest

from application.proofs.checkpoints import sign
from application.proofs.keys import Signer, signer_at
from application.proofs.steward_verify import check_bundle
from domain.people.words import Role
from projections.things import ThingRow
from tests.projections.evidence.bundles import files_of
from tests.web.corrective_actions.plant import Plant
from tests.web.site import Browser, Site


@pytest.fixture
def plant(site: Site) -> Plant:
    plant = Plant(site)
    plant.approved()
    site.program("MOD", "Defence")
    return plant


@pytest.fixture
def signer(site: Site, plant: Plant, tmp_path: Path) -> Signer:
    made = signer_at(tmp_path / "book.key", "example.org/log")
    sign(site.book.database, made, at=site.book.now())
    return made


def taken(browser: Browser, folder: Path, **query: str) -> Path:
    answer = browser.get("/evidence/bundle", **query)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="steward-evidence-')
    file = folder / "taken.zip"
    file.write_bytes(answer.content)
    return file


def test_nothing_is_given_out_before_a_checkpoint(plant: Plant) -> None:
    page = plant.petra.get("/evidence")
    assert (page.status_code, "Nothing is signed yet" in page.text) == (200, True)
    assert "Nothing is signed yet" in plant.petra.get("/evidence/bundle").text
    assert plant.petra.get("/evidence/bundle").status_code == 400


def test_a_bundle_is_chosen_taken_checked_and_noted(site: Site, plant: Plant, signer: Signer, tmp_path: Path) -> None:
    auditor = site.client_for(Role.AUDITOR)
    page = auditor.get("/evidence", program="DFT").text
    assert 'href="/evidence/bundle?program=DFT"' in page
    file = taken(auditor, tmp_path, program="DFT")
    told = check_bundle(file, [signer.key], replay="CA-001")
    assert "1 approvals of what stands here hold" in told
    assert "Petra Moss: corrective_action.plan_approved/2" in told
    assert "Took an evidence bundle" in auditor.get("/access").text


def test_a_reader_of_one_program_takes_only_that(plant: Plant, signer: Signer, tmp_path: Path) -> None:
    files = files_of(taken(plant.lena, tmp_path))
    assert b"Defence" not in b"".join(files.values())
    with plant.site.book.view() as view:
        mine = {str(row.id) for row in view.select(ThingRow) if row.program == plant.program}
    assert set(json.loads(files["manifest.json"])["streams"]) <= mine
    refused = plant.lena.get("/evidence/bundle", program="MOD")
    assert (refused.status_code, "There is no program MOD that you may see" in refused.text) == (400, True)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"program": "NO"}, "There is no program NO"),
        ({"report": "RP-001"}, "There is no report RP-001"),
        ({"since": "x"}, "neither a position nor a day"),
        ({"until": "999999"}, "the book holds positions 1 to"),
        ({"since": "1999-12-31"}, "the book began on"),
    ],
)
def test_what_cannot_be_given_is_said(plant: Plant, signer: Signer, query: dict[str, str], sentence: str) -> None:
    answer = plant.petra.get("/evidence", **query)
    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert plant.petra.get("/evidence/bundle", **query).status_code == 400


def test_the_pages_of_programs_lead_to_it(plant: Plant) -> None:
    assert 'href="/evidence?program=DFT"' in plant.petra.get("/programs/DFT").text
