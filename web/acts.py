"""Acts on things: every form is made from its command, checked, carried out and answered in one way."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response

from application.desk import Act, Command, NotAllowed
from application.ledger import Ask, NotFound, Receipt, Stale
from domain.kernel import Problem, Refused
from projections.late import newest_since
from projections.record import Entry, plain, told
from projections.view import View
from web.forms import TYPED, Bound, Choice, Field, bind, fields_of, make
from web.options import options, spelled
from web.shared.words import day
from web.values import Unreadable
from web.visit import Visit

Form = Mapping[str, list[str]]
Options = Mapping[str, Sequence[Choice]]


NEWER = (
    "True since: something newer is known, true since {day}: {what}. Pages show what was recorded last, so yours would"
    " stand in its place; the newer one stays in the record. Send it again if that is right, or enter a later day."
)


class Older(Refused):
    """What was sent is older than what is known; sent once more it holds."""


class Offer(msgspec.Struct, frozen=True):
    """An act as it is offered on a page: `noun` is its address, `does` the decision's name in the domain."""

    noun: str
    command: type[Act]
    does: str
    title: str = ""

    @property
    def verb(self) -> str:
        return verb(self.command)


class Clash(msgspec.Struct, frozen=True):
    """A field that somebody else recorded meanwhile, in words."""

    label: str
    was: str
    now: str
    yours: str


