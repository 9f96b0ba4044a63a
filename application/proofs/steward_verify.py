#!/usr/bin/env python3
"""Checks what a Steward book gave out, alone: one file, the standard library, Python 3.9 or newer.

    python3 steward_verify.py export FOLDER --key VKEY [--checkpoint KEPT] …
    python3 steward_verify.py proof FILE --key VKEY [--entry ENTRY]
    python3 steward_verify.py consistency FILE --key VKEY --old KEPT
    python3 steward_verify.py bundle FILE --key VKEY [--checkpoint KEPT] [--replay CODE]

VKEY is the public key of the book, as text or as a file: get it, and KEPT, a checkpoint kept from earlier, from
somebody other than whoever gave you the export. Exit code 0: all of it holds. 1: something does not. 2: the call or a
file was not understood. The formats are told byte by byte in docs/verify.md of Steward.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

BROKEN = (LookupError, TypeError, ValueError, AttributeError, RuntimeError, EOFError, OSError)  # by what is no bundle
HASH, KEY, SIGNATURE, WIDTH = 32, 32, 64, 256  # bytes, and hashes in a tile


class Wrong(Exception):  # noqa: N818 - what it says of a proof
    """Something does not hold; the sentence says what."""


class Unreadable(Exception):  # noqa: N818 - what it says of a file
    """A file or a text is not what it should be."""


# --- The tree of RFC 9162 ---------------------------------------------------------------------------------------------


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """RFC 9162, 2.1.3.2: the leaf is in the tree of this size and root, at this index."""
    _are_hashes(leaf, root, *path)
    if not 0 <= index < size:
        raise Wrong(f"There is no entry {index} in a tree of {size}.")
    reached = leaf
    for left, sibling in zip(_sides(index, size - 1, len(path)), path):
        reached = node_hash(sibling, reached) if left else node_hash(reached, sibling)
    if reached != root:
        raise Wrong("The proof leads to another root: this entry is not in that tree at that place.")


def check_consistency(sizes: tuple[int, int], roots: tuple[bytes, bytes], path: Sequence[bytes]) -> None:
    """RFC 9162, 2.1.4.2: the tree of the second size begins with all of the tree of the first."""
    old, new = sizes
    if not 0 < old <= new or (not path and old != new):
        raise Wrong(f"There is no such proof from {old} entries to {new}.")
    if old == new:
        if path or roots[0] != roots[1]:
            raise Wrong(f"Two trees of {old} entries must have one root and need no proof.")
        return
    _are_hashes(*roots, *path)
    if old & (old - 1) == 0:  # the old tree is a complete subtree of the new one, so the proof leaves its root out
        path = [roots[0], *path]
    height = (old & -old).bit_length() - 1  # of the complete subtree that both climb from
    first = last = path[0]
    for left, sibling in zip(_sides(old - 1 >> height, new - 1 >> height, len(path) - 1), path[1:]):
        first = node_hash(sibling, first) if left else first
        last = node_hash(sibling, last) if left else node_hash(last, sibling)
    if (first, last) != roots:
        raise Wrong(f"The tree of {new} entries does not begin with the tree of {old}: the log was rewritten.")


def _sides(node: int, last: int, count: int) -> Iterator[bool]:
    """For each hash of a path, upwards: whether it stands to the left of what was reached."""
    for _ in range(count):
        if not last:
            raise Wrong("The proof has more hashes than the tree is high.")
        left = bool(node & 1) or node == last
        while left and node and not node & 1:
            node, last = node >> 1, last >> 1
        yield left
        node, last = node >> 1, last >> 1
    if last:
        raise Wrong("The proof has fewer hashes than the tree is high.")


def _are_hashes(*given: bytes) -> None:
    if any(len(one) != HASH for one in given):
        raise Wrong("A hash of SHA-256 has 32 bytes.")


class Tree:
    """A tree that grows leaf by leaf: `peaks` are the complete subtrees it ends in, largest first."""

    def __init__(self, leaves: Sequence[bytes] = ()) -> None:
        self.size = 0
        self.peaks: list[bytes] = []
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        size, top = self.size, leaf
        while size & 1:
            top, size = node_hash(self.peaks.pop(), top), size >> 1
        self.peaks.append(top)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            root = node_hash(left, root)
        return root


# --- Ed25519 of RFC 8032: only what checking needs --------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]  # extended coordinates: x = X/Z, y = Y/Z, x * y = T/Z


def _add(a: Point, b: Point) -> Point:
    q, r = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    s, t = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = r - q, t - s, t + s, r + q
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    product: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            product = _add(product, point)
        point, number = _add(point, point), number >> 1
    return product


def _point(encoded: bytes) -> Point:
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - square) % P or (not x and sign):
        raise Wrong("The signature holds no point of the curve.")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that of the message by the holder of the key; RFC 8032, 5.1.7."""
    s = int.from_bytes(signature[32:], "little")
    if len(public) != KEY or len(signature) != SIGNATURE or s >= ORDER:
        return False
    try:
        a, r = _point(public), _point(signature[:32])
    except Wrong:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = _times(s, BASE), _add(r, _times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- Signed notes and checkpoints: c2sp.org/signed-note and c2sp.org/tlog-checkpoint ---------------------------------

Check = Callable[[bytes, bytes, bytes], bool]
ID, MOST_SIGNATURES, LONGEST_NUMBER = 4, 100, 18


class Key(NamedTuple):
    """A public key by which notes are checked, written `name+id+key`."""

    name: str
    id: bytes
    public: bytes


def key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:ID]


