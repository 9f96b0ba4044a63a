"""The page of duties and the approvals on the pages of things: who approved what, what they saw, and since then."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner

from application.corrective_actions import AssignActionOwner, MoveDueDate
from application.desk import STEWARD
from application.ledger import Ask
from cli.duties import duties
from domain.corrective_actions.events import PlanProposed
from domain.corrective_actions.state import CORRECTIVE_ACTION
from domain.people.words import Role
from projections.duties import queries
from projections.things import ThingRow
from tests.digests import by_hand
from tests.domain.corrective_actions.facts import APPROVED
from tests.tampering import unguarded
from tests.web.corrective_actions.plant import PAGE, TODAY, Plant, form
from tests.web.site import Site


@pytest.fixture
def plant(site: Site) -> Plant:
    return Plant(site)


def slip(plant: Plant, action: UUID) -> int:
    """The author's approval of their own plan, past every decision."""
    ledger, ask = plant.site.book.ledger, Ask(by=plant.lena.person, at=plant.site.book.now(), command=uuid4())
    fact = type(APPROVED)(from_version=None, version=1, by=plant.lena.person, seen_version=4, digest="", on=TODAY)
    return ledger.append(ask, ledger.load(CORRECTIVE_ACTION, action).facts((fact,))).positions[0]


def test_kept_duties_are_told_with_the_events_of_both_people(plant: Plant) -> None:
    plant.approved()
    page = plant.petra.get("/duties").text
    assert "1 approval checked, 0 breaches." in page
    assert "Nobody approves a plan that they proposed." in page
    assert page.count("Lena Quick, author") == 1


def test_a_breach_shows_at_every_moment_since_and_is_found_by_the_filters(plant: Plant) -> None:
    position = slip(plant, plant.proposed())
    plant.approved()
    for query in ({}, {"breach": "yes"}, {"who": str(plant.lena.person), "rule": "author-approves"}):
        page = plant.petra.get("/duties", **query).text
        assert "2 approvals checked, 1 breach." in page
        assert f'href="/record/{position}"' in page
    assert "0 approvals checked, 0 breaches." in plant.petra.get("/duties", at=position - 1).text
    assert "1 approval checked, 1 breach." in plant.petra.get("/duties", at=position).text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"since": "soon"}, "From:"),
        ({"who": "nobody"}, "Who: “nobody” is not in the list"),
        ({"rule": "none"}, "Duty: “none” is not in the list"),
        ({"before": "x"}, "Before position: enter a whole number"),
        ({"at": "99999999"}, "The book ends at position"),
        ({"at": "31 Feb 2022"}, "Past date: there is no such day as 31 Feb 2022"),
        ({"at": "2021"}, "for a year write a day such as 2021-12-31"),
    ],
)
def test_what_cannot_be_read_is_said(plant: Plant, query: dict[str, str], sentence: str) -> None:
    answer = plant.petra.get("/duties", **query)
    assert answer.status_code == 400
    assert sentence in answer.text


