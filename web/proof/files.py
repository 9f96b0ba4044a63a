"""The files of the proof: checkpoints, proofs, the verifier, and the whole log with all of them."""

import zipfile
from typing import IO, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from application.desk import NotAllowed
from application.ledger import NotFound
from application.proofs.checkpoints import Signed, covering, last
from application.proofs.exporting import VERIFIER, consistency_file, export_of, inclusion_file
from projections import record
from projections.moments import read_position
from web.exports import leaving, zip_file
from web.proof.pages import known, may_export
from web.values import Unreadable
from web.visit import EVERYONE, READERS, Visit

UNSIGNED = (
    "Nothing is signed yet; the server makes a checkpoint within the hour, or at once with `steward checkpoint`"
    " (`./run checkpoint` in a checkout)."
)


@get("/proof/export.zip", opt={"roles": READERS}, sync_to_thread=True)
def export(visit: NamedDependency[Visit]) -> Response[Any]:
    """The log as it stood at its last checkpoint, as `steward export` writes it."""
    if not may_export(visit):
        raise NotAllowed("The whole log holds every program's events; it is for those who may read all programs.")
    with visit.book.database.read() as tx:
        signed = last(tx)
    if signed is None:
        raise Unreadable(UNSIGNED)
    visit.looked("export", f"The log up to position {signed.size} with proofs")
    return zip_file("steward-log.zip", lambda file: _fill(file, visit, signed))


@get("/proof/checkpoints/{number:int}/export", opt={"roles": EVERYONE}, sync_to_thread=True)
def checkpoint(visit: NamedDependency[Visit], number: FromPath[int]) -> Response[bytes]:
    with visit.view(EVERYONE) as view:
        found = next((one for one in known(view) if one.number == number), None)
    if found is None:
        raise NotFound(str(number))
    visit.looked("export", f"Checkpoint {number}")
    return _text(found.note.encode(), f"checkpoint-{number}.txt")


@get("/proof/events/{position:int}/export", opt={"roles": EVERYONE}, sync_to_thread=True)
def inclusion(visit: NamedDependency[Visit], position: FromPath[int]) -> Response[bytes]:
    """The proof of one event, with the event in it: for whoever may see the event."""
    with visit.view(EVERYONE) as view:
        entry = record.one(view, visit.book.ledger, position) if position <= view.head else None
        if entry is None:
            raise NotFound(str(position))
        signed = covering(view.tx, position)
        if signed is None:
            raise Unreadable(f"Position {position} is not yet under a checkpoint; one is made within the hour.")
        made = inclusion_file(view.tx, position, signed)
    visit.looked("export", f"The proof of event {position}", program=entry.thing.program if entry.thing else None)
    return _text(made, f"{position}.tlog-proof")


@get("/proof/consistency/export", opt={"roles": EVERYONE}, sync_to_thread=True)
def consistency(visit: NamedDependency[Visit]) -> Response[bytes]:
    """The proof that a checkpoint goes on from an earlier size: no events, only hashes."""
    old, new = (visit.query.get(name, "") for name in ("old", "new"))
    with visit.view(EVERYONE) as view:
        signed = next((one for one in known(view) if str(one.size) == new), None)
        size = read_position(old)
        if signed is None or size is None or not 1 <= size <= signed.size:
            raise Unreadable("A file like this goes from a size of at least 1 to a checkpoint; choose both again.")
        made = consistency_file(view.tx, size, signed)
    return _text(made, f"consistency-{size}-{new}.txt")


@get("/proof/key/export", opt={"roles": EVERYONE}, sync_to_thread=True)
def key(visit: NamedDependency[Visit]) -> Response[bytes]:
    with visit.view(EVERYONE) as view:
        signed = known(view)
    if not signed:
        raise Unreadable(UNSIGNED)
    visit.looked("export", "The public key")
    return _text(f"{signed[0].vkey}\n".encode(), "steward.vkey")


@get("/proof/verifier/export", opt={"roles": EVERYONE}, sync_to_thread=True)
def verifier(visit: NamedDependency[Visit]) -> Response[bytes]:
    visit.looked("export", "The verifier")
    return _text(VERIFIER.read_bytes(), VERIFIER.name)


FILES: list[Any] = [export, checkpoint, inclusion, consistency, key, verifier]


def _text(data: bytes, name: str) -> Response[bytes]:
    return Response(data, media_type="text/plain", headers=leaving(name))


def _fill(file: IO[bytes], visit: Visit, signed: Signed) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, visit.book.database.read() as tx:
        for name, data in export_of(tx, signed):
            archive.writestr(f"steward-log/{name}", data)
