"""What may be asked of the risk matrix: its next version."""

from collections.abc import Sequence
from typing import Annotated

from msgspec.structs import replace

from application.desk import MANAGERS, Command, Desk
from application.fields import ask
from application.ledger import Ask, Stale
from application.ledger.ledger import Change
from domain.kernel import refuse
from domain.risks.matrix import RISK_MATRIX, Level, Matrix, in_force, matrix_id, publish

CELLS = "Five lines, the least likelihood first; in each a word for every impact, from the least:"


class PublishMatrix(Command, frozen=True, kw_only=True):
    """Publish the matrix"""

    ROLES = MANAGERS  # for all programs: one matrix holds everywhere

    seen: int | None = None
    likelihoods: Annotated[tuple[str, ...], ask("Likelihoods", "Five words, one a line, the least first.", rows=5)]
    impacts: Annotated[tuple[str, ...], ask("Impacts", "Five words, one a line, the least first.", rows=5)]
    levels: Annotated[tuple[str, ...], ask("Levels", f"{CELLS} low, medium, high or severe.", rows=5)]
    shades: Annotated[tuple[str, ...], ask("Shades", f"{CELLS} 0, light, to 5, dark.", rows=5)]

    def changes(self, desk: Desk, ask: Ask) -> Sequence[Change]:
        desk.allow(ask, self.ROLES, None)
        loaded = desk.load(RISK_MATRIX, matrix_id())
        if self.seen is not None and self.seen < loaded.version:
            raise Stale(desk.ledger.since(loaded.stream, self.seen))
        return [loaded.facts(publish(loaded.found, matrix=self._next(in_force(loaded.found)), by=ask.by))]

    def _next(self, before: Matrix) -> Matrix:
        asked = Matrix(
            version=before.version,
            likelihoods=self.likelihoods,
            impacts=self.impacts,
            levels=tuple(tuple(_level(word) for word in line.split()) for line in self.levels),
            shades=tuple(tuple(_shade(word) for word in line.split()) for line in self.shades),
        )
        return asked if asked == before else replace(asked, version=before.version + 1)


def _level(word: str) -> Level:
    try:
        return Level(word.lower().strip(",;"))
    except ValueError:
        raise refuse(f"{word[:20]!r} is no level; write low, medium, high or severe.", "levels") from None


def _shade(word: str) -> int:
    tidy = word.strip(",;")
    if tidy.isascii() and tidy.isdigit() and len(tidy) == 1:
        return int(tidy)
    raise refuse(f"{word[:20]!r} is no shade; write a number from 0 to 5.", "shades")
