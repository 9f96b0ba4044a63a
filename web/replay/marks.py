"""What is new on a page: two renderings of it are compared, and the words that only the later one has are marked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape

import msgspec

OPENING = '<mark class="moved"><span class="vh">changed: </span>'
FIRST = OPENING.replace("<mark", '<mark id="moved"')
CLOSING = "</mark>"
# A term only labels what is described beside it.
LEFT_OUT = frozenset({"svg", "script", "style", "title", "textarea", "select", "datalist", "head", "iframe", "dt"})
CLASSES = frozenset({"vh", "trail"})  # words for the ear only; a trail repeats the event that is told above it
WORK = 400_000  # comparisons of texts; beyond it the page is another page, and marks would only be noise
PIECE = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<", re.DOTALL)
NAMED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
CLASSED = re.compile(r'\sclass="([^"]*)"')
WORD = re.compile(r"[^ \t\r\n]+")  # narrow and unbreakable spaces stay inside their figure
SECTIONS = frozenset({"h2", "h3", "caption", "figcaption"})
ENDS = frozenset({"dl", "tr", "table", "details"})  # what follows is beside no term of theirs
NEAR = 2  # words that stayed between two changes: as few read as part of one change
SHORT = 8  # words: a shorter text, such as a date or a state, is marked whole
ALIKE = 0.3  # of the words: below it a text is marked whole, for it is another text
NOTHING_STILL = re.compile(r"(?!)")


Span = tuple[int, int]


class Gone(msgspec.Struct, frozen=True):
    """What a field of the page no longer says: the term or heading it stood at, and its words."""

    label: str
    text: str


class Marked(msgspec.Struct, frozen=True):
    """The page with its marks; what it no longer says; `whole` where too much differs to be marked."""

    html: str
    count: int = 0
    gone: tuple[Gone, ...] = ()
    whole: bool = False


class Text(msgspec.Struct, frozen=True):
    """Words between two tags: where each stands in the page, what they are compared by, and at which term."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    places: tuple[Span, ...]
    key: str
    label: str = ""


class Labels:
    """Where in a page one reads: under which heading, and beside which term or name of a row."""

    def __init__(self) -> None:
        self._section = self._field = self._open = ""

    @property
    def here(self) -> str:
        return self._field or self._section

    def tag(self, name: str, tag: str) -> None:
        if tag.startswith("</"):
            self._open = "" if name == self._open else self._open
            self._field = "" if name in ENDS else self._field
        elif name in SECTIONS or name in ("dt", "summary") or (name == "th" and 'scope="row"' in tag):
            self._open, self._field = name, ""

    def text(self, words: str) -> None:
        """The first words of a heading or term are its name; what follows there is a note on it."""
        if self._open in SECTIONS:
            self._section = words
        elif self._open:
            self._field = words
        self._open = ""


def mark(before: str, after: str, *, still: re.Pattern[str] = NOTHING_STILL) -> Marked:
    """The later page with everything new in it marked, but for words that only tell at which moment one looks."""
    old, new = list(_texts(before, still)), list(_texts(after, still))
    old, new = _without_shared_ends(old, new)
    if _work(old, new) > WORK:
        return Marked(after, whole=True)
    spans, gone = _compared(old, new)
    return Marked(_with_marks(after, spans), len(spans), tuple(gone))


def _texts(html: str, still: re.Pattern[str]) -> Iterator[Text]:
    """The texts of a page that people read, in order."""
    labels = Labels()
    for piece, inside in _pieces(html):
        tag = NAMED.match(piece.group())
        if tag and inside in ("", "dt"):
            labels.tag(tag.group(2).lower(), piece.group())
        elif not tag and inside in ("", "dt") and piece.group().strip(" \t\r\n") and piece.group()[0] != "<":
            if not inside:
                yield _text(piece, still, labels.here)
            labels.text(" ".join(WORD.findall(piece.group())))


def _pieces(html: str) -> Iterator[tuple[re.Match[str], str]]:
    """Tags and what stands between them, each with the element that it is left out in, if any."""
    inside, depth = "", 0
    for piece in PIECE.finditer(html):
        tag = NAMED.match(piece.group())
        name = tag.group(2).lower() if tag else ""
        if tag and inside:
            depth += (-1 if tag.group(1) else 1) * (name == inside)
        elif tag and not tag.group(1) and _is_left_out(name, piece.group()):
            inside, depth = name, 1
        yield piece, inside
        inside = inside if depth else ""


