"""What docs/verify.md tells outsiders to type works, on what a book gave out, and notices what was changed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from application.proofs.checkpoints import last
from application.proofs.exporting import VERIFIER, consistency_file, inclusion_file
from application.proofs.keys import vkey
from tests.application.proofs import forging

PAGE = Path(__file__).parents[3] / "docs" / "verify.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an outsider was given."""
    made = tmp_path / "outside"
    made.mkdir()
    with forging.honest(f"sqlite:///{tmp_path / 'book.db'}", tmp_path) as scene:
        shutil.copytree(scene.exported(), made / "steward-log")
        with scene.database.read() as tx:
            signed = last(tx)
            assert signed
            first = str(tx.rows("SELECT note FROM checkpoints WHERE number = 1")[0][0])
            (made / "2.tlog-proof").write_bytes(inclusion_file(tx, 2, signed))
            (made / "consistency.txt").write_bytes(consistency_file(tx, forging.FIRST, signed))
        (made / "kept.txt").write_text(first, encoding="utf-8")
        (made / "steward.vkey").write_text(vkey(scene.signer.key) + "\n", encoding="utf-8")
    shutil.copy(VERIFIER, made)
    (made / "python3").symlink_to(sys.executable)
    return made


def typed(folder: Path, block: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{folder}:/usr/bin:/bin"}
    call = ["sh", "-e", "-c", block]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_verifier_is_called_as_the_page_says(folder: Path) -> None:
    done = typed(folder, BLOCKS[0])
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 3)
    for line in BLOCKS[0].splitlines():
        other = line.replace("steward.vkey", "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        refused = typed(folder, other)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "It is not signed by PeterNeumann" in refused.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the machine has no OpenSSL")
def test_the_signature_is_checked_by_openssl(folder: Path) -> None:
    done = typed(folder, BLOCKS[1])
    assert (done.returncode, done.stdout.strip()) == (0, "Signature Verified Successfully")
    checkpoint = folder / "steward-log" / "checkpoint"
    checkpoint.write_text(checkpoint.read_text().replace("\n40\n", "\n41\n"))
    assert typed(folder, BLOCKS[1]).returncode != 0


def test_every_command_of_the_page_is_tried() -> None:
    assert len(BLOCKS) == 2


@pytest.mark.parametrize("asked", ["", "--help-me", "nothing", "proof", "export steward-log"])
def test_a_call_that_is_not_understood_shows_how_it_is_made(folder: Path, asked: str) -> None:
    told = typed(folder, f"python3 steward_verify.py {asked}")
    assert (told.returncode, told.stdout) == (2, "")
    assert "usage: " in told.stderr
    assert "--key" in told.stderr


def test_what_does_not_hold_names_its_file(folder: Path) -> None:
    (folder / "other.txt").write_text((folder / "kept.txt").read_text().replace("example.org/log\n", "other.org/log\n"))
    (folder / "junk.txt").write_text("junk")
    for file, code, said in (
        ("other.txt", 1, "NOT PROVED. other.txt: The signature by example.org/log does not fit"),
        ("junk.txt", 2, "junk.txt: This is no signed note"),
        ("gone.txt", 2, "gone.txt cannot be read"),
    ):
        for call in ("export steward-log --checkpoint", "consistency consistency.txt --old"):
            told = typed(folder, f"python3 steward_verify.py {call} {file} --key steward.vkey")
            assert (told.returncode, told.stdout) == (code, "")
            assert told.stderr.startswith(said)
    other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    told = typed(folder, f"python3 steward_verify.py export steward-log --key {other}")
    assert "NOT PROVED. steward-log/checkpoint: It is not signed by PeterNeumann" in told.stderr
