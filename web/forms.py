"""Forms made from commands: what to ask for, and how typed text becomes a command or sentences beside its fields."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from domain.kernel import Problem
from web.values import Unreadable, read_date, read_money, read_number, read_percent

C = TypeVar("C", bound=msgspec.Struct)
Typed = dict[str, str]
Form = Mapping[str, Sequence[str]]
HIDDEN = frozenset({"thing", "seen"})
MOST_ROWS = 40
MORE_ROWS = 5
QUESTIONS = frozenset({"what", "why", "how", "whom", "where", "who"})
TYPED = frozenset({"text", "area", "lines", "rows", "number", "money", "percent", "date", "email"})
PRESET = frozenset({"radio", "select", "hidden"})  # inputs that may hold a value in a row nobody touched


class Choice(msgspec.Struct, frozen=True):
    """One thing to choose: what is sent and what is shown."""

    value: str
    label: str
    hint: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        return self.value, self.label

    @property
    def titled(self) -> tuple[str, str]:
        return self.value, f"{self.label} \N{MIDDLE DOT} {self.hint}" if self.hint else self.label


class Field(msgspec.Struct, frozen=True):
    """One input of a form."""

    name: str
    label: str
    hint: str
    input: str
    needed: bool
    kind: Any
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    how: dict[str, Any] = {}

    @property
    def aside(self) -> str:
        """The heading under which a seldom needed field is folded away; empty for the others."""
        return str(self.how.get("aside", ""))

    @property
    def row(self) -> str:
        """What one row of a list is called."""
        return str(self.how.get("row", "Row"))

    def rows(self, typed: Mapping[str, str]) -> tuple[range, range]:
        """The rows that stand open, one of them empty at least, and those that are folded away below them."""
        prefix = f"{self.name}."
        own = [name.removeprefix(prefix) for name, text in typed.items() if name.startswith(prefix) and text.strip()]
        filled = [name.partition(".")[0] for name in own]
        last = max((int(n) for n in filled if n.isascii() and n.isdigit() and len(n) < 3), default=-1)  # noqa: PLR2004
        shown = min(max(int(self.how.get("rows", 3)), last + 2), MOST_ROWS)
        return range(shown), range(shown, min(shown + MORE_ROWS, MOST_ROWS))


class Bound(msgspec.Struct, frozen=True):
    """What came of a form: the values, or every problem at once; the typed text in both cases."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]
    typed: Typed


