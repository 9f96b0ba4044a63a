"""`./run` starts a finished set-up from anywhere, and says in one sentence what to do where it cannot set up."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WATCHED = ("pyproject.toml", "requirements.lock", "requirements-dev.lock")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = (tmp_path / "a folder with spaces").resolve()
    folder.mkdir()
    for name in ("run", *WATCHED):
        shutil.copy(ROOT / name, folder)
    return folder


def finish_set_up(checkout: Path) -> None:
    programs = checkout / ".venv/bin"
    programs.mkdir(parents=True)
    for name in ("python", "steward"):
        (programs / name).write_text('#!/bin/sh\necho "steward $* in $PWD"\n')
        (programs / name).chmod(0o755)
    seen = b"".join((checkout / name).read_bytes() for name in WATCHED) + f"{checkout}\n".encode()
    stamp = subprocess.run(["cksum"], input=seen, check=True, capture_output=True).stdout
    for kind in ("run", "dev"):
        (checkout / f".venv/.ready-{kind}").write_bytes(stamp)
    (checkout / ".venv/.python").write_text("\n")


def start(program: Path, *arguments: str, cwd: Path, python: str = "") -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", **({"PYTHON": python} if python else {})}
    return subprocess.run(
        [program, *arguments], check=False, capture_output=True, text=True, cwd=cwd, env=environment, timeout=30
    )


def test_a_link_to_run_starts_the_demo_where_the_person_stands(checkout: Path, tmp_path: Path) -> None:
    finish_set_up(checkout)
    link = tmp_path / "link"
    link.symlink_to("a folder with spaces/run")
    done = start(link, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (f"steward demo in {tmp_path.resolve()}\n", "")


def test_the_tests_run_inside_the_checkout(checkout: Path, tmp_path: Path) -> None:
    finish_set_up(checkout)
    assert start(checkout / "run", "test", "-x", cwd=tmp_path).stdout == f"steward test -x in {checkout}\n"


@pytest.mark.parametrize("name", WATCHED)
def test_a_changed_lock_is_not_ready(name: str, checkout: Path) -> None:
    finish_set_up(checkout)
    (checkout / ".venv/.python").write_text("/bin/false\n")
    assert start(checkout / "run", cwd=checkout, python="/bin/false").returncode == 0
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    assert start(checkout / "run", cwd=checkout, python="/bin/false").returncode == 1


def test_an_unfit_python_is_named_and_leaves_nothing_behind(checkout: Path) -> None:
    done = start(checkout / "run", cwd=checkout, python="/bin/false")
    assert done.stderr == "PYTHON=/bin/false is not Python 3.11 or newer: name another, or leave PYTHON unset.\n"
    assert sorted(path.name for path in checkout.iterdir()) == sorted(("run", *WATCHED))
