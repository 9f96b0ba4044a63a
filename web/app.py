"""The web application, composed by hand: book, accounts, guards and pages."""

import inspect
from typing import Any

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.static_files import create_static_files_router

from application.accounts import Accounts
from application.desk import NotAllowed
from projections.book import Book, utc_now
from web.errors import HANDLERS
from web.health import health_routes
from web.pages import PAGES
from web.security import OwnForms, Sessions, read_form, security_headers
from web.settings import Settings
from web.shared.kit import STATIC
from web.sign_in.door import Door
from web.sign_in.pages import sign_in_routes
from web.visit import Visit, signed_in

MEGABYTE = 1_000_000


def create_app(book: Book, settings: Settings) -> Litestar:
    """Everything a request meets, outermost first: session, proof of our own form, roles, page."""
    accounts = Accounts(book.database, idle=settings.idle)
    door = Door(settings, accounts, book.desk, utc_now)
    sessions = Sessions(accounts, settings, is_active=door.is_active, now=utc_now)

    def visit(request: Request[Any, Any, Any]) -> Visit:
        return admitted(Visit(request, book, settings, _person(request, book)), request.route_handler.opt)

    return Litestar(
        route_handlers=[_pages(), *sign_in_routes(door), *health_routes(book), _static()],
        middleware=[sessions, OwnForms(settings)],
        dependencies={"visit": Provide(visit, sync_to_thread=True), "form": Provide(_form)},
        before_send=[security_headers(settings)],
        exception_handlers=HANDLERS,
        request_max_body_size=MEGABYTE,
        multipart_form_part_limit=500,
        openapi_config=None,
        state=State({"book": book, "accounts": accounts, "settings": settings}),
        debug=False,
    )


def admitted(visit: Visit, opt: dict[str, Any]) -> Visit:
    """The visit, where the person holds one of the roles that the page is for, in any program."""
    if not visit.may_somewhere(opt["roles"]):
        sentence = "Your roles do not open this page; ask an administrator if you need it."
        raise NotAllowed(sentence)
    return visit


def _person(request: Request[Any, Any, Any], book: Book) -> Any:
    session = request.scope["state"].get("session")
    return signed_in(book, session.person, session.csrf) if session else None


async def _form(request: Request[Any, Any, Any]) -> dict[str, list[str]]:
    return await read_form(request)


def _pages() -> Router:
    """In a router of their own: two methods on one path of the app itself would be wrapped twice."""
    for page in PAGES:
        _names_its_readers(page)
    return Router(path="/", route_handlers=PAGES)


def _names_its_readers(page: HTTPRouteHandler) -> None:
    asks = inspect.signature(inspect.unwrap(page.fn)).parameters
    if not page.opt.get("roles") or "visit" not in asks:
        sentence = f"The page {page.handler_name} must say whom it is for, opt={{'roles': …}}, and ask for its visit."
        raise TypeError(sentence)


def _static() -> Any:
    return create_static_files_router(
        path="/static", directories=[STATIC], opt={"public": True}, include_in_schema=False
    )