@cache
def fields_of(command: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The inputs of a command, in the order of its fields."""
    hints = get_type_hints(command, include_extras=True)
    defaults = {f.name: f.required for f in msgspec.structs.fields(command)}
    return tuple(_field(name, hints[name], defaults[name]) for name in command.__struct_fields__ if name not in HIDDEN)


def bind(command: type[msgspec.Struct], form: Form) -> Bound:
    """Read every field; a field that cannot be read becomes a problem and the others are read all the same."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    typed: Typed = {name: ", ".join(given) for name, given in form.items()}
    for field in fields_of(command):
        found, wrong = _found(field, form)
        problems += wrong
        if found is not msgspec.UNSET:
            values[field.name] = found
        elif field.needed and not wrong:
            problems.append(Problem(field.name, _missing(field)))
    return Bound(values, tuple(problems), typed)


def make(command: type[C], bound: Bound, **hidden: Any) -> C:
    """The command that the form asks for."""
    return msgspec.convert({**bound.values, **hidden}, command, strict=True, builtin_types=(date, UUID))


def _field(name: str, hint: Any, required: bool) -> Field:  # noqa: FBT001 - it is data, not a mode
    kind, meta = _annotation(hint)
    kind, optional = _without_none(kind)
    how = dict(meta.extra or {}) if meta else {}
    label = (meta.title if meta else None) or name.replace("_", " ").capitalize()
    hint_text = (meta.description if meta else None) or ""
    columns = _columns(kind)
    return Field(
        name=name,
        label=label,
        hint=hint_text,
        input=how.pop("input", None) or _input(kind),
        needed=required and not optional,
        kind=kind,
        choices=tuple(Choice(*each) for each in how.pop("choices", ())) or _choices(kind),
        columns=columns,
        how=how,
    )


def _annotation(hint: Any) -> tuple[Any, msgspec.Meta | None]:
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        return inner, next((n for n in notes if isinstance(n, msgspec.Meta)), None)
    return hint, None


def _without_none(kind: Any) -> tuple[Any, bool]:
    if get_origin(kind) in (Union, UnionType):
        parts = [p for p in get_args(kind) if p not in (type(None), msgspec.UnsetType)]
        return parts[0], len(parts) < len(get_args(kind))
    return kind, False


def _columns(kind: Any) -> tuple[Field, ...]:
    inner = get_args(kind)[0] if get_origin(kind) is tuple else None
    is_rows = isinstance(inner, type) and issubclass(inner, msgspec.Struct)
    return fields_of(inner) if is_rows and inner is not None else ()


def _input(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return "rows" if _columns(kind) else "lines"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "radio" if len(kind) <= 5 else "select"  # noqa: PLR2004 - more than five read badly side by side
    return {date: "date", int: "number", bool: "radio"}.get(kind, "text")


def _choices(kind: Any) -> tuple[Choice, ...]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(Choice(str(m.value), getattr(m, "label", str(m.value)), getattr(m, "hint", "")) for m in kind)
    if kind is bool:
        return (Choice("yes", "Yes"), Choice("no", "No"))
    return ()


def _found(field: Field, form: Form) -> tuple[Any, tuple[Problem, ...]]:
    """The value of a field, or UNSET and what is wrong with it; every row of a list says what is wrong with it."""
    if field.input == "rows":
        return _rows(field, form)
    try:
        return _read(field, form), ()
    except Unreadable as problem:
        return msgspec.UNSET, (Problem(problem.field or field.name, str(problem)),)


def _read(field: Field, form: Form) -> Any:
    given = form.get(field.name, ())
    if len(given) > 1:
        sentence = f"{field.label} was sent more than once; send one value."
        raise Unreadable(sentence)
    text = given[0].strip() if given else ""
    if field.input == "lines":
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        return lines or msgspec.UNSET
    return _value(field, text) if text else msgspec.UNSET


def _value(field: Field, text: str) -> Any:
    by_input: dict[str, Callable[[str, str], Any]] = {"money": read_money, "percent": read_percent}
    by_kind: dict[Any, Callable[[str, str], Any]] = {date: read_date, int: read_number, UUID: _uuid, bool: _yes_no}
    reader = by_input.get(field.input) or by_kind.get(field.kind)
    if reader:
        return reader(field.label, text)
    if isinstance(field.kind, type) and issubclass(field.kind, Enum):
        return _member(field, text)
    return text


def _member(field: Field, text: str) -> Any:
    member = next((m for m in field.kind if str(m.value) == text), None)
    if member is None:
        sentence = f"{field.label}: {text!r} is none of the choices; choose one of them."
        raise Unreadable(sentence)
    return member


def _uuid(label: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        sentence = f"{label}: {text!r} is not in the list; choose one from it."
        raise Unreadable(sentence) from None


def _yes_no(label: str, text: str) -> bool:
    if text not in ("yes", "no"):
        sentence = f"{label}: choose yes or no."
        raise Unreadable(sentence)
    return text == "yes"


def _rows(field: Field, form: Form) -> tuple[Any, tuple[Problem, ...]]:
    """The rows that somebody filled in; their columns are sent as `steps.0.what`."""
    inner: type[msgspec.Struct] = get_args(field.kind)[0]
    bound = {n: bind(inner, _row(field, form, n)) for n in range(MOST_ROWS) if _filled(field, form, n)}
    wrong = tuple(
        Problem(f"{field.name}.{n}.{problem.field}", f"{field.row} {n + 1}: {problem.sentence}")
        for n, row in bound.items()
        for problem in row.problems
    )
    rows = () if wrong else tuple(inner(**row.values) for row in bound.values())
    return rows or msgspec.UNSET, wrong


def _filled(field: Field, form: Form, n: int) -> bool:
    texts = (column for column in field.columns if column.input not in PRESET)
    return any("".join(form.get(f"{field.name}.{n}.{column.name}", ())).strip() for column in texts)


def _row(field: Field, form: Form, n: int) -> Form:
    prefix = f"{field.name}.{n}."
    return {name.removeprefix(prefix): given for name, given in form.items() if name.startswith(prefix)}


def _missing(field: Field) -> str:
    """A sentence; a label that is a question in other words, such as "What was decided", is asked for as such."""
    label = field.label if field.label[:2].isupper() else field.label[:1].lower() + field.label[1:]
    asks = label.partition(" ")[0] in QUESTIONS
    verb = "Say" if asks else "Enter the" if not field.choices and field.input in TYPED else "Choose the"
    return str(field.how.get("missing") or f"{verb} {label}.")
