"""Verification of the whole log: every position, stream, leaf, subtree, root and signature, recomputed."""

import time
from collections.abc import Iterator, Sequence

import msgspec

from application.apart import Apart
from application.ledger import Database, Tx, tree
from application.proofs.checkpoints import Signed, read, row_changed, silent, spoiled, stored, text_of
from application.proofs.halves import roots
from application.proofs.keys import signed_by
from application.proofs.merkle import Frontier
from application.proofs.steward_verify import (
    Checkpoint,
    Key,
    Unreadable,
    Wrong,
    checkpoint_of,
    from_base64,
    number_of,
    parts_of,
)
from application.proofs.walking import Broken, Progress, Walk

NO_KEY = "The signatures were not checked, as no key is here: name the public key with --key."


class Finding(msgspec.Struct, frozen=True):
    """Something that does not hold, and the first position that it concerns; 0 where it concerns none."""

    position: int
    sentence: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked, and what was found: nothing in `wrong` means whole and unbroken."""

    events: int
    streams: int
    checkpoints: int
    covered: int  # events under the newest of them
    kept: int
    root: str
    seconds: float
    wrong: tuple[Finding, ...]
    unchecked: str = ""  # what could not be looked at, as a sentence

    @property
    def rate(self) -> float:
        """Events a second."""
        return self.events / self.seconds if self.seconds else 0.0


def verify_log(
    database: Database,
    keys: Sequence[Key],
    *,
    kept: Sequence[bytes] = (),
    later: Apart | None = None,
    progress: Progress = silent,
) -> Verified:
    """Recompute the log, its tree and its checkpoints.

    `kept`: checkpoints from outside, which the log must hold; `later`: whoever walks over the later half.
    """
    begun = time.perf_counter()
    with database.read() as tx:
        head, signed = tree.head(tx), stored(tx)
        said = _read(signed, keys, wrong := list(_listed(signed, spoiled(tx))))
        outside = [one for note in dict.fromkeys(kept) if (one := _outside(note, keys, wrong))]
        wrong += _walked(tx, walk := Walk(tx, Frontier()), head, [*said, *outside], later, progress)
        wrong += _missing(said, outside, head)
    return Verified(
        events=walk.grown.size,
        streams=len(walk.versions),
        checkpoints=len(signed),
        covered=_covered(said, head),
        kept=len(kept),
        root=text_of(walk.grown.root()),
        seconds=time.perf_counter() - begun,
        wrong=tuple(sorted(wrong, key=lambda found: found.position)),
        unchecked=NO_KEY if signed and not keys else "",
    )


def _covered(signed: Sequence[Checkpoint], head: int) -> int:
    return max((one.size for one in signed if one.size <= head), default=0)


def _walked(
    tx: Tx, walk: Walk, head: int, signed: Sequence[Checkpoint], later: Apart | None, progress: Progress
) -> Iterator[Finding]:
    try:
        _bounds(tx, head)
        _roots(walk, head, signed, later, progress)
    except Broken as broken:
        yield Finding(broken.position, str(broken))
    held = tree.size(tx)
    if held > head:
        yield Finding(head + 1, f"The log ends at position {head}, its tree at {held}: events were removed.")


def _read(signed: Sequence[Signed], keys: Sequence[Key], wrong: list[Finding]) -> list[Checkpoint]:
    """What each checkpoint says, its signature checked, and that their sizes grow."""
    found, size = [], 0
    for one in signed:
        said = _said(one, keys, wrong)
        if said.size <= size:
            told = f"Checkpoint {one.number} covers {said.size} events, the one before it {size}."
            wrong.append(Finding(said.size, told))
        found.append(Checkpoint(said.origin, said.size, text_of(said.root).encode()))
        size = said.size
    return found


def _listed(signed: Sequence[Signed], spoiled: Sequence[int]) -> Iterator[Finding]:
    """That each row can be read, and that their numbers are dense."""
    for number in spoiled:
        yield Finding(0, f"Checkpoint {number}: its row was changed and cannot be read.")
    numbers = {one.number for one in signed} | set(spoiled)
    missing = next((number for number in range(1, max(numbers, default=0)) if number not in numbers), None)
    if missing:
        before = [one.size for one in signed if one.number < missing]
        yield Finding(max(before, default=0) + 1, f"Checkpoint {missing} is missing.")


def _said(one: Signed, keys: Sequence[Key], wrong: list[Finding]) -> Checkpoint:
    """The signed text counts, whatever its row says; where the text is not signed, the row is what there is to test."""
    try:
        said = read(one, keys) if keys else _unsigned(one.note.encode())
    except (Broken, Wrong, Unreadable) as broken:
        wrong.append(Finding(one.size, str(broken)))
        return Checkpoint(one.origin, one.size, _bytes(one.root))
    if told := row_changed(one, said, keys):
        wrong.append(Finding(0, told))
    return said


def _unsigned(note: bytes) -> Checkpoint:
    """What a checkpoint says, with nobody's word for it."""
    lines = parts_of(note)[0].split("\n")
    if len(lines) < len(Checkpoint._fields) + 1:
        raise Unreadable("This is no checkpoint: its lines are an origin, a size and a root.")
    return Checkpoint(lines[0], number_of(lines[1]), from_base64(lines[2], "The root"))


