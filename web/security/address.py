"""Where a request comes from."""

from typing import Any

from litestar import Request


def address_of(request: Request[Any, Any, Any], trusted_proxy: str) -> str:
    """The address of the one who asks; only the one proxy we know may speak for somebody else."""
    peer = request.client.host if request.client else ""
    told = request.headers.get("X-Forwarded-For", "")
    return told.rpartition(",")[2].strip() if told and peer == trusted_proxy else peer
