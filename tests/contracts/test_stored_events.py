"""What was stored once can be read for ever, and every fact keeps the promises that the log rests on."""

import json
import re
from uuid import UUID

import msgspec
import pytest

from application.ledger.stored import ENCODER, Envelope, decoder, earlier_topics, topics
from domain.catalogue import AGGREGATES
from domain.kernel import Event
from tests.builders import example, stored
from tests.contracts.golden import read

GOLDEN = read()
FACTS = sorted(topics().items())
TOPIC = re.compile(r"[a-z_]+\.[a-z_]+/[1-9]\d*")
by_topic = pytest.mark.parametrize(("topic", "fact"), FACTS, ids=[topic for topic, _ in FACTS])


def test_every_topic_has_a_stored_example() -> None:
    assert set(topics()) <= set(GOLDEN), "run python -m tests.contracts.golden and look at what it adds"


def test_every_topic_that_was_ever_stored_is_still_read() -> None:
    assert set(GOLDEN) == {*topics(), *earlier_topics()}


@pytest.mark.parametrize("topic", sorted(earlier_topics()))
def test_what_an_earlier_version_stored_is_read_as_the_fact_of_today(topic: str) -> None:
    read_back, told = decoder(topic).decode(GOLDEN[topic].encode()), json.loads(GOLDEN[topic])
    again = json.loads(ENCODER.encode(read_back))
    assert type(read_back.data) is earlier_topics()[topic][0]
    assert {name: again["data"][name] for name in told["data"]} == told["data"], "nothing that was stored is lost"
    assert {**again, "data": {}} == {**told, "data": {}}


@pytest.mark.parametrize("topic", sorted(earlier_topics()))
def test_an_earlier_version_with_a_field_that_nobody_knows_is_refused(topic: str) -> None:
    tampered = json.loads(GOLDEN[topic])
    tampered["data"]["more"] = 1
    with pytest.raises(msgspec.ValidationError, match="more"):
        decoder(topic).decode(json.dumps(tampered).encode())


@pytest.mark.parametrize("topic", sorted(topics()))
def test_what_was_stored_is_read_and_stored_again_byte_for_byte(topic: str) -> None:
    read_back = decoder(topic).decode(GOLDEN[topic].encode())
    assert read_back == stored(example(topics()[topic]))
    assert ENCODER.encode(read_back) == GOLDEN[topic].encode()


@by_topic
def test_a_topic_has_a_name_and_a_version(topic: str, fact: type[Event]) -> None:
    assert TOPIC.fullmatch(topic)
    assert fact.__dict__["TOPIC"] == topic


@by_topic
def test_a_fact_is_frozen_and_takes_no_fields_it_does_not_know(topic: str, fact: type[Event]) -> None:
    config = fact.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields
    assert not config.omit_defaults, "what is stored says everything"


@by_topic
def test_a_field_that_no_version_knows_is_refused(topic: str, fact: type[Event]) -> None:
    tampered = json.loads(ENCODER.encode(stored(example(fact))))
    tampered["data"]["more"] = 1
    with pytest.raises(msgspec.ValidationError, match="more"):
        decoder(topic).decode(json.dumps(tampered).encode())


@by_topic
def test_exactly_one_aggregate_folds_a_fact(topic: str, fact: type[Event]) -> None:
    assert len([one.name for one in AGGREGATES if fact in one.facts]) == 1


@by_topic
def test_no_fact_is_stored_with_a_python_path(topic: str, fact: type[Event]) -> None:
    assert fact.__module__ not in ENCODER.encode(stored(example(fact))).decode()


def test_an_unknown_topic_is_named_with_what_to_do() -> None:
    with pytest.raises(LookupError, match=r"'risk.forgotten/1', which this version does not know; upgrade Steward"):
        decoder("risk.forgotten/1")


def test_two_facts_may_not_share_a_topic() -> None:
    names = [fact.__dict__["TOPIC"] for _, fact in FACTS]
    assert len(names) == len(set(names))


def test_the_fields_of_an_envelope_stand_in_one_order() -> None:
    fields = list(json.loads(GOLDEN["program.approved/1"]))
    assert fields == sorted(Envelope.__struct_fields__)
    assert UUID(json.loads(GOLDEN["program.approved/1"])["actor"]) == UUID(int=1)
