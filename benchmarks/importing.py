"""The import of a long history through the command that people use: yearly editions, planned, decided and recorded."""

import time
from collections.abc import Iterator
from random import Random
from uuid import uuid4

from application.desk import STEWARD
from application.imports import portfolio
from application.ledger import Ask
from benchmarks.figures import Figure
from benchmarks.history import SEED
from benchmarks.months import SENTENCES
from benchmarks.scene import Scene, opened, tell

BAR, EVENTS = 20.0, 70_000
LAST = 2025
DEPARTMENTS = ("DFT", "MOD", "HO", "MOJ", "DFE", "HMRC")
RATINGS = ("Red", "Amber", "Green")
HEADINGS = (
    "year;project_number;project_name;department;report_category;description_aims;colour_rating;rating_comment;"
    "start_date;end_date;schedule_comment;total_baseline;forecast_incl_NGC;variance_comment;wlc_baseline_incl_NCG;"
    "budget_comment"
)


def import_history(scene: Scene) -> Iterator[Figure]:
    """The seconds are scaled to 70,000 events where the editions make more or fewer."""
    sizes = scene.sizes
    files = [(f"made_{LAST - n}.csv", edition(LAST - n, sizes.edition_projects)) for n in range(sizes.editions)]
    with scene.empty() as url, opened(url) as book:
        book.migrate()
        tell(f"{scene.name}: import of {sizes.editions} editions of {sizes.edition_projects} projects")
        ask = Ask(by=STEWARD, at=book.now(), command=uuid4())
        begun = time.perf_counter()
        done = portfolio.carry_out(portfolio.read_editions(files), book.desk, ask)
        spent = time.perf_counter() - begun
    yield Figure(
        work="import of a history, for 70,000 events",
        database=scene.name,
        measured=spent * EVENTS / done.events,
        unit="s",
        bar=BAR,
        details={"events": done.events, "seconds": spent, "commands": len(done.plan.steps)},
    )


def edition(year: int, projects: int) -> bytes:
    """The file of one year, in the layout of 2022."""
    random = Random(SEED + year)
    return "\n".join((HEADINGS, *(_line(year, n, random) for n in range(projects)))).encode()


def _line(year: int, number: int, random: Random) -> str:
    department = DEPARTMENTS[number % len(DEPARTMENTS)]
    cells = (
        year,
        f"{department}_{number:04}_{year % 100}{(year + 1) % 100:02}-Q1",
        f"Public work number {number}",
        department,
        "Infrastructure",
        f"The work number {number} for the public.",
        random.choice(RATINGS),
        " ".join(random.sample(SENTENCES, 2)),
        "2004-04-01",
        f"{2030 + random.randrange(9)}-03-{random.randrange(1, 29):02}",
        random.choice(SENTENCES),
        f"{random.randrange(10, 99)}.5",
        f"{random.randrange(10, 99)}.5",
        "None.",
        f"{random.randrange(500, 900)}",
        "None.",
    )
    return ";".join(str(cell).replace(";", ",") for cell in cells)