class FormState(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it is shown: its fields, what was typed, what is wrong with it and what changed meanwhile."""

    action: str
    noun: str
    verb: str
    title: str
    fields: tuple[Field, ...]
    options: Options = {}
    typed: Mapping[str, str] = {}
    errors: Mapping[str, list[str]] = {}
    version: int | None = None
    command_id: str = ""
    moved: Sequence[Entry] = ()
    clashes: Sequence["Clash"] = ()
    written: bool = False  # whether what was sent holds words of this person's own, which the page keeps
    back: str = ""
    older: str = ""  # the day that was sent although something newer stands; sent once more with it, it holds
    dated: str = "yes"
    vouch: str = ""  # the hint beside the password that is asked for once more; empty where it is not

    @property
    def open(self) -> list[str]:
        """The fields that must not stay folded away: something is typed in them, or wrong with them."""
        return [field.name for field in self.fields if self.typed.get(field.name) or field.name in self.errors]


def verb(command: type[Command]) -> str:
    """What the button says: the first line of the command's docstring."""
    return (command.__doc__ or "").strip().splitlines()[0].rstrip(".")


def offered(offers: Sequence[Offer], acts: Sequence[str], visit: Visit, program: UUID | None) -> list[Offer]:
    """The acts that the thing's state allows and that this person may do, the likeliest first."""
    by_name = {offer.does: offer for offer in offers}
    return [o for name in acts if (o := by_name.get(name)) and visit.may(o.command.ROLES, program)]


def blank(
    visit: Visit,
    command: type[Command],
    *,
    action: str,
    noun: str,
    title: str = "",
    typed: Mapping[str, str] | None = None,
    options: Options | None = None,
    version: int | None = None,
    back: str = "",
) -> FormState:
    """The form before anything was typed; `typed` holds what is recorded now."""
    prefilled = {name: value for name, value in visit.query.items() if name in command.__struct_fields__}
    return FormState(
        action=action,
        noun=noun,
        verb=verb(command),
        title=title or verb(command),
        fields=fields_of(command),
        options=options or {},
        typed={**(typed or {}), **prefilled},
        version=version,
        command_id=str(visit.new_command()),
        back=back,
    )


def carry_out(
    visit: Visit,
    command: type[Command],
    form: Form,
    *,
    hidden: Mapping[str, Any],
    again: Callable[[View, Mapping[str, Any]], Response[str]],
    done: Callable[[Receipt], str],
    recorded: Callable[[View], Mapping[str, str]] = lambda _: {},
    vouched: Callable[[], Sequence[Problem]] = lambda: (),
) -> Response[str]:
    """Read the form, do the act, and look at the thing; or show the form again with everything that was typed.

    `again` renders the page with changes to its form's state; `done` names the page to go to; `recorded` gives what
    stands in the form at a moment, so that a clash can be shown field by field; `vouched` what speaks against its being
    this person.
    """
    bound = bind(command, form)
    kept = {"typed": bound.typed, "command_id": (form.get("command_id") or [""])[0] or str(visit.new_command())}
    ask, problems = _asked(visit, form, vouched)
    if ask is None or problems or bound.problems:
        wrong = (*bound.problems, *problems)
        return _refused(visit, (*wrong, *_rules(visit, command, bound, ask, hidden)), kept, again)
    try:
        receipt = _done(visit, make(command, bound, **hidden), ask, form)
    except Refused as refused:
        return _refused(visit, refused.problems, kept | _warned(refused, bound), again)
    except Stale as stale:
        return _stale(visit, stale, {**kept, **_overtaken(visit, command, stale, recorded, bound.typed)}, again)
    return visit.done(done(receipt), receipt.positions, command.__name__)


def by_field(problems: Sequence[Problem], fields: Sequence[str]) -> dict[str, list[str]]:
    """Sentences by the field they concern; those about no field of this form concern the whole."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        name = problem.field if problem.field.partition(".")[0] in fields else ""
        sentences = found.setdefault(name, [])
        if problem.sentence not in sentences:
            sentences.append(problem.sentence)
    return found


def _asked(
    visit: Visit, form: Form, vouched: Callable[[], Sequence[Problem]]
) -> tuple[Ask | None, tuple[Problem, ...]]:
    try:
        return visit.ask(form), tuple(vouched())
    except Unreadable as problem:
        return None, (Problem(problem.field, str(problem)),)


def _done(visit: Visit, made: Command, ask: Ask, form: Form) -> Receipt:
    """Done; but first a warning where a page would go on to show something older than it does."""
    since = ask.effective_at
    if since is None or form.get("older") == form.get("true_since"):
        return visit.book.desk.do(made, ask)
    for change in made.changes(visit.book.desk, ask):
        if newer := newest_since(visit.book.ledger.since(change.loaded.stream, 0), change.facts, since):
            with visit.view() as view:
                (entry,) = told(view, [newer])
            raise Older(Problem("true_since", NEWER.format(day=day(entry.effective_at), what=plain(entry))))
    return visit.book.desk.do(made, ask)


def _warned(refused: Refused, bound: Bound) -> dict[str, str]:
    return {"older": bound.typed["true_since"]} if isinstance(refused, Older) else {}


def _rules(
    visit: Visit, command: type[Command], bound: Bound, ask: Ask | None, hidden: Mapping[str, Any]
) -> Sequence[Problem]:
    """What the rules say of the fields that could be read, so that a person is told everything at once."""
    wrong = tuple(problem.field.partition(".")[0] for problem in bound.problems)  # of a row, the whole list
    blank = {
        field.name: "" for field in fields_of(command) if field.name in wrong and field.needed and field.kind is str
    }
    try:
        made = make(command, msgspec.structs.replace(bound, values={**blank, **bound.values}), **hidden)
        if ask:
            made.changes(visit.book.desk, ask)
    except Refused as refused:
        return [p for p in refused.problems if p.field and not p.field.startswith(wrong)]
    except (Stale, NotFound, NotAllowed, msgspec.ValidationError):
        return ()
    return ()


def _refused(visit: Visit, problems: Sequence[Problem], kept: Mapping[str, Any], again: Any) -> Response[str]:
    with visit.view() as view:
        response: Response[str] = again(view, {**kept, "errors": problems})
    response.status_code = 422
    return response


def _overtaken(
    visit: Visit,
    command: type[Command],
    stale: Stale,
    recorded: Callable[[View], Mapping[str, str]],
    yours: Mapping[str, str],
) -> dict[str, Any]:
    """The fields of this form that others recorded since the person looked: what was, what is, and what they wrote."""
    before = min((event.position for event in stale.since), default=1) - 1
    with visit.view() as view:
        now, choices = recorded(view), options(view, fields_of(command))
    with visit.book.view(before) as view:
        was = recorded(view)
    clashes = [
        Clash(field.label, *(spelled(field, text.get(field.name, ""), choices) for text in (was, now, yours)))
        for field in fields_of(command)
        if was.get(field.name, "") != now.get(field.name, "")
    ]
    return {"clashes": clashes, "written": any(_is_written(field, was, yours) for field in fields_of(command))}


def _is_written(field: Field, was: Mapping[str, str], yours: Mapping[str, str]) -> bool:
    """Whether somebody typed into a field; what stood there already and what is only chosen is no text of theirs."""
    own = {n: text for n, text in yours.items() if n.partition(".")[0] == field.name and not _is_preset(field, n)}
    return any(text.split() not in ([], was.get(name, "").split()) for name, text in own.items())


def _is_preset(field: Field, name: str) -> bool:
    """Of a field, or of a column of its rows, whether its input holds a choice."""
    column = next((each for each in field.columns if each.name == name.rpartition(".")[2]), field)
    return column.input not in TYPED


def _stale(visit: Visit, stale: Stale, kept: Mapping[str, Any], again: Any) -> Response[str]:
    """The form with the news, in the page as it is now."""
    visit.entire = True
    with visit.view() as view:
        moved = told(view, list(stale.since))
        response: Response[str] = again(view, {**kept, "moved": moved, "command_id": str(visit.new_command())})
    response.status_code = 409
    return response


def shown(state: FormState, changes: Mapping[str, Any]) -> FormState:
    """The form with what came of sending it."""
    found = dict(changes)
    if "errors" in found:
        names = [*(field.name for field in state.fields), "true_since", "password"]
        found["errors"] = by_field(found["errors"], names)
    return msgspec.structs.replace(state, **found)


def offer_of(offers: Sequence[Offer], noun: str) -> Offer:
    found = next((offer for offer in offers if offer.noun == noun), None)
    if found is None:
        sentence = "There is no such act."
        raise NotFound(sentence)
    return found


__all__ = ["Bound", "FormState", "Offer", "blank", "carry_out", "offer_of", "offered", "shown"]
