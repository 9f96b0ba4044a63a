"""The rows that approvals and duties are looked at by."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import msgspec

from domain.duties import Part
from projections.rows import Row


class Cast(msgspec.Struct, frozen=True):
    """A person, their part in a thing, and the event that gave it to them."""

    part: Part
    person: UUID
    position: int


class CastRow(Row, frozen=True, kw_only=True):
    """Who has which part in a thing; what the next act on it is checked against."""

    TABLE: ClassVar[str] = "duty_casts"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",),)

    id: UUID
    program: UUID
    parts: tuple[Cast, ...] = ()


class DutyRow(Row, frozen=True, kw_only=True):
    """One act, checked for one duty: who did it, and who had the part that they must not have."""

    TABLE: ClassVar[str] = "duties"
    KEY: ClassVar[tuple[str, ...]] = ("position", "rule")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("program",), ("person",))
    LASTING: ClassVar[bool] = True

    position: int
    rule: str
    thing: UUID
    program: UUID
    person: UUID
    others: tuple[Cast, ...]
    breach: bool
    recorded_at: datetime


class ApprovalRow(Row, frozen=True, kw_only=True):
    """One approval and what it is bound to: the version that was seen and the digest of the events up to there.

    `version` is the approval's own place in the thing's stream. Old approvals have no digest, the oldest no version.
    """

    TABLE: ClassVar[str] = "approvals"
    KEY: ClassVar[tuple[str, ...]] = ("position",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("thing",), ("program",))
    LASTING: ClassVar[bool] = True

    position: int
    thing: UUID
    program: UUID
    what: str
    person: UUID
    seen_version: int | None
    digest: str
    version: int
    recorded_at: datetime
