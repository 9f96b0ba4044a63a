"""What each fact changes in who has which part, and what each approval is checked for: from the log alone."""

from typing import Any

from application.ledger import Recorded
from domain.duties import AFRESH, APPROVALS, BECOMES, CASTINGS, DUTIES, Duty
from domain.kernel import Event
from projections.duties.rows import ApprovalRow, Cast, CastRow, DutyRow
from projections.kernel import ReadModel, Rows

DUTY = ReadModel("duties", CastRow, DutyRow, ApprovalRow, looks_at=())
CAST_BY: dict[type[Event], list[Any]] = {}
for _casting in CASTINGS:
    CAST_BY.setdefault(_casting.fact, []).append(_casting)
CHECKED: dict[type[Event], list[Duty]] = {}
for _duty in DUTIES:
    CHECKED.setdefault(_duty.act, []).append(_duty)


@DUTY.on(*dict.fromkeys([*CAST_BY, *BECOMES, *AFRESH, *CHECKED, *APPROVALS]))
def _followed(rows: Rows, x: Recorded[Any]) -> None:
    kind = type(x.fact)
    held = _held(rows, x)
    for duty in CHECKED.get(kind, ()):
        if duty.concerns(x.fact):
            rows.put(_checked(duty, held, x))
    if kind in APPROVALS:
        rows.put(_approval(held, x))
    rows.put(CastRow(id=held.id, program=held.program, parts=_cast(held.parts, x)))


def _held(rows: Rows, x: Recorded[Any]) -> CastRow:
    row = rows.get(CastRow, x.stream)
    if row is None and not hasattr(x.fact, "program"):
        sentence = f"{x.stream} has facts before its first."
        raise LookupError(sentence)
    return row or CastRow(id=x.stream, program=x.fact.program)


def _cast(cast: tuple[Cast, ...], x: Recorded[Any]) -> tuple[Cast, ...]:
    kind = type(x.fact)
    over = AFRESH.get(kind, frozenset())
    kept = [each for each in cast if each.part not in over]
    for casting in CAST_BY.get(kind, ()):
        new = Cast(casting.part, getattr(x.fact, casting.field), x.position)
        gone = {each for each in kept if each.part is new.part and (casting.alone or each.person == new.person)}
        kept = [*(each for each in kept if each not in gone), new]
    if kind in BECOMES:
        before, after = BECOMES[kind]
        become = [Cast(after, each.person, each.position) for each in cast if each.part is before]
        kept = [*(each for each in kept if each.part is not after), *become]
    return tuple(kept)


def _checked(duty: Duty, held: CastRow, x: Recorded[Any]) -> DutyRow:
    person = getattr(x.fact, duty.actor)
    others = tuple(each for each in held.parts if each.part is duty.part)
    return DutyRow(
        position=x.position,
        rule=duty.name,
        thing=x.stream,
        program=held.program,
        person=person,
        others=others,
        breach=any(each.person == person for each in others),
        recorded_at=x.envelope.recorded_at,
    )


def _approval(held: CastRow, x: Recorded[Any]) -> ApprovalRow:
    what, actor = APPROVALS[type(x.fact)]
    return ApprovalRow(
        position=x.position,
        thing=x.stream,
        program=held.program,
        what=what,
        person=getattr(x.fact, actor),
        seen_version=x.fact.seen_version,
        digest=x.fact.digest,
        version=x.version,
        recorded_at=x.envelope.recorded_at,
    )
