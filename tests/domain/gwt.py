"""Given facts, when a decision is asked for, then facts or a refusal: the form of every test of the domain."""

import inspect
from collections.abc import Callable
from typing import Any

from domain.kernel import Aggregate, Event, Facts, Refused


def given(aggregate: Aggregate[Any], *facts: Event) -> "Given":
    return Given(aggregate, facts)


class Given:
    """A thing as the facts left it."""

    def __init__(self, aggregate: Aggregate[Any], facts: Facts) -> None:
        self.aggregate = aggregate
        self.facts = facts
        self.state: Any = aggregate.fold(facts)

    def when(self, decision: Callable[..., Facts], **arguments: Any) -> "When":
        """Ask for a decision. One that begins a stream takes no state and is called with its arguments only."""
        takes = inspect.signature(decision).parameters.values()
        positional = [p for p in takes if p.kind in {p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD}]
        try:
            made = decision(self.state, **arguments) if positional else decision(**arguments)
        except Refused as refusal:
            return When(self, (), refusal)
        return When(self, made, None)


class When:
    """What the decision answered: facts, or a refusal."""

    def __init__(self, before: Given, facts: Facts, refusal: Refused | None) -> None:
        self._before = before
        self.facts = facts
        self.refusal = refusal

    @property
    def state(self) -> Any:
        """The state after the facts that were made."""
        return self._before.aggregate.fold(self.facts, self._before.state)

    def then(self, *facts: Event) -> Given:
        """Exactly these facts were made (none given: nothing was); what follows starts from them."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert self.facts == facts
        return Given(self._before.aggregate, (*self._before.facts, *self.facts))

    def then_state(self, **expected: Any) -> Given:
        """The decision was made and these attributes of the state hold after it."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert {name: getattr(self.state, name) for name in expected} == expected
        return Given(self._before.aggregate, (*self._before.facts, *self.facts))

    def refused(self, *sentences: str) -> None:
        """The decision said no, with exactly these sentences in this order."""
        assert self.refusal is not None, f"not refused; made {self.facts}"
        assert tuple(problem.sentence for problem in self.refusal.problems) == sentences

    def refused_field(self, *fields: str) -> None:
        """The decision said no, and its problems concern exactly these fields in this order."""
        assert self.refusal is not None, f"not refused; made {self.facts}"
        assert tuple(problem.field for problem in self.refusal.problems) == fields
