"""The files of a form, and what is wrong with them before anybody reads them."""

from collections.abc import Sequence
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency

from application.desk import MANAGERS
from application.imports.sources import MAX_BYTES
from application.imports.taking import PORTFOLIO, SHEETS
from application.imports.uploads import Upload, plain_name
from web.forms import Choice
from web.security.csrf import Form
from web.visit import Visit

MOST_BYTES = 3 * MAX_BYTES + 1_000_000  # of one form: several editions, and the fields around them
MOST_FILES = 20
KINDS = (
    Choice(
        PORTFOLIO, "Portfolio editions", "The yearly files of the Government Major Projects Portfolio; several at once."
    ),
    Choice("projects", "Projects", "From the template."),
    Choice("risks", "Risks", "From the template."),
    Choice("actions", "Corrective actions", "From the template."),
)
ONLY_MANAGERS = (
    "A portfolio adds programs, so importing it needs the role manager for all programs;"
    " ask an administrator to grant it."
)


async def sent_files(request: Request[Any, Any, Any], form: NamedDependency[Form]) -> list[Upload]:  # noqa: ARG001
    """Every file of the form, in its order; a field that was left empty is none.

    It asks for `form` so that it comes after it: two readers of one body at once would each get a part.
    """
    sent = await request.form()
    files = [value for _, value in sent.multi_items() if isinstance(value, UploadFile)]
    return [Upload(plain_name(file.filename), await file.read()) for file in files]


def kinds(visit: Visit) -> list[Choice]:
    """What this person may import."""
    everywhere = visit.may(MANAGERS, None)
    return [kind for kind in KINDS if kind.value != PORTFOLIO or everywhere]


def wrong_with(kind: str, files: Sequence[Upload]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if kind not in (PORTFOLIO, *SHEETS):
        errors["kind"] = ["Choose what the files hold."]
    if not files:
        errors["files"] = ["Choose a file."]
    elif len(files) > MOST_FILES:
        errors["files"] = [f"These are {len(files)} files; send at most {MOST_FILES} at once."]
    else:
        errors |= {"files": found} if (found := [_said(file) for file in files if _said(file)]) else {}
    return errors


def is_too_large(files: Sequence[Upload]) -> bool:
    return any(len(file.data) > MAX_BYTES for file in files)


def _said(file: Upload) -> str:
    if not file.data:
        return f"{file.name} is empty; choose the file that holds the table."
    if len(file.data) > MAX_BYTES:
        return f"{file.name} is larger than 20 MB; split it and import the parts one after another."
    return ""
