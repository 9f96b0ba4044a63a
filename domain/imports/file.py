"""A file that was imported: what it was called, what it held, and the digest by which its owner can prove that."""

import re
from typing import ClassVar
from uuid import UUID, uuid5

import msgspec

from domain.kernel import NAMESPACE, Aggregate, Checks, Event, Facts
from domain.texts import TITLE, Word, text

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Holds(Word):
    """What a file was read as."""

    PORTFOLIO = "portfolio"
    PROJECTS = "projects"
    RISKS = "risks"
    ACTIONS = "actions"


class FileImported(Event, frozen=True, kw_only=True):
    """`size` in bytes; `year` of a portfolio edition alone."""

    TOPIC: ClassVar[str] = "import.file_imported/1"
    name: str
    sha256: str
    size: int
    holds: Holds
    year: int | None


class ImportedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that the book took something over from; the name is the one it had the first time."""

    name: str


IMPORTED_FILE = Aggregate("imported_file", ImportedFile)


def file_id(sha256: str, *, holds: Holds, year: int | None) -> UUID:
    """The same bytes read as the same thing are one stream, so that a file is recorded once."""
    return uuid5(NAMESPACE, f"import/{sha256}/{holds}/{year or ''}")


def take_over(
    file: ImportedFile | None, *, name: str, sha256: str, size: int, holds: Holds, year: int | None = None
) -> Facts:
    """Say that a file was imported; said again, under whatever name, it makes no fact."""
    if file:
        return ()
    checks = Checks()
    name = text(checks, "name", name, needed="Give the name of the file.", most=TITLE)
    checks.that(_SHA256.fullmatch(sha256), "sha256", "Give the SHA-256 of the file as 64 digits, 0 to 9 and a to f.")
    checks.that(size > 0, "size", "The file is empty; choose the one that holds the table.")
    dated = (year is not None) == (holds is Holds.PORTFOLIO)
    checks.that(dated, "year", "Give the year of a portfolio edition, and of nothing else.")
    checks.done()
    return (FileImported(name=name, sha256=sha256, size=size, holds=holds, year=year),)


@IMPORTED_FILE.on(FileImported)
def _imported(_: ImportedFile | None, fact: FileImported) -> ImportedFile:
    return ImportedFile(name=fact.name)
