"""Knows a report's file again: what kind it is, and which report it claims to be."""

import re
from typing import Any
from urllib.parse import unquote

import msgspec

from projections.reports.document import recomputed

MARK = re.compile(
    rb"steward (?P<definition>program/[0-9]{1,4}) (?P<code>[A-Za-z0-9._%-]{1,200}) at (?P<position>[0-9]{1,15})"
    rb" since (?P<since>[0-9]{1,15}) digest (?P<digest>sha256:[0-9a-f]{64})"
)
SHEET = re.compile(rb"steward signatures (?P<code>RP-[0-9]{1,9}) at (?P<position>[0-9]{1,15})")
NO_REPORT = (
    "This is no report of Steward; choose a file that was taken from the page of a report: JSON, PDF or HTML, or its "
    "signature sheet."
)
CUT_OFF = "The {kind} file is cut off or damaged: {what}. Take it again from where you have it."


class Unrecognised(Exception):  # noqa: N818 - an answer to a person
    """The file is no report, or none that can be checked here; says why."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What a file claims. Only JSON carries its name, its root, and words whose digest can be computed again."""

    kind: str
    definition: str
    code: str
    position: int
    since: int
    digest: str
    root: str | None = None
    issued_as: str = ""
    recomputed: str | None = None


class HeldSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What a signature sheet claims to be: that of a report, as of an event."""

    code: str
    position: int


class _Program(msgspec.Struct):
    code: str


class _Period(msgspec.Struct):
    position: int


class _Document(msgspec.Struct):
    """The part of a JSON report that says which one it is."""

    definition: str
    digest: str
    position: int
    program: _Program
    since: _Period
    root: str | None = None
    issued_as: str = ""


def recognised(content: bytes) -> Held | HeldSheet:
    """Raises `Unrecognised` with a sentence where it is no report, or a damaged one."""
    if content.startswith(b"%PDF-"):
        return _print(content)
    start = content[:2_000].lstrip().lower()
    if start.startswith(b"<!doctype html"):
        return _marked("html", content)
    if start.startswith(b"{"):
        return _json(content)
    raise Unrecognised(NO_REPORT if content else "The file is empty; choose the file that holds the report.")


def _print(content: bytes) -> Held | HeldSheet:
    if b"%%EOF" not in content[-1_024:]:
        raise Unrecognised(CUT_OFF.format(kind="PDF", what="its end is missing"))
    if found := SHEET.search(content):
        return HeldSheet(code=found["code"].decode(), position=int(found["position"]))
    return _marked("pdf", content)


def _marked(kind: str, content: bytes) -> Held:
    found = MARK.search(content)
    if found is None:
        raise Unrecognised(NO_REPORT)
    if kind == "html" and not content.rstrip().endswith(b"</html>"):
        raise Unrecognised(CUT_OFF.format(kind="HTML", what="its end is missing"))
    return Held(
        kind=kind,
        definition=found["definition"].decode(),
        code=unquote(found["code"].decode()),
        position=int(found["position"]),
        since=int(found["since"]),
        digest=found["digest"].decode(),
    )


def _json(content: bytes) -> Held:
    try:
        document: Any = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        what = "it cannot be read as JSON"
        raise Unrecognised(CUT_OFF.format(kind="JSON", what=what)) from broken
    try:
        claimed = msgspec.convert(document, _Document)
    except msgspec.ValidationError as other:
        raise Unrecognised(NO_REPORT) from other
    return Held(
        kind="json",
        definition=claimed.definition,
        code=claimed.program.code,
        position=claimed.position,
        since=claimed.since.position,
        digest=claimed.digest,
        root=claimed.root,
        issued_as=claimed.issued_as,
        recomputed=recomputed(document),
    )
