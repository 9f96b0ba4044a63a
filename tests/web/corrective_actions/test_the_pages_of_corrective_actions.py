"""The list of corrective actions and one of them: its path, its act, its cycles, now and in the past."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from application import corrective_actions as asked
from application.ledger import Ask
from domain.corrective_actions.words import Kind, Result
from domain.people.words import Role
from tests.web.corrective_actions.plant import PAGE, TODAY, Plant
from tests.web.site import as_it_stood


def test_an_empty_list_says_what_to_do(plant: Plant) -> None:
    page = plant.petra.get("/corrective-actions")
    assert page.status_code == 200
    assert "One begins with a requirement that was not met" in page.text


def test_the_list_says_what_comes_next_and_for_whom(plant: Plant) -> None:
    plant.recorded()
    page = plant.petra.get("/corrective-actions").text
    assert "Contain it" in page
    assert "waits for Lena Quick" in page
    assert "waits for you" in plant.lena.get("/corrective-actions").text


def test_a_full_list_comes_in_pages(plant: Plant) -> None:
    for number in range(51):
        plant.recorded(f"Nonconformity {number}")
    assert "1 to 50 of 51 corrective actions" in plant.petra.get("/corrective-actions").text
    assert "Nonconformity 7<" in plant.petra.get("/corrective-actions", q="nonconformity 7").text


def test_the_act_that_comes_next_is_open_and_first(plant: Plant) -> None:
    plant.with_cause()
    page = plant.lena.get(PAGE).text
    assert 'action="/corrective-actions/CA-001/plans"' in page
    first = page.index(f'{PAGE}?act=plans"')
    assert first < page.index(f'{PAGE}?act=criteria"')


def test_the_path_shows_who_reached_each_step_and_whom_it_waits_for(plant: Plant) -> None:
    plant.proposed()
    page = plant.petra.get(PAGE).text
    assert page.count('<li class="done">') == 3
    assert 'aria-current="step"' in page
    assert "waits for somebody who did not propose it" in page
    assert "Own the time." in page


def test_who_proposed_a_plan_is_told_that_another_approves_it(plant: Plant) -> None:
    action = plant.with_cause()
    step = asked.StepRow(what="Own it.", kind=Kind.CORRECTIVE, owner=plant.petra.person, due=TODAY)
    plant.site.do(asked.ProposePlan(thing=action, steps=(step,)), by=plant.petra.person)
    page = plant.petra.get(PAGE).text
    assert "another person has to approve it" in page
    assert 'id="act"' not in page


def test_before_the_window_is_over_there_is_nothing_to_verify_yet(plant: Plant) -> None:
    plant.implemented()
    page = plant.petra.get(PAGE).text
    assert "the effect can be verified after that day" in page
    assert "before the change" in page
    assert "Lena Quick" in page
    assert 'id="act"' not in page


def test_who_had_a_part_in_it_is_not_offered_to_verify_it_and_told_who_may(plant: Plant) -> None:
    action = plant.implemented(window_to=TODAY + timedelta(days=1))
    after = datetime.now(UTC) + timedelta(days=3)
    for judged in (False, True):
        if judged:
            ask = Ask(by=plant.petra.person, at=after, command=uuid4())
            said: dict[str, Any] = {"measured": "96 %", "conclusion": "It holds."}
            plant.site.book.desk.do(asked.VerifyEffect(thing=action, result=Result.EFFECTIVE, **said), ask)
        page = plant.lena.get(PAGE, act="verifications").text
        assert "another manager or contributor has to verify it" in page
        assert ("?act=verifications" in page, f'action="{PAGE}/verifications"' in page) == (False, False)
        assert "?act=verifications" in plant.petra.get(PAGE).text


def test_five_whys_and_the_root_cause_are_shown(plant: Plant) -> None:
    plant.with_cause()
    page = plant.petra.get(PAGE).text
    assert 'class="whys"' in page
    assert "The weekly review." in page


def test_a_fishbone_marks_the_root_cause(plant: Plant) -> None:
    action = plant.recorded()
    rows = (
        asked.CauseRow(category="People", cause="Two posts empty"),
        asked.CauseRow(category="Place", cause="No beds"),
    )
    said: dict[str, Any] = {
        "root_cause": "No beds",
        "escape_point": "The review.",
        "without_containment": "No harm is left.",
    }
    plant.do(asked.FindCauseByFishbone(thing=action, branches=rows, **said))
    page = plant.petra.get(PAGE).text
    assert '<li class="cause">No beds' in page
    assert "nothing contained" in page


def test_earlier_cycles_stay_visible(plant: Plant) -> None:
    action = plant.implemented()
    late = plant.site.book.now() + timedelta(days=31)
    for command in (
        asked.VerifyEffect(
            thing=action, result=Result.NOT_EFFECTIVE, measured="92.5 %", conclusion="Below the target."
        ),
        asked.CloseCorrectiveAction(thing=action),
        asked.OpenCycle(thing=action, reason="The target was missed."),
    ):
        plant.site.book.desk.do(command, Ask(by=plant.petra.person, at=late, command=uuid4()))
    page = plant.petra.get(PAGE).text
    for said in ("Cycle 1", "Ineffective, closed", "92.5 %", "Own the time.", "cycle 2"):
        assert said in page


def test_in_the_past_there_are_no_acts(plant: Plant) -> None:
    action = plant.with_cause()
    before = plant.site.book.ledger.head()
    plant.do(asked.ApplyContainment(thing=action, what="A second ward."))
    page = plant.petra.get(PAGE, at=before, act="plans").text
    assert "A second ward." not in as_it_stood(page)
    assert 'id="act"' not in page
    assert 'id="acts"' not in page


def test_who_holds_no_role_in_the_program_does_not_find_it(plant: Plant) -> None:
    plant.recorded()
    stranger = plant.site.client_for(Role.MANAGER, plant.site.program("MOD", "Defence"))
    assert stranger.get(PAGE).status_code == 404
    assert stranger.post(f"{PAGE}/containments", what="Mine").status_code == 404
    assert "Attainment below target" not in stranger.get("/corrective-actions").text


def test_an_auditor_reads_and_does_nothing(plant: Plant) -> None:
    plant.recorded()
    auditor = plant.site.client_for(Role.AUDITOR, plant.program)
    page = auditor.get(PAGE)
    assert page.status_code == 200
    assert 'id="act"' not in page.text
    assert auditor.post(f"{PAGE}/containments", what="Mine").status_code == 403


@pytest.mark.parametrize("stage", ["recorded", "with_cause", "proposed", "approved", "implemented"])
def test_every_act_that_is_offered_opens_as_a_form(plant: Plant, stage: str) -> None:
    getattr(plant, stage)()
    offered = set(re.findall(rf'{PAGE}\?act=([a-z-]+)"', plant.petra.get(PAGE).text))
    assert {"owner", "due", "issues", "risks", "cancellation"} <= offered
    for noun in offered:
        page = plant.petra.get(PAGE, act=noun)
        assert page.status_code == 200
        assert f'action="{PAGE}/{noun}"' in page.text
