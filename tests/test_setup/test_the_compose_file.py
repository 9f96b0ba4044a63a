"""The compose file and the Dockerfile name only what the code, the README and each other know."""

import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = msgspec.yaml.decode((ROOT / "docker-compose.yml").read_bytes())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ("migrate", "web", "worker")


def verbs() -> click.Group:
    module = import_module("cli.main")
    return next(value for value in vars(module).values() if isinstance(value, click.Group))


def code() -> str:
    folders = ("application", "projections", "web", "cli")
    return "\n".join(path.read_text() for folder in folders for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("service", OURS)
def test_every_command_is_one_that_steward_has(service: str) -> None:
    verb, *options = COMPOSE["services"][service]["command"]
    command = verbs().get_command(click.Context(verbs()), verb)
    assert command is not None, verb
    known = {flag for parameter in command.params for flag in parameter.opts}
    assert {option for option in options if option.startswith("--")} <= known


@pytest.mark.parametrize("service", OURS)
def test_every_setting_is_one_that_the_code_reads(service: str) -> None:
    names = set(COMPOSE["services"][service]["environment"])
    assert {name for name in names if name not in code()} == set()


def test_the_image_and_the_compose_file_start_the_same_server() -> None:
    started = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert started
    assert msgspec.json.decode(started[1]) == COMPOSE["services"]["web"]["command"]


def test_the_port_is_the_same_everywhere() -> None:
    exposed = re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert exposed
    command = COMPOSE["services"]["web"]["command"]
    assert command[command.index("--port") + 1] == exposed[1]
    assert COMPOSE["services"]["web"]["ports"] == [f"127.0.0.1:{exposed[1]}:{exposed[1]}"]
    assert f"127.0.0.1:{exposed[1]}/health/ready" in DOCKERFILE


def test_the_health_path_is_one_the_web_answers() -> None:
    assert "/health/ready" in code()


def test_the_web_waits_for_a_migrated_database() -> None:
    assert COMPOSE["services"]["web"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert COMPOSE["services"]["migrate"]["depends_on"]["database"] == {"condition": "service_healthy"}


def test_no_password_stands_in_the_file() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            assert "PASSWORD" not in name or (name.endswith("_FILE") and value.startswith("/run/secrets/"))
            assert not re.search(r"//[^/@]*:[^/@]*@", value)


def test_the_readme_tells_the_same_three_steps() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    steps = re.findall(r"^#   (.+)$", text, re.MULTILINE)
    assert len(steps) == 3
    readme = (ROOT / "README.md").read_text()
    assert [step for step in steps if step not in readme] == []


def test_compose_itself_accepts_the_file(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], check=False, capture_output=True).returncode:
        pytest.skip("The docker compose client is not here.")
    done = subprocess.run(
        [docker, "compose", "-f", ROOT / "docker-compose.yml", "config", "--quiet"],
        check=False, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
