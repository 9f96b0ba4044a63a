"""A page as a browser would understand it: its elements in balance, its form, its links and its words."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SELF_CLOSING = frozenset({"path", "circle", "rect", "line", "polyline", "polygon", "use", "stop", "ellipse"})
Attributes = dict[str, str | None]


class Element:
    """One element with what stands in it."""

    def __init__(self, tag: str, attributes: Attributes, above: "Element | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.above = above
        self.inside: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts()).split())

    def all(self, *tags: str) -> Iterator["Element"]:
        """This element and what is in it, in the order of the page."""
        if self.tag in tags or not tags:
            yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.all(*tags)

    def around(self) -> Iterator["Element"]:
        above = self.above
        while above:
            yield above
            above = above.above

    def _texts(self) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, str):
                yield each
            else:
                yield from each._texts()


class Field(NamedTuple):
    """A control of a form: what it is called, what stands in it, and what may be chosen."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...]

    @property
    def other(self) -> str:
        """The last choice, or the one before where that is chosen already."""
        free = [each for each in self.choices if each and each != self.value]
        return free[-1] if free else self.value


def page(html: str) -> Element:
    """The page as a tree; anything out of balance is an error."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    left = [element.tag for element in reader.open[1:]]
    assert not left, f"never closed: {left}"
    return reader.open[0]


def by_id(root: Element, name: str) -> Element:
    found = next((element for element in root.all() if element["id"] == name), None)
    assert found is not None, f"nothing on the page has the id {name}"
    return found


def fields(form: Element) -> dict[str, Field]:
    """What a browser would show of a form, hidden fields left out, and passwords, which no page shows again."""
    shown: dict[str, Field] = {}
    for control in form.all("input", "select", "textarea"):
        if control["type"] not in ("hidden", "file", "password"):
            found = _field(form, control)
            earlier = shown.get(found.name)
            shown[found.name] = _joined(earlier, found) if earlier else found
    return shown


def sent(form: Element) -> dict[str, str]:
    """What a browser would send without anybody touching the form."""
    hidden = {each["name"]: each["value"] for each in form.all("input") if each["type"] == "hidden"}
    return {**hidden, **{name: field.value for name, field in fields(form).items()}}


def ids(root: Element) -> list[str]:
    return [element["id"] for element in root.all() if element["id"]]


def links(root: Element) -> list[str]:
    return [element["href"] for element in root.all("a") if element["href"]]


def _field(form: Element, control: Element) -> Field:
    label = _label(form, control)
    if control.tag == "select":
        chosen = [each["value"] for each in control.all("option") if "selected" in each.attributes]
        choices = tuple(each["value"] for each in control.all("option"))
        return Field(control["name"], label, chosen[0] if chosen else choices[0], choices)
    if control.tag == "textarea":
        text = "".join(each for each in control.inside if isinstance(each, str))
        return Field(control["name"], label, text.removeprefix("\n"), ())
    if control["type"] in ("radio", "checkbox"):
        value = control["value"] if "checked" in control.attributes else ""
        return Field(control["name"], label, value, (control["value"],))
    return Field(control["name"], label, control["value"], ())


def _joined(earlier: Field, later: Field) -> Field:
    return earlier._replace(value=earlier.value or later.value, choices=(*earlier.choices, *later.choices))


def _label(form: Element, control: Element) -> str:
    wrapping = next((each.text for each in control.around() if each.tag == "label"), "")
    named = next((each.text for each in form.all("label") if each["for"] and each["for"] == control["id"]), "")
    if control["type"] != "radio":
        return named or wrapping
    group = next((each for each in control.around() if each.tag == "fieldset"), None)
    legend = next((each.text for each in group.all("legend")), "") if group else ""
    return legend if wrapping else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page", {}, None)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says something twice: {attrs}"
        element = Element(tag, dict(attrs), self.open[-1])
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID | SELF_CLOSING, f"<{tag}/> closes nothing in HTML"
        self.open[-1].inside.append(Element(tag, dict(attrs), self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> at line {self.getpos()[0]} stands in <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def kept(form: Element, typed: Mapping[str, str]) -> list[str]:
    """The fields in which what was typed is lost."""
    now = fields(form)
    return [name for name, text in typed.items() if name in now and now[name].value != text]
