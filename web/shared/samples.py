"""Invented rows for the style guide: every component in every state, from one place that the tests render too."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

TODAY = date(2022, 4, 22)
_QUARTERS = ("Q1 20/21", "Q2 20/21", "Q3 20/21", "Q4 20/21", "Q1 21/22", "Q2 21/22", "Q3 21/22", "Q4 21/22")
_MATRIX = (
    ("Almost certain", (2, 3, 4, 5, 5), (0, 2, 3, 2, 1)),
    ("Likely", (2, 3, 3, 4, 5), (1, 6, 9, 7, 3)),
    ("Possible", (1, 2, 3, 4, 4), (4, 14, 21, 11, 4)),
    ("Unlikely", (1, 1, 2, 3, 3), (6, 13, 12, 6, 2)),
    ("Rare", (1, 1, 1, 2, 3), (5, 6, 3, 2, 0)),
)
IMPACTS = ("Minor", "Moderate", "Serious", "Major", "Critical")


def samples() -> dict[str, object]:
    """What `shared/styleguide.html` is given as `sample`."""
    return {
        "today": TODAY,
        "due": (date(2022, 4, 19), TODAY, date(2022, 4, 29), date(2023, 1, 9)),
        "worse": _history("amber_red", "amber_red", "amber", "amber", "amber", "amber", "red", "red"),
        "steady": _history(None, None, "green", "amber_green", "amber", "amber", "amber", "amber"),
        "people": _people(),
        "trail": _trail(),
        "attention": _attention(),
        "moves": _moves(),
        "steps": _steps(),
        "projects": _projects(),
        "impacts": IMPACTS,
        "heat": _heat(),
        "matrix": _matrix(),
        "query": SimpleNamespace(path="/projects", sort="-moved", page=2, size=50, filters={"program": "transport"}),
        "slips": (("Q4", 0), ("Q1", 0), ("Q2", 0), ("Q3", 60), ("Q4 now", 198)),
        "burn": _burn(),
        "conflict": _conflict(),
        "typed": {"confidence": "amber", "finish": "16 Oct 202", "story": "Delivery itself has not become worse."},
        "errors": {
            "finish": "Enter the finish date as day, month and a four-figure year",
            "reason": "Say why confidence is now better than recorded",
            "": "Nothing was recorded yet. Mend the two fields and record again",
        },
    }


def _history(*ratings: str | None) -> list[tuple[str, str | None]]:
    return list(zip(_QUARTERS, ratings, strict=True))


def _people() -> list[dict[str, str]]:
    return [
        {"id": "p1", "name": "Lead", "email": "lead@example.org"},
        {"id": "p2", "name": "Sponsor", "email": "sro@example.org"},
    ]


def _trail() -> list[dict[str, object]]:
    return [
        {
            "moment": datetime(2022, 4, 22, 14, 2, tzinfo=UTC),
            "who": "risk@example.org",
            "text": "escalated it",
            "change": ("Program", "Executive"),
            "reason": "No date is set for the new decision.",
            "position": 18204,
        },
        {
            "moment": datetime(2022, 3, 31, 17, 20, tzinfo=UTC),
            "who": "sro@example.org",
            "text": "accepted it as Severe until 30 Jun 2022.",
            "position": 17944,
        },
        {
            "moment": datetime(2021, 8, 2, 11, 0, tzinfo=UTC),
            "who": "risk@example.org",
            "text": "identified it.",
            "true_since": date(2021, 7, 30),
            "position": 12871,
        },
    ]


def _attention() -> list[dict[str, str]]:
    return [
        {
            "kind": "severe",
            "word": "Overdue 12 days",
            "href": "#",
            "title": "Immigration Platform Technologies: no status",
            "why": "Red; its finish, 29 Oct 2021, has passed.",
            "where": "Home Office · lead@example.org",
            "act": "Set the date",
        },
        {
            "kind": "bad",
            "word": "Red, new",
            "href": "#",
            "title": "Rail Passenger Services",
            "why": "Finish moved 198 days, to 16 Oct 2022; £14.5bn whole life.",
            "where": "Transport · lead@example.org",
        },
        {
            "kind": "watch",
            "word": "Lapses 30 Apr",
            "href": "#",
            "title": "Crossrail funding gap: acceptance ends",
            "why": "It comes back to be assessed unless it is extended.",
            "where": "Transport · sro@example.org",
            "act": "Extend",
        },
    ]


def _moves() -> list[dict[str, str]]:
    return [
        {"href": "#", "title": "Transpennine, finish", "before": "31 Jul 2028", "after": "17 Oct 2041"},
        {"href": "#", "title": "AI Labs", "before": "Amber/Green", "after": "Red"},
        {"href": "#", "title": "HS2 Phase 1", "before": "Amber/Red", "after": "Amber"},
    ]


def _steps() -> list[dict[str, str]]:
    return [
        {"name": "Nonconformity", "who": "partner@example.org", "when": "4 Feb 2021", "state": "done"},
        {"name": "Contained", "who": "lead@example.org", "when": "12 Feb 2021", "state": "done"},
        {"name": "Cause found", "who": "waits for you", "when": "due 29 Apr 2022", "state": "now"},
        {"name": "Plan approved", "who": "", "when": "", "state": "next"},
        {"name": "Effect verified", "who": "", "when": "", "state": "next"},
    ]


def _projects() -> list[dict[str, object]]:
    rows = (
        ("Rail Passenger Services", "red", date(2022, 4, 1), date(2022, 10, 16), 1_450_000_000_000),
        ("Crossrail Programme", "amber", date(2023, 5, 14), date(2023, 5, 14), 1_880_000_000_000),
        ("Rail Transformation Programme", "green", None, date(2025, 1, 4), 97_500_000_000),
        ("A428 Black Cat to Caxton Gibbet", "amber", date(2025, 4, 1), date(2027, 9, 9), None),
        ("Transpennine Route Upgrade", "amber", date(2028, 7, 31), date(2041, 10, 17), 920_000_000_000),
    )
    return [
        {
            "name": name,
            "rating": rating,
            "baseline": baseline,
            "forecast": forecast,
            "moved": (forecast - baseline).days if baseline else None,
            "cost": cost,
        }
        for name, rating, baseline, forecast, cost in rows
    ]


def _heat() -> list[dict[str, object]]:
    return [{"name": name, "cells": _counted(name, shades, counts)} for name, shades, counts in _MATRIX]


def _counted(likelihood: str, shades: tuple[int, ...], counts: tuple[int, ...]) -> list[dict[str, object]]:
    return [
        {
            "shade": shade if count else 0,
            "count": count,
            "href": "#",
            "label": f"{count} risks, {likelihood.lower()}, {impact.lower()}",
        }
        for shade, count, impact in zip(shades, counts, IMPACTS, strict=True)
    ]


def _matrix() -> list[dict[str, object]]:
    marks = {("Almost certain", 4): "Inherent", ("Likely", 4): "Current", ("Possible", 2): "Target"}
    return [
        {
            "name": name,
            "cells": [
                {"shade": shade, "mark": marks.get((name, index)), "here": marks.get((name, index)) == "Current"}
                for index, shade in enumerate(shades)
            ],
        }
        for name, shades, _ in _MATRIX
    ]


def _burn() -> tuple[tuple[str, float, float | None], ...]:
    return (
        ("Jan", 120, 8),
        ("Feb", 120, 20),
        ("Mar", 138, 41),
        ("Apr", 138, 60),
        ("May", 150, 88),
        ("Jun", 150, 117),
    )


def _conflict() -> dict[str, object]:
    return {
        "who": "lead@example.org",
        "what": "recorded two updates",
        "when": datetime(2022, 4, 22, 11, 40, tzinfo=UTC),
        "position": 18190,
        "fields": [
            {"label": "Confidence", "now": "Red", "was": "Amber/Red", "yours": "Amber"},
            {"label": "Finish", "now": "16 Oct 2022", "was": "31 May 2022", "yours": "16 Oct 202"},
        ],
    }
