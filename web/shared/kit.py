"""What the templates are given besides their own context: the formats, the geometry and the addresses of assets."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from urllib.parse import urlencode

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from projections.amounts import moneys
from web.shared import charts, words

STATIC = Path(__file__).parent.parent / "static"
SHEETS = (
    "layers",
    "reset",
    "tokens",
    "base",
    "layout",
    "nav",
    "buttons",
    "status",
    "cards",
    "tables",
    "lists",
    "charts",
    "forms",
    "time",
    "report",
    "utilities",
    "print",
)


def link_at(position: int | None) -> Callable[..., str]:
    """Addresses of pages; with a position, of those pages as they stood there."""

    def link(path: str, **query: object) -> str:
        kept = {name: value for name, value in query.items() if value not in (None, "")}
        if position is not None:
            kept = {"at": position, **kept}
        return f"{path}?{_asked(tuple((name, str(value)) for name, value in kept.items()))}" if kept else path

    return link


@lru_cache(maxsize=10_000)
def _asked(query: tuple[tuple[str, str], ...]) -> str:
    """A list has hundreds of links, most of them with the same few questions."""
    return urlencode(query)


_LINK: ContextVar[Callable[..., str]] = ContextVar("link", default=link_at(None))  # noqa: B039 - it is a function


@contextmanager
def linking(link: Callable[..., str]) -> Iterator[None]:
    """Render inside this: `link(path, **query)`, which adds `at` in the past, makes every address of a macro."""
    token = _LINK.set(link)
    try:
        yield
    finally:
        _LINK.reset(token)


def install(environment: Environment) -> None:
    """Register the filters, the geometry, and the macros themselves as `ui` and `charts`."""
    environment.filters.update(words.FILTERS)
    environment.tests["day_spelled"] = words.day_spelled
    environment.globals.update(
        asset=assets(STATIC),
        sheets=SHEETS,
        link=_link,
        traced=traced,
        ui=_Macros(environment, "shared/ui.html"),
        charts=_Macros(environment, "shared/charts.html"),
        money=words.money,
        moneys=moneys,
        beside=words.beside,
        due_status=words.due,
        geometry=SimpleNamespace(
            line_chart=charts.line_chart,
            burn_up=charts.burn_up,
            sparkline=charts.sparkline,
            gantt_axis=charts.gantt_axis,
            gantt_bar=charts.gantt_bar,
            density=charts.density,
            shares=charts.shares,
        ),
    )


def assets(root: Path) -> Callable[[str], str]:
    """Addresses that change with the file behind them, so that a browser may keep each one for ever."""

    @cache
    def asset(name: str) -> str:
        digest = sha256((root / name).read_bytes()).hexdigest()
        return f"/static/{name}?v={digest[:12]}"

    return asset


def _link(path: str, **query: object) -> str:
    return _LINK.get()(path, **query)


def traced(value: object, name: str, words: str = "", query: Mapping[str, object] = MappingProxyType({})) -> Markup:
    """A figure that leads to what made it, with the words that say to a screen reader what is opened.

    No macro: a list of fifty rows has two hundred of them, and a macro takes several times as long.
    """
    href = _link(f"/trace/{name}", **query)
    title = f"{words.capitalize()}: how" if words else "How"
    return Markup(f'<a class="fig" href="{escape(href)}" title="{escape(title)} this is made">{escape(value)}</a>')  # noqa: S704 - each part is escaped


class _Macros:
    """The macros of one template, loaded when the first is asked for; each is looked up once."""

    def __init__(self, environment: Environment, name: str) -> None:
        self._template: Callable[[], Template] = cache(lambda: environment.get_template(name))

    def __getattr__(self, macro: str) -> object:
        found = self.__dict__[macro] = getattr(self._template().module, macro)
        return found