def is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def key_of(text: str) -> Key:
    name, _, rest = text.strip().partition("+")
    written, _, encoded = rest.partition("+")
    data = from_base64(encoded, "The public key")
    if not is_name(name) or len(data) != 1 + KEY or data[0] != 1:
        raise Unreadable("This is no public key of Ed25519; it reads name+id+key.")
    if written != key_id(name, data[1:]).hex():
        raise Unreadable("The public key does not fit its id; it was copied wrongly.")
    return Key(name, key_id(name, data[1:]), data[1:])


class Checkpoint(NamedTuple):
    """What a checkpoint says, once its signature was checked."""

    origin: str
    size: int
    root: bytes


def opened(note: bytes, keys: Sequence[Key], check: Check = ed25519) -> str:
    """The text of a note that one of these keys signed; signatures by other keys are passed over."""
    text, lines = parts_of(note)
    found = 0
    for name, signature in lines:
        for key in keys:
            if (name, signature[:ID]) == (key.name, key.id):
                if not check(key.public, text.encode(), signature[ID:]):
                    raise Wrong(f"The signature by {name} does not fit the text: one of them was changed.")
                found += 1
    if not found:
        names = " or ".join(f"{key.name}+{key.id.hex()}" for key in keys)
        raise Wrong(f"It is not signed by {names}.")
    return text


