"""The stock eventsourcing library, used as its manual shows: mutable aggregates, its own PostgreSQL recorders."""

import time
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier

FIRST = date(2031, 1, 1)
PATIENCE = 600.0


class Project(Aggregate):
    """What our report changes, as the library's own kind of aggregate."""

    class StatusReported(Aggregate.Event):
        narrative: str
        next_steps: str
        on: str

    class ScheduleForecastRevised(Aggregate.Event):
        from_: str
        to: str
        on: str

    @event("Initiated")
    def __init__(self, code: str) -> None:
        self.code = code
        self.narrative = ""
        self.finish = ""

    @event(StatusReported)
    def report(self, narrative: str, next_steps: str, on: str) -> None:  # noqa: ARG002 - kept in the event
        self.narrative = narrative

    @event(ScheduleForecastRevised)
    def revise(self, from_: str, to: str, on: str) -> None:  # noqa: ARG002 - kept in the event
        self.finish = to


class Projects(Application[UUID]):
    """Loads, changes and saves one project: two events in one commit."""

    def initiate(self, code: str) -> UUID:
        found = Project(code)
        self.save(found)
        return found.id

    def report(self, project: UUID, number: int) -> None:
        found: Project = self.repository.get(project)
        found.report(f"Report {number} of the project.", "", FIRST.isoformat())
        found.revise(found.finish, (FIRST + timedelta(days=number)).isoformat(), FIRST.isoformat())
        self.save(found)


class NewestRecorder(PostgresTrackingRecorder):
    """One read model: the newest narrative and finish of each project."""

    def __init__(self, datastore: PostgresDatastore, **kwargs: Any) -> None:
        super().__init__(datastore, **kwargs)
        table = "CREATE TABLE IF NOT EXISTS newest (project uuid PRIMARY KEY, narrative text, finish text)"
        self.sql_create_statements.append(SQL(table).format())

    def put(self, project: UUID, column: str, value: str, tracking: Tracking) -> None:
        statement = SQL(
            "INSERT INTO newest (project, {0}) VALUES (%s, %s) ON CONFLICT (project) DO UPDATE SET {0} = excluded.{0}"
        ).format(Identifier(column))
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(statement, (project, value))


class Newest(Projection[NewestRecorder]):
    """Writes the row of each event; events of no concern move the tracking alone."""

    name = "newest"

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:  # noqa: ARG002 - of no concern
        self.view.insert_tracking(tracking)

    @process_event.register
    def _(self, domain_event: Project.StatusReported, tracking: Tracking) -> None:
        self.view.put(domain_event.originator_id, "narrative", domain_event.narrative, tracking)

    @process_event.register
    def _(self, domain_event: Project.ScheduleForecastRevised, tracking: Tracking) -> None:
        self.view.put(domain_event.originator_id, "finish", domain_event.to, tracking)


def environment(url: str, *, create: str = "n") -> dict[str, str]:
    """The library's settings for a database, with its cache of aggregates on, which is to its advantage."""
    parts = urlsplit(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path.lstrip("/"),
        "POSTGRES_HOST": parse_qs(parts.query)["host"][0],
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": parts.username or "",
        "POSTGRES_PASSWORD": "none",
        "CREATE_TABLE": create,
        "AGGREGATE_CACHE_MAXSIZE": "1000",
    }


def projected(url: str, events: int) -> float:
    """Events a second that the library's runner projects of a log that is there already."""
    application = Projects(environment(url, create="y"))
    projects = [application.initiate(f"PJ_{n:05}") for n in range(20)]
    for number in range(events // 2):
        application.report(projects[number % len(projects)], number)
    head = application.recorder.max_notification_id() or 0
    begun = time.perf_counter()
    with ProjectionRunner(
        application_class=Projects,
        projection_class=Newest,
        view_class=NewestRecorder,
        env=environment(url, create="y"),
    ) as runner:
        _wait(runner, head)
        spent = time.perf_counter() - begun
    application.close()
    return head / spent


def _wait(runner: Any, head: int) -> None:
    """Looks every millisecond: the library's own wait looks ten times a second and would count against it."""
    until = time.monotonic() + PATIENCE
    while (runner.projection.view.max_tracking_id(runner.app.name) or 0) < head:
        if runner.is_interrupted.is_set() or time.monotonic() > until:
            raise RuntimeError("The stock library's runner stopped before it reached the end of the log.")
        time.sleep(0.001)
