"""Where a thing is found that was recorded a moment ago: its code is given when it is recorded."""

from application.ledger import Receipt
from projections import record
from web.visit import Visit


def page_of(visit: Visit, receipt: Receipt) -> str:
    """The page of the thing that the first fact of a receipt began."""
    with visit.view() as view:
        (entry,) = record.lines(view, visit.book.ledger, receipt.positions[:1])
    return entry.thing.path if entry.thing else "/"
