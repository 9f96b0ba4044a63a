"""Files to keep: tables as CSV, XLSX and NDJSON, and the headers under which anything leaves."""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from litestar import Response
from litestar.response import Stream

from projections.exporting import Rows, csv_chunks, ndjson_chunks, xlsx_bytes

LEAVES = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 1 << 16
Export = Callable[[str, Sequence[str], Rows], Response[Any]]


def csv_file(name: str, headings: Sequence[str], rows: Rows) -> Response[Any]:
    """`name` is without its ending. The rows are read while the file is being sent."""
    return Stream(csv_chunks(headings, rows), media_type="text/csv", headers=leaving(f"{name}.csv"))


def ndjson_file(name: str, headings: Sequence[str], rows: Rows) -> Response[Any]:
    return Stream(ndjson_chunks(headings, rows), media_type="application/x-ndjson", headers=leaving(f"{name}.ndjson"))


def xlsx_file(name: str, headings: Sequence[str], rows: Rows) -> Response[Any]:
    """A workbook is whole before it is sent: give it no more rows than a person would open."""
    body = xlsx_bytes(name, headings, rows)
    return Response(body, media_type=XLSX, headers=leaving(f"{name}.xlsx"))


def zip_file(name: str, write: Callable[[IO[bytes]], object]) -> Response[Any]:
    """Written to the disk first, so that neither side holds it in memory; what fails, fails before it is sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the last byte was sent
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    return Stream(_sent(file), media_type="application/zip", headers=leaving(name))


def leaving(name: str) -> dict[str, str]:
    """The headers of a file to keep: never shown inside the page, whatever a browser thinks it is."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "-", name)
    return {**LEAVES, "Content-Disposition": f'attachment; filename="{plain}"'}


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


FORMS: dict[str, Export] = {"csv": csv_file, "xlsx": xlsx_file, "ndjson": ndjson_file}
