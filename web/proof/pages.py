"""The pages of the proof: whether the book is whole, what was signed, and how a person checks it alone."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency

from application import looks
from application.ledger import Tx, tree
from application.looks import Look, Wanted
from application.proofs.checkpoints import Signed, stored, text_of
from application.proofs.keys import KeyRefused, kept_at, key_file, keys_at
from application.proofs.steward_verify import check_consistency, key_of
from application.proofs.verifying import Verified, verify_log
from projections.moments import read_position
from projections.verifying.whole import BESIDE, UNCHECKED, WHOLE, Outcome, with_rows, without_rows
from projections.view import View
from web.shared.words import number
from web.values import Unreadable
from web.visit import EVERYONE, READERS, Visit

NAV = "proof"
SHOWN = 50
AT_ONCE = 500_000  # events that are verified while a person waits; a few seconds
ROWS_AT_ONCE = 100_000  # events up to which the rows are compared too
CHECKED = ("The log up to position ", "The log and the rows up to position ")  # as it is noted here and at a terminal
BY_ITSELF = "The signatures hold by the key that the book itself names; no key file is here to check them by."
Form = NamedDependency[dict[str, list[str]]]


class Consistency(msgspec.Struct, frozen=True):
    """Two sizes of the log, their roots, and the hashes that prove the one to begin with the other."""

    old: int
    new: int
    old_root: str
    new_root: str
    hashes: tuple[str, ...]
    signed: Signed | None


@get("/proof", opt={"roles": EVERYONE}, sync_to_thread=True)
def index(visit: NamedDependency[Visit]) -> Response[str]:
    with visit.view(EVERYONE) as view:
        every = stored(view.tx)
        signed = _until(every, view)
        shown = len(signed) if visit.query.get("show") == "all" else SHOWN
        return visit.page(
            "proof/index.html",
            view,
            about={"title": "Proof", "nav": NAV},
            checked=(checked := last_check(visit)),
            state=_state(checked),
            last=signed[0] if signed else None,
            lost=max((one.size for one in every if one.size > view.head), default=0),
            signed=signed[:shown],
            earlier=len(signed[shown:]),
            key=signed[0].vkey if signed else "",
            may_export=may_export(visit),
            may_verify=visit.may_somewhere(READERS),
            at_once=view.head <= AT_ONCE,
        )


@post("/proof/verifications", opt={"roles": READERS}, sync_to_thread=True)
def verify(visit: NamedDependency[Visit], form: Form) -> Response[str]:  # noqa: ARG001 - reading it checks its token
    """Recompute the log and the rows that pages read, note what came out, and show it."""
    head = visit.book.ledger.head()
    if head > AT_ONCE:
        raise Unreadable(f"{number(head)} events take too long for a page; run `steward verify` on the server.")
    found = _verified(visit)
    many = found.events > ROWS_AT_ONCE
    outcome = without_rows(visit.book, found) if many else with_rows(visit.book, found)
    visit.looked("verification", f"{CHECKED[0 if many else 1]}{found.events}: {_told(outcome)}")
    return Response("", status_code=303, headers={"Location": "/proof"})


@get("/proof/consistency", opt={"roles": EVERYONE}, sync_to_thread=True)
def consistency(visit: NamedDependency[Visit]) -> Response[str]:
    """That the log at one size begins with all of the log at another."""
    with visit.view(EVERYONE) as view:
        problems: list[str] = []
        found = None
        if {"old", "new"} & set(visit.query):
            found = _asked(visit, view, problems)
        signed = known(view)
        return visit.page(
            "proof/consistency.html",
            view,
            status_code=400 if problems else 200,
            about={"title": "How the log grew", "nav": NAV},
            found=found,
            problems=problems,
            sizes=[(str(one.size), f"{number(one.size)}, checkpoint {one.number}") for one in signed],
            old=visit.query.get("old", str(signed[-1].size) if signed else ""),
            new=visit.query.get("new", str(signed[0].size) if signed else ""),
        )


def known(view: View) -> list[Signed]:
    """The checkpoints that there were at the moment looked at, newest first."""
    return _until(stored(view.tx), view)


def last_check(visit: Visit) -> Look | None:
    """When the log was last verified, here or at a terminal, and what came out."""
    found = looks.newest(visit.book.database, Wanted(kind="verification"), limit=SHOWN)
    return next((look for look in found if look.what.startswith(CHECKED)), None)


def may_export(visit: Visit) -> bool:
    """The whole log holds every program's events: it is for those who may read all of them."""
    return visit.person.programs(READERS, visit.book.now()) is None


def between(tx: Tx, signed: Sequence[Signed], old: int, new: int) -> Consistency:
    """The proof between two sizes, which is checked before it is shown."""
    hashes = tree.consistency(tx, old, new)
    roots = tree.root(tx, old), tree.root(tx, new)
    check_consistency((old, new), roots, hashes)
    by_size = {one.size: one for one in signed}
    written = tuple(text_of(one) for one in hashes)
    return Consistency(old, new, text_of(roots[0]), text_of(roots[1]), written, by_size.get(new))


ROUTES: list[Any] = [index, verify, consistency]


def _asked(visit: Visit, view: View, problems: list[str]) -> Consistency | None:
    sizes = []
    for name, label in (("old", "Earlier size"), ("new", "Later size")):
        size = read_position(visit.query.get(name, ""))
        if size is None or not 1 <= size <= view.at:
            problems.append(f"{label}: enter a number of events from 1 to {number(view.at)}.")
        else:
            sizes.append(size)
    if not problems and sizes[0] > sizes[1]:
        problems.append("Later size: enter one that is not below the earlier size.")
    return None if problems else between(view.tx, known(view), sizes[0], sizes[1])


def _until(signed: Sequence[Signed], view: View) -> list[Signed]:
    return [one for one in reversed(signed) if one.size <= view.at]


def _verified(visit: Visit) -> Verified:
    database = visit.book.database
    path = key_file(database.url)
    try:
        keys, kept = keys_at(path), kept_at(path)
    except KeyRefused as refused:
        raise Unreadable(str(refused)) from refused
    if not keys:  # the key lies with the worker on another machine: then those that the book names are tried
        with database.read() as tx:
            named = [key_of(vkey) for vkey in dict.fromkeys(one.vkey for one in stored(tx))]
        found = verify_log(database, named, kept=kept)
        return msgspec.structs.replace(found, unchecked=BY_ITSELF if found.checkpoints else "")
    return verify_log(database, keys, kept=kept)


def _told(outcome: Outcome) -> str:
    """The verdict and, where there is one, the first thing that does not hold, or what was left unchecked."""
    wrong = [one.sentence for one in outcome.wrong[:1]] or [outcome.log.unchecked]
    return " ".join(filter(None, [outcome.verdict, *wrong, *(f"Warning: {one}" for one in outcome.warnings)]))


def _state(checked: Look | None) -> str:
    """How the last verification came out, as the page colours it."""
    if checked is None:
        return ""
    _, _, verdict = checked.what.partition(": ")
    states = {WHOLE: "good", UNCHECKED: "watch", BESIDE: "beside"}
    return next((state for begins, state in states.items() if verdict.startswith(begins)), "severe")