def test_older_approvals_are_on_the_next_page(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.duties.pages.SIZE", 3)
    positions = [slip(plant, plant.proposed()) for _ in range(5)]
    first = plant.petra.get("/duties").text
    assert [f'"/record/{position}"' in first for position in positions] == [False, False, False, True, True]
    assert f"before={positions[3]}" in first
    last = plant.petra.get("/duties", before=positions[1]).text
    assert [f'"/record/{position}"' in last for position in positions] == [True, False, False, False, False]
    assert "Older" not in last.partition('class="pager"')[2]


def test_other_programs_are_not_told_of(plant: Plant) -> None:
    position = slip(plant, plant.proposed())
    stranger = plant.site.client_for(Role.AUDITOR, plant.site.program("MOD", "Defence"))
    page = stranger.get("/duties").text
    assert "0 approvals checked" in page
    assert f"/record/{position}" not in page
    assert str(position) not in stranger.get("/duties/export/csv").text


def test_what_is_shown_is_taken_away_and_noted(plant: Plant) -> None:
    slip(plant, plant.proposed())
    plant.approved()
    taken = plant.petra.get("/duties/export/csv", breach="yes")
    rows = list(csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert [(row["thing"], row["verdict"], row["who"]) for row in rows] == [("CA-001", "broken", "Lena Quick")]
    auditor = plant.site.client_for(Role.AUDITOR)
    assert "Duties: 1 checks as CSV" in auditor.get("/access").text
    assert plant.petra.get("/duties/export/doc").status_code == 404


def test_a_things_page_says_what_was_approved_and_that_nothing_changed(plant: Plant) -> None:
    action = plant.approved()
    page = plant.petra.get(PAGE).text
    card = page[page.index('id="approvals"') :].partition("</section>")[0]
    (approval,) = _approvals(plant, action)
    assert approval.row.digest == by_hand(plant.site.book, action, approval.row.seen_version or 0)
    for words in ("Petra Moss", "unchanged since", approval.row.digest, "What was approved is unaltered."):
        assert words in card
    assert f'href="{PAGE}?at={approval.seen_at}"' in card


def test_a_things_page_says_what_came_after_an_approval(plant: Plant) -> None:
    action = plant.approved()
    plant.do(MoveDueDate(thing=action, to=TODAY, reason="The roster is late."))
    plant.do(AssignActionOwner(thing=action, owner=plant.petra.person))
    page = plant.petra.get(PAGE).text
    card = page[page.index('id="approvals"') :].partition("</section>")[0]
    (approval,) = _approvals(plant, action)
    own = approval.row.version
    assert f"Version {own - 1}</a> (the approval itself is version {own}), now {own + 2}" in card
    assert "2 events since" in card
    assert "The roster is late." in card


@pytest.mark.parametrize("spelled", [bytes, bytes.decode])
def test_stored_bytes_that_were_changed_are_told_on_the_page(plant: Plant, spelled: Callable[[bytes], Any]) -> None:
    action, database = plant.approved(), plant.site.book.database
    if database.dialect != "sqlite":
        spelled = bytes  # only SQLite takes text into a column of bytes
    with unguarded(database, "events") as tx:
        sql = "SELECT position, state FROM events WHERE stream = ? AND version = 1"
        position, state = tx.rows(sql, (str(action),))[0]
        changed = spelled(bytes(state).replace(b"85.9", b"95.9"))
        tx.run("UPDATE events SET state = ? WHERE position = ?", (changed, position))
    assert "It is not what was approved" in plant.petra.get(PAGE).text


def test_the_version_that_the_form_carried_is_what_is_approved(plant: Plant) -> None:
    action = plant.proposed()
    typed = form(plant.petra, "approvals")
    assert plant.petra.post(f"{PAGE}/approvals", **typed).status_code == 303
    (approval,) = _approvals(plant, action)
    assert str(approval.row.seen_version) == typed["version"]


def test_who_owns_the_action_is_told_before_they_try_to_verify_it(plant: Plant) -> None:
    action = plant.implemented()
    plant.do(AssignActionOwner(thing=action, owner=plant.petra.person))
    assert "You own, planned or did a part of this action" in plant.petra.get(PAGE).text


def test_the_command_line_fails_where_a_duty_was_broken(plant: Plant) -> None:
    asked = ["--program", "dft", "--breaches", "--database", plant.site.book.database.url]
    plant.approved()
    kept = CliRunner().invoke(duties, asked)
    assert (kept.exit_code, kept.stdout) == (0, "")
    assert "1 approval checked for 1 duty, 0 breaches" in kept.stderr
    slip(plant, plant.proposed())
    broken = CliRunner().invoke(duties, [*asked, "--json"])
    assert (broken.exit_code, json.loads(broken.stdout)["verdict"]) == (1, "broken")


def test_what_steward_itself_proposed_and_approved_is_a_breach_by_that_name(plant: Plant) -> None:
    ledger, action = plant.site.book.ledger, plant.proposed()
    ask = Ask(by=STEWARD, at=plant.site.book.now(), command=uuid4())
    proposed = PlanProposed(version=2, steps=(), by=STEWARD)
    fact = type(APPROVED)(from_version=None, version=2, by=STEWARD, seen_version=5, digest="", on=TODAY)
    ledger.append(ask, ledger.load(CORRECTIVE_ACTION, action).facts((proposed, fact)))
    assert "Steward, author" in plant.petra.get("/duties", breach="yes").text
    done = CliRunner().invoke(duties, ["--breaches", "--json", "--database", plant.site.book.database.url])
    assert json.loads(done.stdout)["person"] == "Steward"


def test_the_command_line_says_what_is_not_there(plant: Plant) -> None:
    for arguments, sentence in ((["--program", "NO"], "There is no program NO"), (["--at", "999"], "The book ends at")):
        done = CliRunner().invoke(duties, [*arguments, "--database", plant.site.book.database.url])
        assert (done.exit_code, sentence in done.stderr) == (2, True)


def _approvals(plant: Plant, action: UUID) -> list[Any]:
    with plant.site.book.view() as view:
        assert view.one(ThingRow, action)
        return queries.of_thing(view, plant.site.book.ledger, action)
