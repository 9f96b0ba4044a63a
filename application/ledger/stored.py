"""How an event is kept: its envelope, its bytes and the topics that name its kind."""

from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from domain.kernel import Event, Upcast

E = TypeVar("E", bound=Event, covariant=True)  # noqa: PLC0105 - msgspec reads the short name
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, msgspec.MsgspecError)  # of what was changed by hand
ENCODER = msgspec.json.Encoder(order="deterministic")


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, when, by which command, and since when it is true in the world."""

    by: UUID
    at: datetime
    command: UUID
    effective_at: datetime | None = None
    reason: str = ""
    caused_by: int | None = None

    @property
    def today(self) -> date:
        return self.at.date()

    @property
    def on(self) -> date:
        """The day in the world that this speaks of."""
        return (self.effective_at or self.at).date()


class Envelope(msgspec.Struct, Generic[E], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The stored JSON: the fact under `data`, and around it who, when, since when, by which command and why."""

    actor: UUID
    caused_by: int | None
    command: UUID
    data: E
    effective_at: datetime
    reason: str
    recorded_at: datetime


class Recorded(msgspec.Struct, Generic[E], frozen=True):
    """An event with its place in the log. Position 0 means: not yet recorded."""

    position: int
    originator_id: UUID
    originator_version: int
    envelope: Envelope[E]

    @property
    def fact(self) -> E:
        return self.envelope.data

    @property
    def stream(self) -> UUID:
        return self.originator_id

    @property
    def version(self) -> int:
        return self.originator_version


@cache
def topics() -> dict[str, type[Event]]:
    """Every topic that is written to the log, and its class; an allow-list, never a Python path."""
    import domain.catalogue  # noqa: F401, PLC0415 - importing it defines every fact

    found: dict[str, type[Event]] = {}
    for fact in _leaves(Event):
        topic = fact.__dict__.get("TOPIC")
        if not isinstance(topic, str) or topic in found:
            sentence = f"{fact.__qualname__} needs a TOPIC of its own."
            raise TypeError(sentence)
        found[topic] = fact
    return found


def _leaves(cls: type[Event]) -> list[type[Event]]:
    below = cls.__subclasses__()
    return [leaf for sub in below for leaf in _leaves(sub)] if below else [cls]


@cache
def earlier_topics() -> dict[str, tuple[type[Event], Upcast]]:
    """Every topic that was written once and is only read now: the class of today and the way to it."""
    found: dict[str, tuple[type[Event], Upcast]] = {}
    for fact in topics().values():
        for topic, upcast in fact.EARLIER.items():
            if topic in topics() or topic in found:
                sentence = f"{fact.__qualname__} claims the topic {topic!r}, which another fact has."
                raise TypeError(sentence)
            found[topic] = fact, upcast
    return found


def stored_topics(fact: type[Event]) -> tuple[str, ...]:
    """Under which topics a kind of fact may stand in the log, the one of today first."""
    return (fact.TOPIC, *fact.EARLIER)


def fact_of(topic: str) -> type[Event] | None:
    """The fact of today that a topic in the log is read as; None where this version knows no such topic."""
    found = earlier_topics().get(topic)
    return topics().get(topic) or (found[0] if found else None)


class Decoder(Protocol):
    """Reads the stored bytes of one topic."""

    def decode(self, state: bytes, /) -> Envelope[Event]: ...


class EarlierDecoder:
    """Reads bytes of an earlier version of a fact as the fact of today."""

    def __init__(self, fact: type[Event], upcast: Upcast) -> None:
        self._envelope: Any = Envelope[fact]  # type: ignore[valid-type]
        self._upcast = upcast

    def decode(self, state: bytes, /) -> Envelope[Event]:
        told: dict[str, Any] = msgspec.json.decode(state)
        found: Envelope[Event] = msgspec.convert({**told, "data": self._upcast(told["data"])}, self._envelope)
        return found


@cache
def decoder(topic: str) -> Decoder:
    if fact := topics().get(topic):
        return msgspec.json.Decoder(Envelope[fact])  # type: ignore[valid-type]
    if earlier := earlier_topics().get(topic):
        return EarlierDecoder(*earlier)
    sentence = f"The log holds events of the topic {topic!r}, which this version does not know; upgrade Steward."
    raise LookupError(sentence)


def moment(at: datetime) -> str:
    """One spelling of a moment, in UTC and with microseconds, so that text order is time order."""
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    text: str = msgspec.to_builtins(at)  # several times as quick as isoformat
    return text if at.microsecond else f"{text[:-1]}.000000Z"


def envelope(fact: Event, ask: Ask) -> Envelope[Event]:
    return Envelope(
        actor=ask.by,
        caused_by=ask.caused_by,
        command=ask.command,
        data=fact,
        effective_at=ask.effective_at or ask.at,
        reason=ask.reason,
        recorded_at=ask.at,
    )


class Altered(LookupError):  # noqa: N818 - what was found out
    """An event cannot be read as what it was; the sentence says which."""


_stream = lru_cache(maxsize=65_536)(UUID)


def of_row(row: tuple[int, str, int, str, bytes]) -> Recorded[Event]:
    """The event of a row: position, stream, version, topic, state."""
    position, stream, version, topic, state = row
    try:
        return Recorded(position, _stream(stream), version, decoder(topic).decode(state))
    except UNREADABLE as error:
        why = f"The event at position {position} cannot be read: {error}"
        raise Altered(f"{why.removesuffix('.')}. Where it was changed, `steward verify` says so.") from error


class StructMapper(Mapper[UUID]):
    """The library's seam between events and bytes, for msgspec Structs and pinned topics."""

    def __init__(self) -> None:
        """No transcoder, compressor or cipher: the bytes stay readable with SELECT."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        recorded: Any = domain_event
        return StoredEvent(
            originator_id=str(recorded.originator_id),
            originator_version=recorded.originator_version,
            topic=type(recorded.envelope.data).TOPIC,
            state=ENCODER.encode(recorded.envelope),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        e = stored_event
        found: Any = of_row((getattr(e, "id", 0), str(e.originator_id), e.originator_version, e.topic, e.state))
        return found  # type: ignore[no-any-return]
