"""`steward report program`: the same documents without a browser."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.reporting import group
from projections.reports.document import canonical
from projections.reports.pdf import pdf
from tests.projections.reports.making import report_of
from tests.projections.reports.transport import Telling


@pytest.fixture
def url(told_on_sqlite: Telling, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/transport.sqlite"


def steward(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["program", *arguments], env={"TERMINAL_WIDTH": "200"})


def test_json_goes_to_stdout_as_the_canonical_document(url: str, told_on_sqlite: Telling) -> None:
    done = steward("dft", "--database", url)
    assert (done.exit_code, done.stdout_bytes) == (0, canonical(report_of(told_on_sqlite)))


def test_a_pdf_goes_to_a_file_and_a_message_to_stderr(url: str, told_on_sqlite: Telling, tmp_path: Path) -> None:
    file = tmp_path / "transport.pdf"
    done = steward("DFT", "--at", "40", "--since", "20", "--format", "pdf", "--out", str(file), "--database", url)
    report = report_of(told_on_sqlite, 40, since=20)
    assert (done.exit_code, done.stdout) == (0, "")
    assert str(report.digest) in done.stderr
    assert file.read_bytes() == pdf(report)


def test_html_is_one_file_that_fetches_nothing(url: str) -> None:
    page = steward("DFT", "--format", "html", "--out", "-", "--database", url).stdout
    assert page.startswith("<!doctype html>")
    assert "As of position 44" in page
    assert not any(sign in page for sign in (" href=", " src=", "<script", "@import"))


def test_a_day_means_its_last_moment(url: str) -> None:
    assert json.loads(steward("DFT", "--at", "2022-03-14", "--database", url).stdout)["position"] == 32


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("NO",), 2, "There is no program NO"),
        (("DFT", "--at", "9999"), 2, "The book ends at position 44"),
        (("DFT", "--at", "2"), 2, "was not in the book yet at position 2"),
        (("DFT", "--at", "soon"), 2, "neither a position nor a day"),
        (("DFT", "--at", "2031-03-31"), 2, "is still to come"),
        (("DFT", "--since", "2022-13-01"), 2, "no such day as 2022-13-01"),
        (("DFT", "--since", "9999"), 2, "The book ends at position 44"),
        (("DFT", "--since", "44"), 2, "compares with an earlier one"),
        (("DFT", "--format", "doc"), 2, "--format"),
    ],
)
def test_what_cannot_be_made_is_said_on_stderr(url: str, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    done = steward(*arguments, "--database", url)
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr
