"""Which signs the report's fonts can print; the others are printed as their code point, so that nothing is lost."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "typst" / "fonts"
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
SHORT, LONG = 4, 12  # the two formats of a character map that these fonts use


def printable(text: str) -> str:
    """JSON text with each sign that no font has replaced by its name in Unicode, such as “[U+4E2D]”."""
    known = _covered()
    return "".join(sign if ord(sign) in known else _instead(sign) for sign in text)


def _instead(sign: str) -> str:
    if unicodedata.category(sign) == "Zs":
        return "\N{NO-BREAK SPACE}"
    return f"[U+{ord(sign):04X}]"


@cache
def _covered() -> frozenset[int]:
    points = {point for path in sorted(FONTS.glob("*.ttf")) for point in characters(path.read_bytes())}
    return frozenset(point for point in points if unicodedata.category(chr(point)) not in HIDDEN)


def characters(font: bytes) -> set[int]:
    """The code points in a TrueType font's character map."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    offsets = {struct.unpack_from(">HHI", font, start + 4 + 8 * n)[2] for n in range(count)}
    return {point for offset in offsets for point in _subtable(font, start + offset)}


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count))
    return next(int(offset) for tag, _, offset, _ in records if tag == name)


def _subtable(font: bytes, start: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", font, start)
    if kind == LONG:
        (groups,) = struct.unpack_from(">I", font, start + 12)
        spans = (struct.unpack_from(">III", font, start + 16 + 12 * n)[:2] for n in range(groups))
    elif kind == SHORT:
        (size,) = struct.unpack_from(">H", font, start + 6)
        ends = struct.unpack_from(f">{size // 2}H", font, start + 14)
        starts = struct.unpack_from(f">{size // 2}H", font, start + 16 + size)
        spans = ((first, last) for first, last in zip(starts, ends, strict=True) if last != 0xFFFF)  # noqa: PLR2004
    else:
        return set()
    return {point for first, last in spans for point in range(first, last + 1)}