def parts_of(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note, and its signatures: (name of the key, four bytes of its id and the signature)."""
    what = "This is no signed note"
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(what + ": it is not text.") from None
    text, blank, rest = whole.rpartition("\n\n")
    if not blank or not rest.endswith("\n") or any(letter < " " and letter != "\n" for letter in whole):
        raise Unreadable(what + ": after its text comes a blank line, then one line for each signature.")
    signatures = [_signature(line, what) for line in rest[:-1].split("\n")]
    if len(signatures) > MOST_SIGNATURES:
        raise Unreadable(what + ": it has more than a hundred signatures.")
    return text + "\n", signatures


def _signature(line: str, what: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    data = from_base64(encoded, what + ": a signature")
    if dash != "\u2014" or not is_name(name) or len(data) <= ID:
        raise Unreadable(what + ": a signature is a line of a dash, a name and base64.")
    return name, data


def checkpoint_of(note: bytes, keys: Sequence[Key], check: Check = ed25519) -> Checkpoint:
    """A checkpoint signed by one of the keys."""
    lines = opened(note, keys, check)[:-1].split("\n")
    if len(lines) < len(Checkpoint._fields) or not all(lines) or lines[1] != str(number_of(lines[1])):
        raise Unreadable("This is no checkpoint: its lines are an origin, a size and a root.")
    root = from_base64(lines[2], "The root")
    if len(root) != HASH or lines[0] not in [key.name for key in keys]:
        raise Unreadable("This is no checkpoint of this log.")
    return Checkpoint(lines[0], number_of(lines[1]), root)


def checkpoint_in(where: Any, note: bytes, keys: Sequence[Key]) -> Checkpoint:
    """The same, of a file or a part of one; what speaks against it says which."""
    try:
        return checkpoint_of(note, keys)
    except (Wrong, Unreadable) as error:
        raise type(error)(f"{where}: {error}") from None


def from_base64(text: str, what: str) -> bytes:
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Unreadable(what + " is not base64.") from None
    if base64.b64encode(data).decode() != text:
        raise Unreadable(what + " is not base64 as it is always written.")
    return data


def number_of(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER:
        raise Unreadable(f"{text[:40]!r} is no number.")
    return int(text)


# --- Proofs as files: c2sp.org/tlog-proof, and what c2sp.org/tlog-witness asks with ----------------------------------

WORDS, HIGHEST = 7, 63


class Proof(NamedTuple):
    """A proof as it stands in its file; `entry` is what it says to prove, `note` the checkpoint to open."""

    number: int  # the index of the entry, or the size of the earlier tree
    path: list[bytes]
    note: bytes
    entry: bytes = b""


def proof_of(data: bytes, kind: str) -> Proof:
    """Read an inclusion proof (`index`) or a consistency proof (`old`)."""
    head, blank, note = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    if kind == "index" and lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Unreadable("This is no proof: its first line is not c2sp.org/tlog-proof@v1.")
    extra = lines.pop(0)[6:] if lines and kind == "index" and lines[0].startswith("extra ") else ""
    word, _, number = (lines or [""])[0].partition(" ")
    if not blank or word != kind or number != str(number_of(number)):
        raise Unreadable(f"This is no proof: a line with {kind} and a number, hashes, a blank line, a checkpoint.")
    path = [from_base64(line, "A hash of the proof") for line in lines[1:]]
    if any(len(one) != HASH for one in path) or len(path) > HIGHEST:
        raise Unreadable("This is no proof: its hashes are 32 bytes each, 63 of them at most.")
    return Proof(number_of(number), path, note, from_base64(extra, "The entry in the proof"))


def check_proof(data: bytes, keys: Sequence[Key], entry: bytes = b"") -> str:
    """One event is in the log at its place; the entry is the one given, else the one that the file carries."""
    proof = proof_of(data, "index")
    checkpoint = checkpoint_in("The checkpoint in the proof", proof.note, keys)
    entry = entry or proof.entry
    check_inclusion(leaf_hash(entry), proof.number, checkpoint.size, proof.path, checkpoint.root)
    words = words_of(entry, proof.number + 1)
    event = f"The event {words[4]} at position {words[1]}, recorded at {words[5]},"
    return f"{event} is among the first {checkpoint.size} of {checkpoint.origin}."


def check_grown(data: bytes, keys: Sequence[Key], kept: bytes) -> str:
    """The log that the file's checkpoint speaks of begins with the one of the checkpoint that was kept."""
    proof, old = proof_of(data, "old"), checkpoint_of(kept, keys)
    new = checkpoint_in("The checkpoint in the proof", proof.note, keys)
    if (proof.number, new.origin) != (old.size, old.origin):
        raise Wrong(
            f"The proof begins at {proof.number} events of {new.origin}, the checkpoint at {old.size} of {old.origin}."
        )
    check_consistency((old.size, new.size), (old.root, new.root), proof.path)
    return f"The {new.size} events of {new.origin} begin with the {old.size} of the checkpoint you kept."


def words_of(entry: bytes, position: int) -> list[str]:
    """The words of an entry's first line: format, position, stream, version, topic, recorded at, command, digest."""
    line, end, state = entry.partition(b"\n")
    words = line.decode("utf-8", "replace").split(" ")
    if not end or words[0] != "steward/1" or len(words) != (WORDS if state else WORDS + 1):
        raise Wrong(f"Position {position}: this is no entry of a Steward log.")
    if words[1] != str(position):
        raise Wrong(f"Position {position} holds the entry of position {words[1]}.")
    return words


# --- A whole export: c2sp.org/tlog-tiles ------------------------------------------------------------------------------


def tile_path(folder: Path, kind: str, number: int, width: int) -> Path:
    """Where a tile stands; all but the last three digits of its number are folders that begin with an x."""
    name, rest = f"{number % 1000:03}", number // 1000
    while rest:
        name, rest = f"x{rest % 1000:03}/{name}", rest // 1000
    return folder / "tile" / kind / (name if width == WIDTH else f"{name}.p/{width}")


def widths(size: int) -> Iterator[tuple[int, int]]:
    for begin in range(0, size, WIDTH):
        yield begin // WIDTH, min(WIDTH, size - begin)


def entries_of(bundle: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if end > len(bundle):
            raise Unreadable("A bundle of entries ends in the middle of one.")
        yield bundle[at + 2 : end]
        at = end


def check_export(folder: Path, keys: Sequence[Key], kept: Sequence[bytes] = ()) -> str:
    """Everything: each entry, each stream, each tile, the root, its signature, and what was kept from earlier."""
    checkpoint = checkpoint_in(folder / "checkpoint", read(folder / "checkpoint"), keys)
    known = [checkpoint_of(note, keys) for note in kept]
    for old in (one for one in known if one.size > checkpoint.size):
        raise Wrong(f"The export ends at {checkpoint.size}, a kept checkpoint at {old.size}: it is older, or was cut.")
    leaves: list[bytes] = []
    tree = Tree()
    streams: dict[str, int] = {}
    for entry, leaf in _entries(folder, checkpoint.size):
        position = len(leaves) + 1
        _check_entry(folder, entry, position, streams)
        if leaf_hash(entry) != leaf:
            raise Wrong(f"Position {position}: the entry is not the one that the tree was grown from.")
        leaves.append(leaf)
    _check_tiles(folder, leaves)
    for old in sorted([*known, checkpoint], key=lambda one: one.size):
        for leaf in leaves[tree.size : old.size]:
            tree.add(leaf)
        if tree.root() != old.root:
            raise Wrong(f"The first {old.size} events are not those that were signed: the log was rewritten.")
    whole = f"Whole and unbroken: {len(leaves)} events in {len(streams)} streams of {checkpoint.origin}"
    return f"{whole}; checkpoints kept from earlier that hold: {len(known)}."


def _entries(folder: Path, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Each entry, and its leaf as it stands in the tree."""
    for number, width in widths(size):
        found = list(entries_of(read(tile_path(folder, "entries", number, width))))
        tile = read(tile_path(folder, "0", number, width))
        for n, entry in enumerate(found):
            yield entry, tile[HASH * n : HASH * (n + 1)]
        if len(found) != width:
            raise Wrong(f"The bundle from position {number * WIDTH + 1} on holds {len(found)} entries, not {width}.")


def _check_entry(folder: Path, entry: bytes, position: int, streams: dict[str, int]) -> None:
    words = words_of(entry, position)
    stream, version = words[2], words[3]
    if version != str(streams.get(stream, 0) + 1):
        raise Wrong(f"Position {position}: version {version} of {stream} follows {streams.get(stream, 0)}.")
    streams[stream] = int(version)
    if len(words) == WORDS + 1 and hashlib.sha256(read(folder / "long" / words[7])).hexdigest() != words[7]:
        raise Wrong(f"Position {position}: the file of its stored bytes was changed.")


def _check_tiles(folder: Path, hashes: list[bytes]) -> None:
    """Each tile of each level holds the hashes that the entries make."""
    level = 0
    while hashes:
        above = []
        for number, width in widths(len(hashes)):
            mine = hashes[number * WIDTH : number * WIDTH + width]
            theirs = read(tile_path(folder, str(level), number, width))
            if theirs != b"".join(mine):
                raise Wrong(f"Tile {number} of level {level} is not what the entries below it make.")
            if width == WIDTH:
                above.append(Tree(mine).root())
        hashes, level = above, level + 1


# --- An evidence bundle: some events of the log in one zip, and one proof for all of them ----------------------------


class Told(NamedTuple):
    """An event of a bundle: the words of its entry, its stored bytes, and its leaf."""

    words: list[str]
    state: bytes
    leaf: bytes

    @property
    def data(self) -> dict[str, Any]:
        found = json.loads(self.state)["data"]
        return found if isinstance(found, dict) else {}


def check_bundle(path: Path, keys: Sequence[Key], kept: Sequence[bytes] = (), replay: str = "") -> str:
    """Every file, every event's place, every stream, what approvals and reports are bound to, and all checkpoints."""
    try:
        with zipfile.ZipFile(path) as held:
            manifest = json.loads(held.read("manifest.json"))
            _check_files(held, manifest["files"])
            checkpoint = checkpoint_in("The checkpoint in the bundle", held.read("checkpoint"), keys)
            events = list(_events(held))
            _check_places(events, held.read("events/proof"), checkpoint)
            grown = _check_grown_since(held.read("checkpoints.ndjson"), checkpoint, keys, kept)
            told = [_check_streams(events, manifest), _check_approvals(events), _check_reports(held, events, manifest)]
    except (*BROKEN, zlib.error, zipfile.BadZipFile) as error:
        raise Unreadable(f"{path} is no evidence bundle that can be read ({error}).") from None
    first, last = (int(events[at].words[1]) for at in (0, -1))
    missing = last - first + 1 - len(events)
    here = f"Positions {first} to {last}, " + (f"of which {missing} are not here." if missing else "every one of them.")
    proved = f"{len(events)} events of {checkpoint.origin} are in the log at their places"
    happened = replayed(events, manifest, replay) if replay else ()
    return "\n".join([f"{proved}, under {checkpoint.size} signed.", here, *told, grown, *happened])


def _check_files(held: zipfile.ZipFile, files: dict[str, Any]) -> None:
    names = [name for name in held.namelist() if name != "manifest.json"]
    if sorted(names) != sorted(files):
        odd = sorted(set(names) ^ set(files)) or "one is there twice"
        raise Wrong(f"The files are not those of the manifest: {odd}.")
    for name, said in files.items():
        if hashlib.sha256(held.read(name)).hexdigest() != said["sha256"]:
            raise Wrong(f"The file {name} is not the one of the manifest.")


def _events(held: zipfile.ZipFile) -> Iterator[Told]:
    for entry in entries_of(held.read("events/entries")):
        line, _, state = entry.partition(b"\n")
        position = number_of(line.decode("utf-8", "replace").split(" ")[1])
        words = words_of(entry, position)
        if len(words) == WORDS + 1:
            state = held.read(f"events/long/{words[7]}")
            if hashlib.sha256(state).hexdigest() != words[7]:
                raise Wrong(f"Position {position}: the file of its stored bytes was changed.")
        yield Told(words, state, leaf_hash(entry))


def _check_places(events: Sequence[Told], proof: bytes, checkpoint: Checkpoint) -> None:
    """The leaves, and the hashes of all parts of the tree without one of them, make the root that was signed."""
    indices = [int(event.words[1]) - 1 for event in events]
    beside = iter([proof[at : at + HASH] for at in range(0, len(proof), HASH)])
    if not indices or indices != sorted(set(indices)) or not 0 <= indices[0] <= indices[-1] < checkpoint.size:
        raise Wrong("The events do not stand in the order of their positions, or lie beyond the checkpoint.")

    def reached(begin: int, end: int) -> bytes:
        low = bisect_left(indices, begin)
        if low == len(indices) or indices[low] >= end:
            return next(beside, b"")
        if end - begin == 1:
            return events[low].leaf
        middle = begin + (1 << (end - begin - 1).bit_length() - 1)
        return node_hash(reached(begin, middle), reached(middle, end))

    if reached(0, checkpoint.size) != checkpoint.root or next(beside, None) is not None:
        raise Wrong("The events are not those under the checkpoint: one was changed, moved, added or taken away.")


def _check_streams(events: Sequence[Told], manifest: dict[str, Any]) -> str:
    """No version is left out within the part, but for those that the manifest owns up to."""
    gaps = {(stream, first): last for stream, first, last in manifest["gaps"]}
    before: dict[str, int] = {}
    begun = 0
    for at, event in enumerate(events):
        position, stream, version = int(event.words[1]), event.words[2], int(event.words[3])
        following = before.get(stream, version - 1) + 1
        begun += stream not in before and version > 1
        if version != following and gaps.get((stream, following)) != version - 1:
            raise Wrong(f"Position {position}: version {version} of {stream} follows {following - 1}.")
        if manifest["whole"] and at and position != int(events[at - 1].words[1]) + 1:
            raise Wrong(f"Position {position} follows {events[at - 1].words[1]}, though nothing was to be left out.")
        before[stream] = version
    ends = {stream: said["last"] for stream, said in manifest["streams"].items()}
    if len(events) != manifest["events"] or before != ends:
        raise Wrong("The bundle does not hold the events that its manifest counts.")
    holes = [f"versions {first} to {last} of {stream}" for (stream, first), last in gaps.items()]
    missing = f" Left out, of another program by the book's word alone: {', '.join(holes)}." if gaps else ""
    return plain(
        f"{len(before)} streams, {begun} of them begun before this part; stretches left out: {len(gaps)}.{missing}"
    )


def _check_approvals(events: Sequence[Told]) -> str:
    """What was approved is what stands here: the digest over the leaves of the versions that were seen."""
    leaves: dict[str, dict[int, bytes]] = {}
    held = outside = 0
    for event in events:
        known = leaves.setdefault(event.words[2], {})
        known[int(event.words[3])] = event.leaf
        data = event.data if b'"seen_version"' in event.state else {}
        if not data.get("digest"):
            continue
        seen = [known.get(version, b"") for version in range(1, int(data["seen_version"]) + 1)]
        if (here := all(seen)) and hashlib.sha256(b"".join(seen)).hexdigest() != data["digest"]:
            raise Wrong(f"Position {event.words[1]}: what was approved is not what stands in the events before it.")
        held, outside = held + here, outside + (not here)
    return f"{held} approvals of what stands here hold; {outside} are of events from before this part."


def _check_reports(held: zipfile.ZipFile, events: Sequence[Told], manifest: dict[str, Any]) -> str:
    """The files of reports are those that were issued, and signatures are of the same documents."""
    issued = {event.words[2]: event for event in events if event.words[4].startswith("report.issued/")}
    named = {said["stream"]: said for said in manifest["reports"]}
    for said in named.values():
        event = issued.get(said["stream"])
        if event is None or str(said["position"]) != event.words[1]:
            raise Wrong(f"{said['code']} was not issued by any event of this bundle.")
    asked, checked, absent = manifest["asked"].get("report", "").strip().upper(), 0, []
    for stream, event in issued.items():
        said = named.get(stream, {})
        code = said.get("code", f"The report {stream}")
        gone = [kind for kind in ("json", "pdf") if not _is_issued(held, said, kind, event)]
        checked += 2 - len(gone)
        its = "files are" if len(gone) > 1 else f"{''.join(gone).upper()} is"
        absent += [f"{code} was issued at {event.words[1]}; its {its} not here."] if gone else []
        if gone and asked and (not said or asked == code):
            raise Wrong(absent[-1])
    for event in events:
        made = issued.get(event.words[2]) if event.words[4].startswith("report.signed/") else None
        if made and event.data["digest"] != made.data["digest"]:
            raise Wrong(f"Position {event.words[1]}: the signature is of another document than was issued.")
    return "\n".join([f"{checked} files of {len(issued)} reports as they were issued.", *map(plain, absent)])


def _is_issued(held: zipfile.ZipFile, said: dict[str, Any], kind: str, event: Told) -> bool:
    if kind in said and said[kind] not in held.namelist():
        raise Wrong(f"{said['code']} was issued at {event.words[1]}; its {kind.upper()} is not here, though promised.")
    if kind in said and f"sha256:{hashlib.sha256(held.read(said[kind])).hexdigest()}" != event.data[f"{kind}_file"]:
        raise Wrong(f"{said['code']}: its {kind.upper()} is not the file that was issued at {event.words[1]}.")
    return kind in said


def _check_grown_since(lines: bytes, newest: Checkpoint, keys: Sequence[Key], kept: Sequence[bytes]) -> str:
    known = []
    for line in lines.splitlines():
        said = json.loads(line)
        old = checkpoint_in("A checkpoint in checkpoints.ndjson", said["note"].encode(), keys)
        path = [from_base64(one, "A hash of the proof") for one in said["consistency"]]
        check_consistency((old.size, newest.size), (old.root, newest.root), path)
        known.append(old)
    for note in kept:
        if (one := checkpoint_of(note, keys)).size > newest.size:
            raise Wrong(f"The bundle ends at {newest.size}, a kept checkpoint at {one.size}: take a newer bundle.")
        if one not in known:
            raise Wrong("A checkpoint that you kept is not among those of this bundle: the log was rewritten.")
    return f"{len(known)} checkpoints, each the beginning of the newest; kept from earlier and found: {len(kept)}."


def replayed(events: Sequence[Told], manifest: dict[str, Any], code: str) -> Iterator[str]:
    """What happened to a thing, or with "all" to everything, in order."""
    streams = manifest["streams"]
    names = {**{stream: said.get("code") or stream for stream, said in streams.items()}, **manifest["people"]}
    chosen = [stream for stream, said in streams.items() if code in ("all", stream, said.get("code"))]
    if not chosen:
        raise Unreadable(f"Nothing in this bundle has the code {code}: give the code of a thing in it, or all.")
    yield "Names and titles below are the book's word; all else is proved."
    for stream in chosen:
        yield plain(f"{streams[stream].get('code', stream)} {streams[stream].get('title', '')}")
        for event in events:
            if event.words[2] == stream:
                actor = json.loads(event.state)["actor"]
                yield plain(f"{event.words[1]:>8}  {event.words[5]}  {names.get(actor, actor)}: {event.words[4]}")
                for name, value in event.data.items():
                    if value not in (None, "", [], {}):
                        yield plain(f"{'':10}{name}: {names.get(value, value) if isinstance(value, str) else value}")


def plain(text: str) -> str:
    """One line that no terminal takes for a command."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


# --- The command line -------------------------------------------------------------------------------------------------


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({error.strerror or error}).") from None


def keys_of(given: Sequence[str]) -> list[Key]:
    """Public keys, each as its text or as the name of a file that holds it."""
    if not all(one.strip() for one in given):
        raise Unreadable("--key is empty: give the public key, which reads name+id+key, or a file that holds it.")
    return [key_of(one if "+" in one else read(Path(one)).decode("utf-8", "replace")) for one in given]


def arguments() -> argparse.ArgumentParser:
    what, usage = (__doc__ or "").split("\n\n")[:2]
    parser = argparse.ArgumentParser(usage=usage.strip(), description=what)
    parser.add_argument("kind", choices=("export", "proof", "consistency", "bundle"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--key", action="append", required=True, help="the public key, or a file that holds it")
    parser.add_argument("--checkpoint", "--old", action="append", type=Path, default=[], help="one kept from earlier")
    parser.add_argument("--entry", type=Path, help="of a proof: the entry; else the one that the proof carries")
    parser.add_argument("--replay", default="", help="of a bundle: what happened to the thing with this code, or all")
    return parser


def checked(given: argparse.Namespace) -> str:
    keys = keys_of(given.key)
    if given.kind == "proof":
        return check_proof(read(given.path), keys, read(given.entry) if given.entry else b"")
    kept = [read(path) for path in given.checkpoint]
    for path, note in zip(given.checkpoint, kept):
        checkpoint_in(path, note, keys)
    if given.kind == "export":
        return check_export(given.path, keys, kept)
    if given.kind == "bundle":
        return check_bundle(given.path, keys, kept, given.replay)
    if len(kept) != 1:
        raise Unreadable("Give with --old the one checkpoint that was kept from earlier.")
    return check_grown(read(given.path), keys, *kept)


def main() -> None:
    try:
        print(checked(arguments().parse_args()))
    except Wrong as wrong:
        sys.exit(f"NOT PROVED. {wrong}")
    except (Unreadable, BrokenPipeError) as unreadable:
        print(unreadable, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
