"""Whatever is asked of a report in whatever order, its rules hold."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Event, Facts, Refused
from domain.reports import events as e
from domain.reports import report
from domain.reports.words import Meaning, ReportState
from tests.domain.any_fact import any_fact
from tests.domain.reports.facts import CHIEF, DRAFTED, MADE, NEWER, OUT, READER, TODAY, WRITER

PEOPLE = st.sampled_from([WRITER, READER, CHIEF])
TEXTS = st.sampled_from(["", "Why.", "Because."])
OTHERS = st.sampled_from([report.REPORT.fold([DRAFTED]), report.REPORT.fold(OUT)])
DIGESTS = st.sampled_from(["sha256:d", "sha256:other"])

ARGUMENTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "write_narrative": {"summary": TEXTS, "lessons": TEXTS, "by": PEOPLE},
    "issue": {"made": st.just(MADE), "by": PEOPLE},
    "sign": {
        "printed_name": st.just("Ada"),
        "meaning": st.sampled_from(Meaning),
        "digest": DIGESTS,
        "report_version": st.sampled_from([0, 3]),
        "by": PEOPLE,
        "on": st.just(TODAY),
    },
    "supersede": {"by_report": st.just(NEWER), "newer": OTHERS, "reason": TEXTS, "by": PEOPLE},
    "withdraw": {"reason": TEXTS, "by": PEOPLE},
}
ASKS = st.lists(
    st.one_of([st.tuples(st.just(act), st.fixed_dictionaries(wanted)) for act, wanted in ARGUMENTS.items()]),
    max_size=30,
)


def test_every_act_is_tried() -> None:
    assert set(ARGUMENTS) == {act for state in ReportState for act in report.acts(state)}


@settings(max_examples=150, deadline=None)
@given(ASKS)
def test_no_order_of_decisions_breaks_a_rule(asks: list[tuple[str, dict[str, Any]]]) -> None:
    state = report.REPORT.fold([DRAFTED])
    for act, arguments in asks:
        assert state is not None
        try:
            facts = getattr(report, act)(state, **arguments)
        except Refused:
            continue
        before, state = state, report.REPORT.fold(facts, state)
        assert state is not None
        _rules_hold(before, state, facts)


def _rules_hold(before: report.Report, after: report.Report, facts: Facts) -> None:
    assert before.made is None or (after.made, after.narrative) == (before.made, before.narrative)
    assert after.signatures[: len(before.signatures)] == before.signatures
    given_as = [(each.by, each.meaning) for each in after.signatures]
    assert len(given_as) == len(set(given_as))
    assert not any(by in after.authors for by, meaning in given_as if meaning is not Meaning.AUTHOR)
    assert all(fact.digest == MADE.digest for fact in facts if isinstance(fact, e.ReportSigned))
    if after.state not in (ReportState.DRAFTED, ReportState.WITHDRAWN):
        assert after.made
        assert after.narrative.summary
    if after.state is ReportState.SIGNED:
        assert Meaning.APPROVER in {meaning for _, meaning in given_as}


@settings(max_examples=50, deadline=None)
@given(st.permutations([any_fact(kind) for kind in report.REPORT.facts]))
def test_folding_never_fails_whatever_the_order(facts: list[Event]) -> None:
    assert isinstance(report.REPORT.fold([DRAFTED, *facts]), report.Report)
