"""Everything that a book's read models hold, so that two ways of making them can be compared."""

from typing import Any

from projections.book import Book

Dump = dict[str, list[tuple[Any, ...]]]


def dump(book: Book) -> Dump:
    """Every column of every row version by table, spans and nodes included, and how far log and rows reach."""
    with book.database.read() as tx:
        build, position, head = book.models.current(tx)
        held: Dump = {"reach": [(position, head, tx.one("SELECT count(*) FROM events"))]}
        for kind, table in book.models.tables(build).items():
            columns = ", ".join([*kind.__struct_fields__, "since", "until", "node"])
            held[kind.TABLE] = sorted(tx.rows(f"SELECT {columns} FROM {table}"), key=repr)
    return held
