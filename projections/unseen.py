"""What somebody saw of a thing when they approved or signed it, and what was recorded of it since."""

from typing import Any
from uuid import UUID

import msgspec

from application.ledger import Ledger
from projections.record import Entry, EntryRow, lines
from projections.view import View

MOST_TOLD = 5  # changes that a thing's page tells; the comparison tells all


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """`row` is the approval or signature, with the version that was seen and its own place in the thing's stream.

    `seen_at` is the position of that version, None where it was not kept; `since` are the first few of `later` events.
    """

    row: Any
    seen_at: int | None
    since: list[Entry]
    later: int


def version_seen(row: Any) -> int:
    """Where it was not kept, the one before: nothing came between."""
    return int(row.version - 1 if row.seen_version is None else row.seen_version)


def seen(view: View, ledger: Ledger, thing: UUID, row: Any) -> Seen:
    """What the signer did not see is every later event but the signature itself."""
    version = version_seen(row)
    unseen = "stream = ? AND version > ? AND version <> ?", (thing, version, row.version)
    later = view.select(EntryRow, *unseen, order="position", limit=MOST_TOLD)
    found = view.select(EntryRow, "stream = ? AND version = ?", (thing, version))
    return Seen(
        row=row,
        seen_at=found[0].position if found and row.seen_version is not None else None,
        since=lines(view, ledger, [entry.position for entry in later]),
        later=view.count(EntryRow, *unseen),
    )
