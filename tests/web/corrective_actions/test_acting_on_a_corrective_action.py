"""The forms of a corrective action three ways: as a page, as a fragment, and when somebody else was quicker."""

import re

from application import corrective_actions as asked
from application.issues import RaiseIssue
from domain.corrective_actions.words import ActionState, Kind
from projections.issues import queries as issues
from tests.web.corrective_actions.plant import PAGE, TODAY, WHYS, Plant, form

NEW = {
    "title": "Late drawings",
    "requirement": "Drawings within ten days.",
    "evidence": "Twenty days in May.",
    "severity": "major",
    "kind": "corrective",
}


def test_it_is_raised_and_its_page_shows_it(plant: Plant) -> None:
    sent = {**NEW, "program": str(plant.program), "owner": str(plant.lena.person)}
    answer = plant.lena.post("/corrective-actions", **sent)
    assert answer.status_code == 303
    page = plant.lena.get(answer.headers["Location"]).text
    assert "Twenty days in May." in page
    assert "CA-001, cycle 1" in page


def test_raised_from_an_issue_it_is_linked_both_ways(plant: Plant) -> None:
    plant.site.do(RaiseIssue(program=plant.program, title="Ward closed"))
    with plant.site.book.view() as view:
        issue = issues.find(view, "I-001")
    assert issue is not None
    sent = {**NEW, "program": str(plant.program), "owner": str(plant.lena.person), "source_issue": str(issue.id)}
    assert plant.lena.post("/corrective-actions", **sent).status_code == 303
    assert "I-001 Ward closed" in plant.lena.get(PAGE).text
    assert "CA-001 Late drawings" in plant.lena.get("/issues/I-001").text


def test_everything_that_is_missing_is_said_at_its_field_and_the_text_is_kept(plant: Plant) -> None:
    answer = plant.lena.post("/corrective-actions", title="Late drawings")
    assert answer.status_code == 422
    assert 'value="Late drawings"' in answer.text
    for name in ("program", "requirement", "evidence", "severity", "kind", "owner"):
        assert f'href="#{name}"' in answer.text


def test_five_whys_are_typed_as_lines(plant: Plant) -> None:
    action = plant.recorded()
    typed = form(plant.lena, "whys", whys="\n".join(WHYS) + "\n\n", root_cause=WHYS[1], escape_point="The review.")
    answer = plant.lena.post(f"{PAGE}/whys", **typed, without_containment="No harm is left.")
    assert answer.status_code == 303
    cause = plant.state(action).cause
    assert cause is not None
    assert cause.whys == WHYS


def test_a_cause_is_not_asked_why_nothing_was_contained_where_something_was(plant: Plant) -> None:
    plant.recorded()
    assert 'name="without_containment"' in plant.lena.get(PAGE, act="whys").text
    plant.lena.post(f"{PAGE}/containments", **form(plant.lena, what="An overflow area."))
    assert 'name="without_containment"' not in plant.lena.get(PAGE, act="whys").text


def test_a_fishbone_is_typed_as_rows(plant: Plant) -> None:
    action = plant.with_cause()
    rows = {"branches.0.category": "People", "branches.0.cause": "Two posts empty", "branches.5.category": "Place"}
    typed = form(plant.lena, "fishbone", **rows, root_cause="No beds", escape_point="The review.")
    refused = plant.lena.post(f"{PAGE}/fishbone", **typed)
    assert refused.status_code == 422
    assert "Cause 6: Enter the cause." in refused.text
    assert 'href="#branches.5.cause"' in refused.text
    sent = plant.lena.post(f"{PAGE}/fishbone", **{**typed, "branches.5.cause": "No beds"})
    assert sent.status_code == 303
    cause = plant.state(action).cause
    assert cause is not None
    assert [branch.category for branch in cause.branches] == ["People", "Place"]


def test_a_plan_is_typed_as_rows_and_every_row_says_what_is_wrong_with_it(plant: Plant) -> None:
    plant.with_cause()
    rows = {"steps.0.what": "Own the time.", "steps.0.due": "soon", "steps.2.what": "Check weekly."}
    answer = plant.lena.post(f"{PAGE}/plans", **form(plant.lena, "plans", **rows))
    assert answer.status_code == 422
    for said in (
        "Step 1: Choose the owner.",
        "Step 1: Choose the type.",
        "Step 1: Due: enter",
        "Step 3: Choose the owner.",
    ):
        assert said in answer.text
    assert 'value="Check weekly."' in answer.text
    assert "at least one step" not in answer.text, "there are two, which cannot be read yet"


