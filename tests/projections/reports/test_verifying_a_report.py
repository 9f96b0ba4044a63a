"""A file that somebody holds is checked against the log, and each way in which it fails is said."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from application import programs as g
from application.documents import kept
from application.people import AddPerson
from application.reports import SignReport, SupersedeReport, WithdrawReport
from cli.reporting import RENDERERS, group
from domain.reports.words import Meaning
from projections.book import Book
from projections.reports.document import canonical, recomputed
from projections.reports.files import SHEET as SIGNED
from projections.reports.rows import ReportRow
from projections.reports.signing import printed, sheet_of
from projections.reports.verifying import Verdict, check_file, check_issued
from tests.projections.reports.issued import issued, person, row_of
from tests.projections.reports.making import every_form, report_of
from tests.projections.reports.transport import DFT, Telling, tell_transport

FORMS = ("json", "html", "pdf")


def check(told: Telling, content: bytes) -> Verdict:
    return check_file(told.book.view, told.book.ledger, content, renderers=RENDERERS)


def failed(verdict: Verdict) -> list[str]:
    return [each.what for each in verdict.findings if not each.holds]


def sheet(told: Telling, row: ReportRow) -> bytes:
    with told.book.view() as view:
        return printed(sheet_of(view, row))


def changed(content: bytes, **changes: Any) -> bytes:
    """Somebody changed a JSON file and computed its digest anew."""
    document = {**json.loads(content), **changes}
    document["digest"] = recomputed(document)
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_any_report_that_was_taken_away_is_proved_whatever_came_later(told: Telling) -> None:
    files = every_form(report_of(told, 44))
    told.do(g.RenameProgram(thing=DFT, name="Transport and more"))
    for content in files:
        verdict = check(told, content)
        assert (verdict.holds, verdict.issued, failed(verdict)) == (True, None, [])


def test_an_issued_one_says_as_what_it_was_issued(told: Telling) -> None:
    report = issued(told, 44)
    row = row_of(told, report)
    with told.book.view() as view:
        files = [kept(view.tx, row.json_file), kept(view.tx, row.pdf_file)]
    for content in files:
        assert content
        verdict = check(told, content)
        assert (verdict.holds, verdict.issued) == (True, row)
        assert verdict.findings[-1].says == "It is byte for byte the file that was issued as RP-001."
    assert check_issued(told.book.view, told.book.ledger, row).says == "Everything that was compared is equal."


def test_a_file_that_only_says_it_was_issued_is_not_proved(told_on_sqlite: Telling) -> None:
    row = row_of(told_on_sqlite, issued(told_on_sqlite, 44))
    content = canonical(report_of(told_on_sqlite, 44))
    words = {"summary": "All is well.", "this_period": "", "next_period": "", "lessons": ""}
    named = check(told_on_sqlite, changed(content, issued_as=row.code))
    assert failed(named) == ["Name in the file", "Document made again"]
    assert named.findings[1].says == "It names itself RP-001, but no such document was issued under that name."
    assert failed(check(told_on_sqlite, changed(content, narrative=words))) == ["Document made again"]


def test_what_is_superseded_or_withdrawn_is_said_in_the_heading(told_on_sqlite: Telling) -> None:
    told, bea = told_on_sqlite, person(told_on_sqlite, "Bea Hill")
    first, second = issued(told, 44), issued(told)
    told.do(SupersedeReport(thing=first, by_report=second, reason="A finish was wrong."), by=bea)
    told.do(WithdrawReport(thing=second, reason="All of it was wrong."), by=bea)
    for report, ended in (
        (first, "RP-001 is superseded by RP-002, which was withdrawn"),
        (second, "RP-002 is withdrawn"),
    ):
        row = row_of(told, report)
        with told.book.view() as view:
            content = kept(view.tx, row.json_file) or b""
        assert check(told, content).says == f"This file is what the record says, but {ended}."
        again = check_issued(told.book.view, told.book.ledger, row)
        assert again.says == f"Everything that was compared is equal, but {ended}."


def test_a_changed_word_is_found_with_and_without_a_new_digest(told_on_sqlite: Telling) -> None:
    content = canonical(report_of(told_on_sqlite, 44))
    assert failed(check(told_on_sqlite, content.replace(b'"Amber"', b'"Green"', 1)))[0] == "Digest in the file"
    assert failed(check(told_on_sqlite, changed(content, title="Another"))) == ["Document made again"]
    assert failed(check(told_on_sqlite, content + b"\n")) == ["JSON file"]


def test_a_print_with_the_right_digest_and_other_bytes_is_not_proved(told_on_sqlite: Telling) -> None:
    _, page, print_ = every_form(report_of(told_on_sqlite, 44))
    verdict = check(told_on_sqlite, print_.replace(b"Typst", b"TYPST"))
    assert failed(verdict) == ["PDF file"]
    assert "The digest in it is right" in verdict.findings[-1].says
    assert failed(check(told_on_sqlite, page.replace(b"Drivers are missing", b"Drivers are there"))) == ["HTML file"]


def test_a_report_of_another_book_has_another_root(told_on_sqlite: Telling, tmp_path: Path) -> None:
    other = Book(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.migrate()
    elsewhere = tell_transport(other)
    elsewhere.do(g.RenameProgram(thing=DFT, name="Elsewhere"))
    told_on_sqlite.do(g.RenameProgram(thing=DFT, name="Here"))
    verdict = check(told_on_sqlite, canonical(report_of(elsewhere)))
    assert failed(verdict) == ["Root of the record", "Document made again"]
    assert "it is a report of another book" in verdict.findings[1].says
    elsewhere.do(g.RenameProgram(thing=DFT, name="Far"))
    beyond = check(told_on_sqlite, every_form(report_of(elsewhere))[2])
    assert (beyond.holds, beyond.findings) == (False, ())
    assert "It says position 46, but this book ends at position 45" in beyond.says
    other.close()


def test_a_report_of_a_program_that_came_later_here_is_of_another_book(told_on_sqlite: Telling, tmp_path: Path) -> None:
    file = every_form(report_of(told_on_sqlite, 44))
    late = Book(f"sqlite:///{tmp_path / 'late.sqlite'}")
    late.migrate()
    here = Telling(late)
    for number in range(50):
        here.do(AddPerson(name=f"Person {number}", email=f"p{number}@example.org"))
    here.do(g.ProposeProgram(code="DFT", name="Transport"))
    for content in file:
        verdict = check(here, content)
        assert not verdict.holds
        assert "it is a report of another book" in verdict.says
        assert "choose a later position" not in verdict.says
    late.close()


def test_a_signature_sheet_is_made_again_too_and_told_what_became_of_its_report(told: Telling) -> None:
    bea = person(told, "Bea Hill")
    row = row_of(told, issued(told, 44))
    unsigned = sheet(told, row)
    told.do(SignReport(thing=row.id, meaning=Meaning.APPROVER, digest=row.digest), by=bea)
    signed, told_so = sheet(told, row), check(told, unsigned)
    assert (told_so.holds, told_so.issued and told_so.issued.code) == (True, "RP-001")
    assert told_so.says.endswith("but RP-001 was signed since; take its sheet again.")
    assert check(told, signed).says == "This signature sheet is what the record says."
    told.do(WithdrawReport(thing=row.id, reason="A finish was wrong."), by=bea)
    assert check(told, signed).says == "This signature sheet is what the record says, but RP-001 is withdrawn."
    forged = check(told, signed.replace(b"Typst", b"TYPST"))
    assert (forged.says, failed(forged)) == ("This signature sheet is not proved.", ["Signature sheet"])
    for mark in (b"RP-009 at %d" % told.book.ledger.head(), b"RP-001 at 44", b"RP-001 at 999"):
        other = signed.replace(SIGNED.search(signed)[0], b"steward signatures " + mark)  # type: ignore[index]
        assert "it is the sheet of another book, or one of the two was changed" in check(told, other).says


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 a spreadsheet", "This is no report of Steward"),
        (b"%PDF-1.7 something else %%EOF", "This is no report of Steward"),
        (b"%PDF-1.7 cut", "The PDF file is cut off or damaged: its end is missing"),
        (b'{"definition": "program/2", "posi', "The JSON file is cut off or damaged"),
        (b"[" * 100_000, "This is no report of Steward"),
        (b"{" * 100_000, "The JSON file is cut off or damaged"),
        (b'{"position": 4}', "This is no report of Steward"),
        (b"<!doctype html><p>Hello</p></html>", "This is no report of Steward"),
    ],
)
def test_what_is_no_report_is_told_so(told_on_sqlite: Telling, content: bytes, sentence: str) -> None:
    verdict = check(told_on_sqlite, content)
    assert verdict.says.startswith(sentence)
    assert not verdict.holds


def test_files_that_were_cut_off_and_earlier_definitions_are_known(told_on_sqlite: Telling) -> None:
    content, page, print_ = every_form(report_of(told_on_sqlite, 44))
    for cut in (content[:-9], page[:-20], print_[:-2_000]):
        assert "cut off" in check(told_on_sqlite, cut).says
    verdict = check(told_on_sqlite, changed(content, definition="program/1"))
    assert re.match(r"It was made by the report definition program/1;.* Its own digest is right\.", verdict.says)
    for position in (0, -4, 10**15):
        assert not check(told_on_sqlite, changed(content, position=position)).holds
    assert "There is no program NO" in check(told_on_sqlite, changed(content, program={"code": "NO"})).says


def test_the_command_line_answers_with_words_and_an_exit_code(told_on_sqlite: Telling, tmp_path: Path) -> None:
    told, url = told_on_sqlite, f"sqlite:///{tmp_path}/transport.sqlite"
    row = row_of(told, issued(told, 44))
    told.do(SignReport(thing=row.id, meaning=Meaning.APPROVER, digest=row.digest), by=person(told, "Bea Hill"))
    file = tmp_path / "report.pdf"
    with told.book.view() as view:
        file.write_bytes(kept(view.tx, row.pdf_file) or b"")
    done = CliRunner().invoke(group, ["verify", str(file), "--database", url])
    assert done.exit_code == 0
    assert "Issued as RP-001, Transport as of 20 April 2022" in done.stdout
    assert "Signed by Bea Hill" in done.stdout
    assert "as approver: I approve this report for release." in done.stdout
    file.write_bytes(b"no report")
    refused = CliRunner().invoke(group, ["verify", str(file), "--database", url])
    assert (refused.exit_code, "This is no report of Steward" in refused.stderr) == (2, True)
    assert CliRunner().invoke(group, ["verify", "missing.pdf", "--database", url]).exit_code == 2
    assert "RP-001\tSigned\t44\t" in CliRunner().invoke(group, ["list", "--database", url]).stdout


def test_bytes_that_were_changed_behind_the_books_back_are_found(told_on_sqlite: Telling) -> None:
    row = row_of(told_on_sqlite, issued(told_on_sqlite, 44))
    with told_on_sqlite.book.database.write() as tx:
        tx.run("DROP TRIGGER documents_no_update")
        tx.run("UPDATE documents SET bytes = ? WHERE media_type = 'application/json'", (b"{}",))
    verdict = check_issued(told_on_sqlite.book.view, told_on_sqlite.book.ledger, row)
    assert failed(verdict) == ["JSON kept"]
