"""`steward` and its verbs. Each verb's module is imported only when it is called, so that every start is quick."""

import logging
import sys
from importlib import import_module
from typing import Any

import rich_click as click

from application.desk import NotAllowed
from application.ledger import Altered, DatabaseUnavailable, NotFound, tree
from application.proofs.walking import Broken
from domain.kernel import Refused

VERBS = {
    "demo": "cli.demo:demo",
    "serve": "cli.serving:serve_command",
    "migrate": "cli.keeping:migrate",
    "import": "cli.importing:group",
    "programs": "cli.reading:programs",
    "events": "cli.reading:events",
    "compare": "cli.comparing:compare",
    "duties": "cli.duties:duties",
    "bundle": "cli.bundling:bundle",
    "worker": "cli.worker:worker",
    "checkpoint": "cli.proving:checkpoint_command",
    "verify": "cli.verifying:verify",
    "export": "cli.proving:export",
    "rebuild": "cli.keeping:rebuild",
    "report": "cli.reporting:group",
    "user": "cli.users:group",
    "bench": "cli.working:bench",
    "doctor": "cli.doctor:doctor",
    "test": "cli.working:test",
    "check": "cli.working:check",
}


class Verbs(click.RichGroup):
    """Finds a verb by its name and loads it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        place = VERBS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; what a person can mend becomes one sentence."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except MENDED as told:
            raise _sentence(told) from told


MENDED = (OSError, Refused, NotAllowed, DatabaseUnavailable, NotFound, LookupError, ValueError, Broken)


def _sentence(told: Exception) -> click.ClickException:
    """What was found in the book ends with 1, what could not be asked or answered with 2."""
    from cli.options import NotUnderstood  # noqa: PLC0415 - start-up time

    if isinstance(told, Altered | Broken | tree.NotInTree):
        return click.ClickException(str(told))
    if isinstance(told, OSError):
        place = f" ({told.filename})" if told.filename else ""
        return NotUnderstood(f"{told.strerror or told}{place}; check the path and its rights.")
    return NotUnderstood(str(told))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(package_name="steward", prog_name="steward")
def steward() -> None:
    """Steward is the book of record for people who run programs through partners.

    Every verb takes `--database URL` (or the environment variable STEWARD_DATABASE): `sqlite:///path` or
    `postgresql://user@host/name`. Data goes to stdout, messages to stderr. The exit code is 0 when it was done,
    1 when something was found that does not hold, 2 when the call, a file or the book could not be read.

    Start with `steward demo`.
    """


def main() -> None:
    """Run. Where no person reads what went wrong at a terminal, no box is drawn that breaks its sentence."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # our own sentence says it once
    if sys.stderr.isatty():
        steward(prog_name="steward")
    try:
        sys.exit(steward(prog_name="steward", standalone_mode=False))
    except click.Abort:
        sys.exit(130)
    except click.ClickException as told:
        told.show()
        sys.exit(told.exit_code)
