"""Following every link that a page shows to one's own addresses, each kind of address a few times."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.contracts import shown
from tests.web.site import Browser

ENOUGH = 3  # of each kind of address: a list of a thousand risks has one kind of link


def crawl(browser: Browser, *starts: str) -> Iterator[tuple[str, Any]]:
    """Every answer on the way, redirects followed by hand."""
    ahead, seen, kinds = list(starts), set(starts), Counter[str]()
    while ahead:
        address = ahead.pop(0)
        answer = browser.get(address)
        yield address, answer
        for link in _ways(address, answer):
            kind = _kind(link)
            if link not in seen and kinds[kind] < ENOUGH:
                seen.add(link)
                kinds[kind] += 1
                ahead.append(link)


def _ways(address: str, answer: Any) -> list[str]:
    if answer.status_code == 303:
        return [answer.headers["Location"]]
    if "text/html" not in answer.headers.get("Content-Type", "") or answer.status_code != 200:
        return []
    found = [urljoin(address, href.partition("#")[0]) for href in shown.links(shown.page(answer.text))]
    return [link for link in found if link.startswith("/") and not link.startswith("//")]


def _kind(link: str) -> str:
    """The address without the names of things; of its filters only which they are."""
    parts = urlsplit(link)
    path = re.sub(r"[A-Z]+-[A-Z0-9-]+|[0-9a-f-]{36}|\b\d+\b|(?<=/figures/)[^/]+", "*", parts.path)
    names = sorted(each.partition("=")[0] for each in parts.query.split("&") if each)
    act = re.search(r"act=([a-z-]+)", parts.query)
    return f"{path}?{','.join(names)}{act.group(1) if act else ''}"
