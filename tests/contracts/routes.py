"""Every address there is, and how it answers whom: one table, so that nobody adds a page without saying for whom."""

from typing import Any, NamedTuple

from tests.contracts.house import House

WHO = ("nobody", "stakeholder", "auditor", "contributor", "local", "manager", "administrator")


class Route(NamedTuple):
    """An address with examples in one's own program and in another's, and the answers to WHO for each."""

    here: str
    answers: tuple[int, ...]
    elsewhere: str = ""
    answers_there: tuple[int, ...] = ()


READ = (303, 403, 200, 200, 200, 200, 200)
ALL = (303, 200, 200, 200, 200, 200, 200)
WRITE = (303, 403, 403, 200, 200, 200, 403)
FOUND = (303, 403, 403, 403, 403, 200, 403)  # who begins programs manages all of them
KEEP = (303, 403, 403, 403, 403, 403, 200)
LOOK = (303, 403, 200, 403, 403, 403, 200)
OPEN = (200,) * 7
GONE = (410,) * 7
NOT_MINE = (303, 403, 404, 404, 404, 200, 200)
NOT_MINE_TO_ALL = (303, 404, 404, 404, 404, 200, 200)
NO_COMPARISON = (303, 403, 400, 400, 400, 200, 200)
NO_REPORT = (303, 400, 400, 400, 400, 200, 200)
# An empty form: 422 says that somebody was let in and nothing was typed.
SENT = (403, 403, 403, 422, 422, 422, 403)
DECIDED = (403, 403, 403, 403, 422, 422, 403)
FOUNDED = (403, 403, 403, 403, 403, 422, 403)
KEPT = (403, 403, 403, 403, 403, 403, 422)
NOT_MINE_TO_SEND = (403, 403, 403, 404, 404, 422, 403)
NOT_MINE_TO_DECIDE = (403, 403, 403, 403, 404, 422, 403)
ABSENT = (403, 403, 403, 404, 404, 404, 403)

