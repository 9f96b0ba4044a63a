"""The key that signs checkpoints: a file beside the book, never in it, made on first use and closed to others."""

import base64
import os
import secrets
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from application.folders import data_folder
from application.proofs.steward_verify import Key, Unreadable, from_base64, is_name, key_id, key_of

PRIVATE = "PRIVATE+KEY+"
ED25519 = b"\x01"
OTHERS = 0o077  # the rights of everybody but the owner


class KeyRefused(Exception):  # noqa: N818 - an answer to a person
    """The key cannot be used; the sentence says why and what to do."""


class Signer(NamedTuple):
    """Who signs: the public key, and the secret from which it comes."""

    key: Key
    secret: bytes

    def sign(self, text: str) -> str:
        """The text as a signed note."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - start-up time

        signature = Ed25519PrivateKey.from_private_bytes(self.secret).sign(text.encode())
        return f"{text}\n— {self.key.name} {base64.b64encode(self.key.id + signature).decode()}\n"


def key_file(url: str) -> Path:
    """Where the key of a book lies: beside a SQLite file, else in the data folder, or where the operator says."""
    named = os.environ.get("STEWARD_KEY_FILE")
    if named:
        return Path(named)
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///")).with_suffix(".key")
    return data_folder() / f"{Path(urlsplit(url).path).name or 'steward'}.key"


def signer_at(path: Path, origin: str = "") -> Signer:
    """The key in the file; made with a new name for the log where there is none."""
    if not path.exists():
        _make(path, origin or f"steward.example/{secrets.token_hex(8)}")
    signer = signer_of(_lines(path)[0])
    if origin and origin != signer.key.name:
        raise KeyRefused(f"The key in {path} signs for {signer.key.name}, not for {origin}; a log keeps its name.")
    return signer


def keys_at(path: Path) -> list[Key]:
    """The public keys that a file vouches for: its own, and in further lines those that signed before it."""
    if not path.exists():
        return []
    first, *earlier = _lines(path)
    return [signer_of(first).key, *(key_of(line) for line in earlier)]


def kept_at(path: Path) -> list[bytes]:
    """The last checkpoint signed with a key: it is kept beside the key, where the owner of the database has no hand."""
    beside = path.with_suffix(".checkpoint")
    return [beside.read_bytes()] if beside.exists() else []


def keep(path: Path, note: str) -> None:
    """Put a new checkpoint in the place of the last one, whole or not at all."""
    made = path.with_suffix(".checkpoint.new")
    made.write_text(note, encoding="utf-8")
    made.replace(path.with_suffix(".checkpoint"))


def signer_of(line: str) -> Signer:
    """A key as it is written: PRIVATE+KEY+name+id+secret."""
    name, _, rest = line.removeprefix(PRIVATE).partition("+")
    written, _, encoded = rest.partition("+")
    try:
        data = from_base64(encoded, "The key")
    except Unreadable as unreadable:
        raise KeyRefused(str(unreadable)) from unreadable
    if not line.startswith(PRIVATE) or data[:1] != ED25519 or len(data) != 1 + 32 or not is_name(name):
        raise KeyRefused(f"This is no key that signs: it begins with {PRIVATE} and holds one of Ed25519.")
    public = _public(data[1:])
    key = Key(name, key_id(name, public), public)
    if written != key.id.hex():
        raise KeyRefused("The key does not fit its id; it was copied wrongly.")
    return Signer(key, data[1:])


def vkey(key: Key) -> str:
    """The public key as it is written: name+id+key."""
    return f"{key.name}+{key.id.hex()}+{base64.b64encode(ED25519 + key.public).decode()}"


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """The same question as `steward_verify.ed25519`, a hundred times quicker."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - start-up time
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _lines(path: Path) -> list[str]:
    if os.name == "posix" and path.stat().st_mode & OTHERS:
        raise KeyRefused(f"The key in {path} can be read by others; close it with `chmod 600 {path}`.")
    lines = path.read_text(encoding="utf-8").split()
    if not lines:
        raise KeyRefused(f"The file {path} is empty; put the key back, or remove the file and a new one is made.")
    return lines


def _make(path: Path, origin: str) -> None:
    """All of the file or nothing, and never over one that another process has made meanwhile."""
    if not is_name(origin):
        raise KeyRefused("The name of a log has no spaces and no +, such as example.org/log.")
    secret = secrets.token_bytes(32)
    line = f"{PRIVATE}{origin}+{key_id(origin, _public(secret)).hex()}+{base64.b64encode(ED25519 + secret).decode()}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent)  # mkstemp closes it to others
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(line)
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        Path(made).unlink()


def _public(secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - start-up time

    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
