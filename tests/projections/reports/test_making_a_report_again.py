"""A report is a pure function of its definition, its program and its positions: the same bytes each time."""

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from application import programs as g
from application import projects as p
from domain.projects.state import project_id
from domain.projects.words import Rating
from projections.book import Book
from projections.reports.document import canonical, recomputed
from projections.reports.pdf import pdf
from tests.projections.reports.making import every_form, report_of
from tests.projections.reports.transport import DFT, Telling, tell_transport

AGAIN = """
import sys, hashlib
from projections.book import Book
from projections.reports.pdf import pdf
from projections.reports.program import program_report
book = Book(sys.argv[1])
with book.view() as view:
    print(hashlib.sha256(pdf(program_report(view, book.ledger, "DFT"))).hexdigest())
"""


def test_a_report_made_twice_at_one_position_is_the_same_in_every_form(told: Telling) -> None:
    assert every_form(report_of(told, 44)) == every_form(report_of(told, 44))


def test_both_databases_give_the_same_report(told: Telling, tmp_path: Path) -> None:
    other = Book(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.migrate()
    assert canonical(report_of(told)) == canonical(report_of(tell_transport(other)))
    other.close()


def test_what_is_recorded_later_does_not_change_a_report(told: Telling) -> None:
    before = every_form(report_of(told, 44))
    told.do(g.RenameProgram(thing=DFT, name="Transport and more"))
    told.do(g.DeclareProgramHealth(thing=DFT, rating=Rating.RED, narrative="Worse"))
    told.do(p.ApproveBaseline(thing=project_id("RAIL"), finish=date(2030, 1, 1), reason="Agreed"))
    assert report_of(told).program.name == "Transport and more"
    assert every_form(report_of(told, 44)) == before


def test_a_rebuild_does_not_change_a_report(told: Telling) -> None:
    before = canonical(report_of(told, 40))
    told.book.models.rebuild()
    assert canonical(report_of(told, 40)) == before


def test_another_process_prints_the_same_pdf(told_on_sqlite: Telling, tmp_path: Path) -> None:
    here = hashlib.sha256(pdf(report_of(told_on_sqlite))).hexdigest()
    url = f"sqlite:///{tmp_path}/transport.sqlite"
    there = subprocess.run([sys.executable, "-c", AGAIN, url], check=True, capture_output=True, text=True)
    assert there.stdout.strip() == here


def test_the_digest_can_be_computed_again_from_the_file_alone(told_on_sqlite: Telling) -> None:
    report = report_of(told_on_sqlite)
    document = json.loads(canonical(report))
    claimed = document.pop("digest")
    bare = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert claimed == f"sha256:{hashlib.sha256(bare).hexdigest()}" == recomputed(json.loads(canonical(report)))
    document["position"] += 1
    assert recomputed(document) != claimed


def test_any_other_word_gives_another_digest(told_on_sqlite: Telling) -> None:
    assert report_of(told_on_sqlite, 44).digest != report_of(told_on_sqlite, 43).digest