PERSON = "{person}"  # the told program's contributor
TABLE: dict[tuple[str, str], Route] = {
    ("GET", "/"): Route("/", (303, 303, 200, 200, 200, 200, 200)),
    ("GET", "/access"): Route("/access", LOOK),
    ("GET", "/access/export.csv"): Route("/access/export.csv", LOOK),
    ("GET", "/account"): Route("/account", ALL),
    ("GET", "/compare"): Route("/compare", READ, "/compare?thing=OTH-P1", NO_COMPARISON),
    ("GET", "/compare/export/{kind:str}"): Route(
        "/compare/export/csv", READ, "/compare/export/csv?program=OTH", NO_COMPARISON
    ),
    ("GET", "/compare/figures/{name:str}"): Route(
        "/compare/figures/finish", READ, "/compare/figures/risk?program=OTH", NO_COMPARISON
    ),
    ("GET", "/corrective-actions"): Route("/corrective-actions", READ),
    ("GET", "/corrective-actions/new"): Route("/corrective-actions/new", WRITE),
    ("GET", "/corrective-actions/{code:str}"): Route(
        "/corrective-actions/CA-004", READ, "/corrective-actions/CA-014", NOT_MINE
    ),
    ("GET", "/health/live"): Route("/health/live", OPEN),
    ("GET", "/health/ready"): Route("/health/ready", OPEN),
    ("GET", "/import"): Route("/import", WRITE),
    ("GET", "/import/templates/{name:str}"): Route("/import/templates/risks.csv", WRITE),
    ("GET", "/import/{token:str}"): Route("/import/used", (303, 403, 403, 404, 404, 404, 403)),
    ("GET", "/issues"): Route("/issues", READ),
    ("GET", "/issues/new"): Route("/issues/new", WRITE),
    ("GET", "/issues/{code:str}"): Route("/issues/I-003", READ, "/issues/I-009", NOT_MINE),
    ("GET", "/my-work"): Route("/my-work", READ),
    ("GET", "/my-work/figures/{group:str}"): Route("/my-work/figures/overdue", READ),
    ("GET", "/password/{token:str}"): Route("/password/used", GONE),
    ("GET", "/people"): Route("/people", LOOK),
    ("GET", "/people/new"): Route("/people/new", KEEP),
    ("GET", "/people/{person:uuid}"): Route(f"/people/{PERSON}", LOOK),
    ("GET", "/programs"): Route("/programs", READ),
    ("GET", "/programs/new"): Route("/programs/new", FOUND),
    ("GET", "/programs/{code:str}"): Route("/programs/DFT", READ, "/programs/OTH", NOT_MINE),
    ("GET", "/programs/{code:str}/history"): Route("/programs/DFT/history", READ, "/programs/OTH/history", NOT_MINE),
    ("GET", "/programs/{code:str}/history/apart"): Route(
        "/programs/DFT/history/apart", READ, "/programs/OTH/history/apart", NOT_MINE
    ),
    ("GET", "/projects"): Route("/projects", READ),
    ("GET", "/projects/new"): Route("/projects/new", WRITE),
    ("GET", "/projects/{code:str}"): Route("/projects/DFT-P1", READ, "/projects/OTH-P1", NOT_MINE),
    ("GET", "/proof"): Route("/proof", ALL),
    ("GET", "/proof/checkpoints/{number:int}/export"): Route("/proof/checkpoints/1/export", ALL),
    ("GET", "/proof/consistency"): Route("/proof/consistency", ALL),
    ("GET", "/proof/consistency/export"): Route("/proof/consistency/export?old=1&new={signed}", ALL),
    ("GET", "/proof/events/{position:int}/export"): Route(
        "/proof/events/{here}/export", ALL, "/proof/events/{elsewhere}/export", NOT_MINE_TO_ALL
    ),
    ("GET", "/proof/export.zip"): Route("/proof/export.zip", (303, 403, 403, 403, 403, 200, 200)),
    ("GET", "/proof/key/export"): Route("/proof/key/export", ALL),
    ("GET", "/proof/verifier/export"): Route("/proof/verifier/export", ALL),
    ("GET", "/record"): Route("/record", READ),
    ("GET", "/evidence"): Route("/evidence", READ),
    ("GET", "/evidence/bundle"): Route("/evidence/bundle", READ),
    ("GET", "/duties"): Route("/duties", READ),
    ("GET", "/duties/export/{kind:str}"): Route("/duties/export/csv", READ),
    ("GET", "/record/export/{ending:str}"): Route("/record/export/csv", READ),
    ("GET", "/record/{position:int}"): Route("/record/{here}", ALL, "/record/{elsewhere}", NOT_MINE_TO_ALL),
    ("GET", "/reports"): Route("/reports", ALL),
    ("GET", "/reports/chosen"): Route("/reports/chosen?program=DFT", (303, *[303] * 6)),
    ("GET", "/reports/bridge"): Route(
        "/reports/bridge?from=RP-001&to=RP-002", ALL, "/reports/bridge?from=RP-004&to=RP-005", NO_REPORT
    ),
    ("GET", "/reports/bridge/figures/{number:int}"): Route(
        "/reports/bridge/figures/1?from=RP-001&to=RP-002",
        ALL,
        "/reports/bridge/figures/1?from=RP-004&to=RP-005",
        NO_REPORT,
    ),
    ("GET", "/reports/checks"): Route("/reports/checks", ALL),
    ("GET", "/reports/issued/new"): Route("/reports/issued/new", WRITE),
    ("GET", "/reports/issued/{code:str}"): Route(
        "/reports/issued/RP-001", ALL, "/reports/issued/RP-004", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/issued/{code:str}/check"): Route(
        "/reports/issued/RP-001/check", ALL, "/reports/issued/RP-004/check", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/issued/{code:str}/corrections"): Route(
        "/reports/issued/RP-001/corrections", ALL, "/reports/issued/RP-004/corrections", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/issued/{code:str}/print.css"): Route(
        "/reports/issued/RP-001/print.css", ALL, "/reports/issued/RP-004/print.css", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/issued/{code:str}/signatures.pdf"): Route(
        "/reports/issued/RP-001/signatures.pdf", ALL, "/reports/issued/RP-004/signatures.pdf", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/issued/{code:str}/report.json"): Route(
        "/reports/issued/RP-001/report.json", ALL, "/reports/issued/RP-004/report.json", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/issued/{code:str}/report.pdf"): Route(
        "/reports/issued/RP-001/report.pdf", ALL, "/reports/issued/RP-004/report.pdf", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/programs/{code:str}"): Route(
        "/reports/programs/DFT?at={head}", ALL, "/reports/programs/OTH?at={head}", NOT_MINE_TO_ALL
    ),
    ("GET", "/reports/programs/{code:str}/figures/{path:str}"): Route(
        "/reports/programs/DFT/figures/in_short.0.1?at={head}",
        ALL,
        "/reports/programs/OTH/figures/in_short.0.1?at={head}",
        NOT_MINE_TO_ALL,
    ),
    ("GET", "/reports/programs/{code:str}/figures/{path:str}/export/{kind:str}"): Route(
        "/reports/programs/DFT/figures/in_short.0.1/export/csv?at={head}",
        ALL,
        "/reports/programs/OTH/figures/in_short.0.1/export/csv?at={head}",
        NO_REPORT,
    ),
    ("GET", "/reports/programs/{code:str}/print.css"): Route(
        "/reports/programs/DFT/print.css", ALL, "/reports/programs/OTH/print.css", NO_REPORT
    ),
    ("GET", "/reports/programs/{code:str}/report.json"): Route(
        "/reports/programs/DFT/report.json", ALL, "/reports/programs/OTH/report.json", NO_REPORT
    ),
    ("GET", "/reports/programs/{code:str}/report.pdf"): Route(
        "/reports/programs/DFT/report.pdf", ALL, "/reports/programs/OTH/report.pdf", NO_REPORT
    ),
    ("GET", "/risks"): Route("/risks", READ),
    ("GET", "/risks/heat-map"): Route("/risks/heat-map", READ),
    ("GET", "/risks/matrix"): Route("/risks/matrix", READ),
    ("GET", "/risks/new"): Route("/risks/new", WRITE),
    ("GET", "/risks/{code:str}"): Route("/risks/R-004", READ, "/risks/R-010", NOT_MINE),
    ("GET", "/search"): Route("/search?q=name", READ),
    ("GET", "/set-up/{token:str}"): Route("/set-up/used", GONE),
    ("GET", "/sign-in"): Route("/sign-in", (200, *[303] * 6)),
    ("GET", "/static/{file_path:path}"): Route("/static/icon.svg", OPEN),
    ("HEAD", "/static/{file_path:path}"): Route("/static/icon.svg", OPEN),
    ("GET", "/styleguide"): Route("/styleguide", READ),
    ("GET", "/timeline"): Route("/timeline", READ),
    ("GET", "/trace/{name:str}"): Route(
        "/trace/computed-health?program=DFT", READ, "/trace/computed-health?program=OTH", NOT_MINE
    ),
    ("GET", "/trace/{name:str}/export/{kind:str}"): Route(
        "/trace/computed-health/export/csv?program=DFT", READ, "/trace/computed-health/export/csv?program=OTH", NOT_MINE
    ),
    ("POST", "/account"): Route("/account", (403, *[422] * 6)),
    ("POST", "/account/endings"): Route("/account/endings", (403, *[303] * 6)),
    ("POST", "/corrective-actions"): Route("/corrective-actions", SENT),
    ("POST", "/corrective-actions/{code:str}/{noun:str}"): Route(
        "/corrective-actions/CA-001/containments", SENT, "/corrective-actions/CA-010/containments", NOT_MINE_TO_SEND
    ),
    ("POST", "/import"): Route("/import", SENT),
    ("POST", "/import/{token:str}/confirmation"): Route(
        "/import/used/confirmation", (403, 403, 403, 404, 404, 404, 403)
    ),
    ("POST", "/import/{token:str}/years"): Route("/import/used/years", (403, 403, 403, 404, 404, 404, 403)),
    ("POST", "/issues"): Route("/issues", SENT),
    ("POST", "/issues/{code:str}/{noun:str}"): Route(
        "/issues/I-001/triages", SENT, "/issues/I-007/triages", NOT_MINE_TO_SEND
    ),
    ("POST", "/password/{token:str}"): Route("/password/used", GONE),
    ("POST", "/people"): Route("/people", KEPT),
    ("POST", "/people/{person:uuid}/links"): Route(f"/people/{PERSON}/links", (403, 403, 403, 403, 403, 403, 303)),
    ("POST", "/people/{person:uuid}/{noun:str}"): Route(f"/people/{PERSON}/name", KEPT),
    ("POST", "/programs"): Route("/programs", FOUNDED),
    ("POST", "/programs/{code:str}/{noun:str}"): Route(
        "/programs/DFT/name", DECIDED, "/programs/OTH/name", NOT_MINE_TO_DECIDE
    ),
    ("POST", "/projects"): Route("/projects", SENT),
    ("POST", "/projects/{code:str}/{noun:str}"): Route(
        "/projects/DFT-P1/name", SENT, "/projects/OTH-P1/name", NOT_MINE_TO_SEND
    ),
    ("POST", "/proof/verifications"): Route("/proof/verifications", (403, 403, 303, 303, 303, 303, 303)),
    ("POST", "/reports/checks"): Route("/reports/checks", (403, *[422] * 6)),
    ("POST", "/reports/issued"): Route("/reports/issued", SENT),
    ("POST", "/reports/issued/{code:str}/{noun:str}"): Route(
        "/reports/issued/RP-003/narrative", SENT, "/reports/issued/RP-006/narrative", NOT_MINE_TO_SEND
    ),
    ("POST", "/risks"): Route("/risks", SENT),
    ("POST", "/risks/matrix"): Route("/risks/matrix", (403, 403, 403, 403, 422, 422, 403)),
    ("POST", "/risks/{code:str}/{noun:str}"): Route(
        "/risks/R-001/wording", SENT, "/risks/R-007/wording", NOT_MINE_TO_SEND
    ),
    ("POST", "/set-up/{token:str}"): Route("/set-up/used", GONE),
    ("POST", "/sign-in"): Route("/sign-in", (422, *[422] * 6)),
    ("POST", "/sign-out"): Route("/sign-out", (403, *[303] * 6)),
    ("POST", "/theme"): Route("/theme", (403, *[303] * 6)),
}


def routes(app: Any) -> set[tuple[str, str]]:
    """What the application answers to, by method and path."""
    every = [(route.path, each) for route in app.routes for each in getattr(route, "route_handlers", ())]
    return {(method, path) for path, each in every for method in each.http_methods if method != "OPTIONS"}


def filled(house: House, address: str) -> str:
    """The address of an example, with what only the book knows."""
    found = address.replace(PERSON, str(house.people["Lena Dft"])).replace("{head}", str(house.head()))
    if "{signed}" in found:
        found = found.replace("{signed}", str(house.book.database.rows("SELECT max(size) FROM checkpoints")[0][0]))
    for name, code in (("{here}", "DFT-P1"), ("{elsewhere}", "OTH-P1")):
        if name in found:
            thing = next(each for each in house.things if each.code == code)
            found = found.replace(name, str(house.book.ledger.since(thing.id, 0)[0].position))
    return found
