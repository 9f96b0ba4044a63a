"""Every fact is told in words: complete, readable, with nothing of the machine in it."""

import re
from enum import Enum

import pytest

import projections.catalogue
from application.ledger.stored import topics
from domain.kernel import Event
from projections.sentences.parts import WRITERS, Part, Sentence
from tests.builders import example

FACTS = sorted(topics().items())
MACHINE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|\bNone\b|\w_\w|<|\d{4}-\d\d-\d\d")
by_topic = pytest.mark.parametrize(("topic", "fact"), FACTS, ids=[topic for topic, _ in FACTS])


@by_topic
def test_every_fact_has_a_sentence(topic: str, fact: type[Event]) -> None:
    assert projections.catalogue.READ_MODELS
    assert fact in WRITERS, f"write how {topic} is told, in projections/sentences"


@by_topic
def test_a_sentence_goes_on_after_a_name(topic: str, fact: type[Event]) -> None:
    first = WRITERS[fact](example(fact))[0]
    assert first.kind == "text"
    assert first.text[0].islower()
    assert not first.text.startswith(("was ", "has ", "is "))


@by_topic
def test_a_sentence_holds_nothing_of_the_machine(topic: str, fact: type[Event]) -> None:
    said = _read(WRITERS[fact](example(fact)))
    assert not MACHINE.search(said)
    assert "!" not in said
    assert "  " not in said


@by_topic
def test_a_sentence_keeps_the_words_that_somebody_wrote(topic: str, fact: type[Event]) -> None:
    given = example(fact)
    texts = {"reason", "note", "narrative", "answer", "question"} & set(fact.__struct_fields__)
    said = _read(WRITERS[fact](given))
    assert [name for name in texts if getattr(given, name) not in said] == []


@by_topic
def test_a_sentence_is_told_too_where_nothing_was_known(topic: str, fact: type[Event]) -> None:
    given = example(fact)
    empty = {name: _empty(getattr(given, name)) for name in fact.__struct_fields__ if _may_be_empty(fact, name)}
    said = WRITERS[fact](type(given)(**{**{n: getattr(given, n) for n in fact.__struct_fields__}, **empty}))
    assert all(isinstance(part, Part) for part in said)
    assert not MACHINE.search(_read(said))


def _read(said: Sentence) -> str:
    return "".join(f"{part.text}{'Name' if part.ref else ''}{part.label}{part.before}{part.after}" for part in said)


def _may_be_empty(fact: type[Event], name: str) -> bool:
    return "None" in str(fact.__annotations__[name]) or fact.__annotations__[name] is str


def _empty(value: object) -> object:
    return "" if isinstance(value, str) and not isinstance(value, Enum) else None