def _bytes(root: str) -> bytes:
    try:
        return from_base64(root, "The root")
    except Unreadable:
        return root.encode(errors="replace")


def _outside(note: bytes, keys: Sequence[Key], wrong: list[Finding]) -> Checkpoint | None:
    """A checkpoint that was kept. A file that is none is told at once: that is no fault of the log."""
    try:
        said = checkpoint_of(note, keys, signed_by) if keys else _unsigned(note)
    except Unreadable as unreadable:
        raise ValueError(str(unreadable)) from unreadable
    except Wrong as refused:
        why = "It is of another log, or the book was signed anew with another key."
        wrong.append(Finding(0, f"The checkpoint that was kept: {refused} {why}"))
        return None
    return Checkpoint(said.origin, said.size, text_of(said.root).encode())


def _bounds(tx: Tx, head: int) -> None:
    first, count = tx.one("SELECT coalesce(min(position), 1), count(*) FROM events") or (1, 0)
    if first < 1:
        raise Broken(first, f"There is an event at position {first}, before the first.")
    if count > head:
        raise Broken(head, f"The log holds {count} events, but ends at position {head}.")


def _roots(walk: Walk, head: int, signed: Sequence[Checkpoint], later: Apart | None, progress: Progress) -> None:
    """Walk to the head; at the size of each checkpoint the root must be the one it says."""
    at: dict[int, set[bytes]] = {}
    for one in signed:
        if 0 < one.size <= head:
            at.setdefault(one.size, set()).add(one.root)
    good = 0
    for reached, root in roots(walk, [*at, head], later):
        progress(reached, head)
        if reached in at:
            if at[reached] != {text_of(root).encode()}:
                raise Broken(good + 1, f"Position {good + 1} to {reached}: the events are not those that were signed.")
            good = reached


def _missing(signed: Sequence[Checkpoint], outside: Sequence[Checkpoint], head: int) -> Iterator[Finding]:
    """What was signed must still be there: the events, and the checkpoints themselves."""
    held = {(one.size, one.root) for one in signed}
    sizes = {one.size for one in signed} | {one.size for one in outside}
    for size in sorted(size for size in sizes if size > head):
        yield Finding(head + 1, f"The log ends at position {head}, but {size} events were signed: events were removed.")
    for one in dict.fromkeys(outside):  # which may be kept at several places
        if one.size <= head and (one.size, one.root) not in held:
            yield Finding(one.size, f"The checkpoint over {one.size} events is not in the book: it was removed.")
