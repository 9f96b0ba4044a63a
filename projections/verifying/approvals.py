"""Whether each approval and each signature is of what stands in the log: its digest is made anew.

Only the streams of things that were approved are read, so a long log costs no more than its approvals.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from application.approvals import recomputed
from application.ledger import Tx
from application.ledger.stored import UNREADABLE, stored_topics
from application.proofs.entries import raw
from application.proofs.verifying import Finding
from domain.duties import APPROVALS
from domain.reports.events import ReportIssued, ReportSigned
from projections.generations import Progress, silent

ISSUED, SIGNED = stored_topics(ReportIssued), stored_topics(ReportSigned)
TOPICS = (*(topic for fact in APPROVALS for topic in stored_topics(fact)), *ISSUED, *SIGNED)
MARKS = ", ".join("?" * len(TOPICS))
ALL = f"SELECT position, stream, version, topic, state FROM events WHERE topic IN ({MARKS}) ORDER BY position"


class Approvals(NamedTuple):
    """How many approvals and signatures were checked, and what is wrong with any."""

    checked: int
    wrong: tuple[Finding, ...]


class _Bound(msgspec.Struct):
    """What any of these events says that it is bound to; those from before digests were kept say nothing."""

    digest: str = ""
    seen_version: int | None = None


class _Event(msgspec.Struct):
    data: _Bound


class _Told(NamedTuple):
    position: int
    version: int
    topic: str
    bound: _Bound

    @property
    def seen(self) -> int:
        return self.bound.seen_version or 0


def approvals_bound(tx: Tx, progress: Progress = silent) -> Approvals:
    """One thing's events are held at a time."""
    streams, checked, wrong = _read(tx), 0, list[Finding]()
    for done, (stream, told) in enumerate(streams.items(), 1):
        kept = [each for each in told if each.bound.digest and each.topic not in ISSUED]
        checked += len(kept)
        wrong += [*_unlike(tx, stream, [each for each in kept if each.topic not in SIGNED]), *_unlike_issued(told)]
        progress(done, len(streams))
    return Approvals(checked, tuple(sorted(wrong, key=lambda found: found.position)))


def _read(tx: Tx) -> dict[str, list[_Told]]:
    streams: dict[str, list[_Told]] = defaultdict(list)
    for position, stream, version, topic, state in tx.rows(ALL, TOPICS):
        try:
            bound = msgspec.json.decode(raw(state), type=_Event).data
            streams[stream].append(_Told(position, int(version), topic, bound))
        except UNREADABLE:  # the log's own finding tells of such an event
            continue
    return streams


def _unlike(tx: Tx, stream: str, approvals: Sequence[_Told]) -> Iterator[Finding]:
    """Approvals of other events than stand there up to the version that was seen; it comes before the approval."""
    seen = {each.seen for each in approvals if 1 <= each.seen < each.version}
    there = recomputed(tx, stream, seen) if seen else {}
    for each in approvals:
        if there.get(each.seen) != each.bound.digest:
            told = f"Position {each.position}: what was approved is not what stands in the events before it."
            yield Finding(each.position, told)


def _unlike_issued(told: Sequence[_Told]) -> Iterator[Finding]:
    """Signatures of another document than the one that was issued before them."""
    document = ""
    for each in told:
        if each.topic in ISSUED:
            document = each.bound.digest
        elif each.topic in SIGNED and each.bound.digest != document:
            sentence = f"Position {each.position}: the signature is of another document than was issued."
            yield Finding(each.position, sentence)
