"""The demo's clock: it stands while the past is told, and goes on from 22 April 2022 when the telling is done."""

from datetime import UTC, datetime

from demo.telling import TODAY


class DemoClock:
    """Call it for the moment. `filled_at` is the real moment at which the story's end was reached."""

    def __init__(self, filled_at: datetime | None = None) -> None:
        self._standing: datetime | None = None if filled_at else TODAY
        self._filled_at = filled_at or datetime.now(UTC)

    def __call__(self) -> datetime:
        return self._standing or TODAY + (datetime.now(UTC) - self._filled_at)

    def stand(self, at: datetime) -> None:
        self._standing = at

    def go_on(self) -> datetime:
        """From now on the demo's time passes as the real one does; answers the real moment it began."""
        self._standing, self._filled_at = None, datetime.now(UTC)
        return self._filled_at