def _is_left_out(name: str, tag: str) -> bool:
    classes = CLASSED.search(tag)
    return name in LEFT_OUT or bool(classes and CLASSES & set(classes.group(1).split()))


def _text(piece: re.Match[str], still: re.Pattern[str], label: str) -> Text:
    start, text = piece.start(), piece.group()
    found = list(WORD.finditer(text))
    held = [match.span() for match in still.finditer(text)]
    words = tuple(word.group() for word in found)
    keys = tuple("" if any(a <= word.start() < b for a, b in held) else word.group() for word in found)
    return Text(words, keys, tuple((start + word.start(), start + word.end()) for word in found), " ".join(keys), label)


def _without_shared_ends(old: list[Text], new: list[Text]) -> tuple[list[Text], list[Text]]:
    """Most of a page is the same at both moments; what is left is what has to be compared with care."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n].key != new[n].key), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n].key != new[-1 - n].key), rest)
    return old[head : len(old) - tail], new[head : len(new) - tail]


def _work(old: Sequence[Text], new: Sequence[Text]) -> int:
    counts = Counter(text.key for text in old)
    return sum(counts[text.key] for text in new) + len(old) + len(new)


def _compared(old: Sequence[Text], new: Sequence[Text]) -> tuple[list[Span], list[Gone]]:
    """Where the later page says something new, and the texts that it no longer has."""
    spans: list[Span] = []
    gone: list[Gone] = []
    matcher = SequenceMatcher(None, [text.key for text in old], [text.key for text in new], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        if b - a == d - c:
            for one, other in zip(old[a:b], new[c:d], strict=True):
                _in_words(one, other, spans, gone)
        else:
            spans += [(text.places[0][0], text.places[-1][1]) for text in new[c:d]]
            gone += [Gone(text.label, " ".join(text.words)) for text in old[a:b]]
    return spans, _read(gone)


def _in_words(old: Text, new: Text, spans: list[Span], gone: list[Gone]) -> None:
    """One text became another: only its new words are marked where most of it stayed."""
    matcher = SequenceMatcher(None, old.keys, new.keys, autojunk=False)
    if max(len(old.words), len(new.words)) <= SHORT or matcher.ratio() < ALIKE:
        spans.append((new.places[0][0], new.places[-1][1]))
        gone.append(Gone(old.label, " ".join(old.words)))
        return
    changes = _changes(matcher)
    spans += [(new.places[c][0], new.places[d - 1][1]) for _, _, c, d in changes if c < d]
    gone.append(Gone(old.label, " … ".join(" ".join(old.words[a:b]) for a, b, _, _ in changes if a < b)))


def _changes(matcher: SequenceMatcher[str]) -> list[tuple[int, int, int, int]]:
    """The runs of words that became others, without the crumbs that would lie between them."""
    found: list[tuple[int, int, int, int]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal" and found and a - found[-1][1] <= NEAR:
            begin, _, first, _ = found.pop()
            found.append((begin, b, first, d))
        elif what != "equal":
            found.append((a, b, c, d))
    return found


def _read(texts: Sequence[Gone]) -> list[Gone]:
    """A line for each field, as a person reads it, without the dots and dashes that stand between texts."""
    lines: dict[str, list[str]] = {}
    for n, each in enumerate(texts):
        text = unescape(each.text).strip("·,. ")
        names_the_next = n + 1 < len(texts) and texts[n + 1].label == each.text
        if any(sign.isalnum() for sign in text) and not names_the_next:
            lines.setdefault(unescape(each.label), []).append(text)
    return [Gone(label, " · ".join(dict.fromkeys(said))) for label, said in lines.items()]


def _with_marks(html: str, spans: Sequence[Span]) -> str:
    pieces, at = [], 0
    for n, (start, end) in enumerate(spans):
        pieces += [html[at:start], OPENING if n else FIRST, html[start:end], CLOSING]
        at = end
    return "".join([*pieces, html[at:]])
