"""`steward` and its verbs. Each verb's module is imported only when it is called, so that every start is quick."""

import logging
import sys
from importlib import import_module

import rich_click as click

from application.desk import NotAllowed
from application.ledger import DatabaseUnavailable, NotFound
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


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(package_name="steward", prog_name="steward")
def steward() -> None:
    """Steward is the book of record for people who run programs through partners.

    Every verb takes `--database URL` (or the environment variable STEWARD_DATABASE): `sqlite:///path` or
    `postgresql://user@host/name`. Data goes to stdout, messages to stderr. The exit code is 0 when it was done,
    1 when something did not hold, 2 when the call itself was not understood.

    Start with `steward demo`.
    """


def main() -> None:
    """Run, and turn what a person can mend into one sentence."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # our own sentence says it once
    try:
        steward(prog_name="steward")
    except OSError as away:
        place = f" ({away.filename})" if away.filename else ""
        click.echo(f"{away.strerror or away}{place}; check the path and its rights.", err=True)
        sys.exit(1)
    except (Refused, NotAllowed, DatabaseUnavailable, NotFound, LookupError, ValueError) as told:
        click.echo(str(told), err=True)
        sys.exit(1)