def test_a_row_that_nobody_filled_in_is_left_out(plant: Plant) -> None:
    action = plant.with_cause()
    step = {"what": "Own the time.", "owner": str(plant.lena.person), "kind": "corrective", "due": "2030-01-31"}
    rows = {
        **{f"steps.0.{name}": text for name, text in step.items()},
        "steps.1.kind": "corrective",
        "steps.1.what": " ",
    }
    assert plant.lena.post(f"{PAGE}/plans", **form(plant.lena, "plans", **rows)).status_code == 303
    proposed = plant.state(action).proposed
    assert proposed is not None
    assert [each.what for each in proposed.steps] == ["Own the time."]


def test_the_next_version_of_a_plan_begins_with_the_last_and_keeps_its_steps(plant: Plant) -> None:
    action = plant.proposed()
    before = plant.state(action).proposed
    assert before is not None
    typed = form(plant.lena, "plans")
    assert typed["steps.0.id"] == str(before.steps[0].id)
    step = {"what": "Own the time daily.", "owner": str(plant.lena.person), "kind": "preventive", "due": "2030-01-31"}
    plant.lena.post(f"{PAGE}/plans", **typed, **{f"steps.0.{name}": text for name, text in step.items()})
    after = plant.state(action).proposed
    assert after is not None
    assert (after.version, after.steps[0].id, after.steps[0].what) == (2, before.steps[0].id, "Own the time daily.")


def test_more_rows_are_there_than_a_plan_has_steps(plant: Plant) -> None:
    plant.proposed()
    page = plant.lena.get(PAGE, act="plans").text
    assert "More steps" in page
    assert 'name="steps.7.what"' in page


def test_a_plan_is_approved_as_it_was_seen(plant: Plant) -> None:
    action = plant.proposed()
    answer = plant.petra.post(f"{PAGE}/approvals", **form(plant.petra, "approvals"))
    assert answer.status_code == 303
    assert "who saw version 4" in plant.petra.get(PAGE).text
    assert plant.state(action).state is ActionState.PLAN_APPROVED


def test_a_plan_that_changed_since_it_was_seen_is_not_approved(plant: Plant) -> None:
    action = plant.proposed()
    typed = form(plant.petra, "approvals")
    step = asked.StepRow(what="Something else.", kind=Kind.CORRECTIVE, owner=plant.lena.person, due=TODAY)
    plant.do(asked.ProposePlan(thing=action, steps=(step,)))
    answer = plant.petra.post(f"{PAGE}/approvals", **typed)
    assert answer.status_code == 409
    assert "Lena Quick" in answer.text
    assert plant.state(action).state is ActionState.CAUSE_DETERMINED


def test_a_step_is_chosen_and_recorded_as_done(plant: Plant) -> None:
    action = plant.approved()
    page = plant.lena.get(PAGE).text
    found = re.search(r'<option value="([^"]*)">1\. Own the time\.', page)
    assert found
    answer = plant.lena.post(f"{PAGE}/steps", **form(plant.lena, step=found.group(1), evidence="The roster."))
    assert answer.status_code == 303
    assert len(plant.state(action).done) == 1
    assert 'action="/corrective-actions/CA-001/implementation"' in plant.lena.get(PAGE).text


def test_an_early_verification_is_refused_and_keeps_the_text(plant: Plant) -> None:
    action = plant.implemented()
    typed = form(plant.petra, "verifications", result="effective", measured="96 %", conclusion="It works, as measured.")
    answer = plant.petra.post(f"{PAGE}/verifications", **typed)
    assert answer.status_code == 422
    assert "verify after that day" in answer.text
    assert "It works, as measured." in answer.text
    assert plant.state(action).verification is None


def test_as_a_fragment_only_the_form_comes_back(plant: Plant) -> None:
    plant.recorded()
    answer = plant.lena.post(f"{PAGE}/containments", target="act", **form(plant.lena))
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith("<form")
    assert "Say what keeps the harm from spreading." in answer.text


def test_as_a_fragment_the_browser_is_told_where_to_go(plant: Plant) -> None:
    plant.recorded()
    answer = plant.lena.post(f"{PAGE}/containments", target="act", **form(plant.lena, what="An overflow area."))
    assert answer.headers["HX-Redirect"].startswith(f"{PAGE}?done=")


def test_when_somebody_was_quicker_it_says_who_and_keeps_the_text(plant: Plant) -> None:
    action = plant.recorded()
    typed = form(plant.lena, what="My own containment.")
    plant.site.do(asked.AssignActionOwner(thing=action, owner=plant.petra.person), by=plant.petra.person)
    answer = plant.lena.post(f"{PAGE}/containments", **typed)
    assert answer.status_code == 409
    assert "Petra Moss" in answer.text
    assert "My own containment.</textarea>" in answer.text


def test_a_contributor_does_not_approve(plant: Plant) -> None:
    plant.proposed()
    assert 'act=approvals"' not in plant.lena.get(PAGE).text
    assert plant.lena.post(f"{PAGE}/approvals").status_code == 403
