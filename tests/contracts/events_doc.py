"""Writes docs/events.md from the facts themselves: `python -m tests.contracts.events_doc`."""

import inspect
from pathlib import Path
from typing import get_type_hints

from application.ledger.stored import topics
from domain.catalogue import AGGREGATES
from domain.kernel import Event

PLACE = Path(__file__).resolve().parents[2] / "docs" / "events.md"
HEAD = """# The facts that the log may hold

Made from the code by `python -m tests.contracts.events_doc`; a test fails when it is stale.
Every event is stored as JSON: `actor`, `caused_by`, `command`, `data` (the fields below), `effective_at`, `reason`,
`recorded_at`. The topic names the kind and its version; a stored topic is never reused for another meaning.
"""


def catalogue() -> str:
    parts = [HEAD]
    for aggregate in AGGREGATES:
        parts.append(f"\n## {aggregate.name.replace('_', ' ').capitalize()}\n")
        parts.extend(_fact(fact) for fact in sorted(aggregate.facts, key=lambda fact: fact.TOPIC))
    return "\n".join(parts).rstrip() + "\n"


def _fact(fact: type[Event]) -> str:
    said = inspect.getdoc(fact) if fact.__doc__ and fact.__doc__ != Event.__doc__ else ""
    hints = get_type_hints(fact)
    fields = ", ".join(f"`{name}`: {_name(hints[name])}" for name in fact.__struct_fields__)
    lines = [f"- **`{fact.TOPIC}`** {fact.__name__}: {fields or 'no fields'}"]
    if fact.EARLIER:
        lines.append(f"  <br>Earlier versions are read as this one: {', '.join(f'`{each}`' for each in fact.EARLIER)}.")
    if said:
        lines.append(f"  <br>{' '.join(said.split())}")
    return "\n".join(lines)


def _name(hint: object) -> str:
    text = hint.__name__ if isinstance(hint, type) and not getattr(hint, "__args__", None) else str(hint)
    for noise in ("uuid.", "datetime.", "typing."):
        text = text.replace(noise, "")
    return text.rpartition(".")[2] if text.startswith("domain.") and "[" not in text else _short(text)


def _short(text: str) -> str:
    words = text.replace("[", " [ ").replace("]", " ] ").replace(",", " , ").split()
    joined = " ".join(word.rpartition(".")[2] if word.startswith("domain.") else word for word in words)
    return joined.replace(" [ ", "[").replace(" ]", "]").replace(" ,", ",").replace("...", "…")


def undocumented() -> list[str]:
    """Topics that no aggregate folds: they would be missing from the catalogue."""
    folded = {fact.TOPIC for aggregate in AGGREGATES for fact in aggregate.facts}
    return sorted(set(topics()) - folded)


if __name__ == "__main__":
    PLACE.write_text(catalogue(), encoding="utf-8")
