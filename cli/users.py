"""`steward user add`: people, from the machine the book is on."""

from uuid import uuid4

import rich_click as click

from application.desk import STEWARD
from application.ledger import Ask
from cli.options import NotUnderstood, database_option, open_book
from domain.people.words import Role


@click.group(name="user")
def group() -> None:
    """People who may sign in."""


@group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as it stands in the record.")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help="May be given several times.",
)
@click.option("--program", help="Code of the program the role is for; left out: all programs.")
@click.option(
    "--origin", default="http://127.0.0.1:8000", show_default=True, help="Where Steward is reached; starts the link."
)
@database_option
def add(database: str | None, email: str, name: str, roles: tuple[str, ...], program: str | None, origin: str) -> None:
    """Add a person with a role, and print a one-time link with which they set their password.

    Example: steward user add pm@example.org --name "Petra Moss" --role manager
    """
    from application.accounts import Accounts, create_tables  # noqa: PLC0415 - start-up time
    from application.people import AddPerson, GrantRole  # noqa: PLC0415
    from domain.people.email import EMAIL, email_id  # noqa: PLC0415
    from domain.programs.state import PROGRAM, program_id  # noqa: PLC0415

    book = open_book(database)
    create_tables(book.database)

    def ask() -> Ask:
        return Ask(by=STEWARD, at=book.now(), command=uuid4())

    home = program_id(program) if program else None
    if home and book.desk.load(PROGRAM, home).found is None:
        raise NotUnderstood(f"There is no program {program}; `steward programs` lists them.")
    book.desk.do(AddPerson(name=name, email=email), ask())
    person = book.desk.load(EMAIL, email_id(email)).state.person
    assert person is not None  # noqa: S101 - the address was taken by the command above
    for role in roles:
        book.desk.do(GrantRole(thing=person, role=Role(role), program=home), ask())
    token = Accounts(book.database).new_link("password", str(person), now=book.now())
    click.echo(f"{name} is recorded. Their link, good for 30 minutes and one use:", err=True)
    click.echo(f"{origin}/password/{token}")
    book.close()
