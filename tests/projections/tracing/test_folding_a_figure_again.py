"""Whatever happened, the inputs of a figure, folded by its rule, give it, and its events lie before its moment."""

from hypothesis import given, settings

from domain.projects.groups import GROUPS
from domain.projects.health import MOVED_DAYS, PROGRAM_HEALTH, PROJECT_HEALTH
from projections.book import Book
from projections.overview.health import by_program
from projections.programs import all_programs
from projections.record import EntryRow
from projections.reports.document import MOST_POSITIONS, figures
from projections.reports.program import traced_report
from projections.reports.rules import RULES
from projections.tracing import portfolio
from projections.tracing.projects import rating_word
from projections.tracing.traces import Trace
from projections.view import View
from tests.projections.books import in_a_file
from tests.projections.histories import Step, perform, steps
from tests.projections.reports.transport import tell_transport


def test_the_figures_of_a_told_program_fold_again(database_url: str) -> None:
    book = Book(database_url)
    book.migrate()
    tell_transport(book)
    _fold_again(book, book.ledger.head())
    _report_again(book, "DFT", book.ledger.head())
    book.close()


@settings(max_examples=10)
@given(steps(most=30))
def test_the_figures_of_any_history_fold_again(acts: list[Step]) -> None:
    with in_a_file() as book:
        perform(book, acts)
        head = book.ledger.head()
        for at in sorted({head // 2, head} - {0}):
            _fold_again(book, at)


def test_the_rules_say_the_limits_that_they_compute_with() -> None:
    for said in ("15 %", "20 %", "10 %", "50 %", f"{MOVED_DAYS} days"):
        assert said in PROGRAM_HEALTH.text
    assert "Green up to 50 % of it" in PROJECT_HEALTH.text
    assert all(rule.key == key and rule.text.endswith(".") for key, rule in RULES.items())


def _fold_again(book: Book, at: int) -> None:
    with book.view(at) as view:
        lines = by_program(view, book.ledger.moment_of(view.tx, at).date()).lines
        total = portfolio.scope(view, None)
        for name in GROUPS:
            trace = portfolio.group(name)(total)
            assert trace.number == len(trace.inputs) == sum(each.amount or 0 for each in trace.inputs)
            _seen(view, trace)
        for program in all_programs(view):
            line = next((each for each in lines if each.program.id == program.id), None)
            scope = portfolio.scope(view, program)
            computed = portfolio.computed_health(scope)
            assert line is None or computed.value == rating_word(line.computed.rating)
            cost = portfolio.cost(scope)
            assert cost.number == sum(each.amount or 0 for each in cost.inputs)
            assert line is None or cost.number == line.figures.cost.get("GBP", 0)
            for trace in (computed, cost, portfolio.withheld(scope), portfolio.declared_health(view, program)):
                _seen(view, trace)


def _seen(view: View, trace: Trace) -> None:
    assert all(0 < position <= view.at for position in trace.positions)
    assert all(view.one(EntryRow, position) for position in trace.positions)
    assert all(each.positions for each in trace.inputs)


def _report_again(book: Book, code: str, at: int) -> None:
    with book.view(at) as view:
        report = traced_report(view, book.ledger, code)
        for path, figure in figures(report):
            if figure.rule:
                assert figure.rule in {rule.key for rule in report.rules}, path
                inputs = figure.inputs or ()
                assert set(figure.positions) == {each for one in inputs for each in one.positions}, path
                assert figure.events == len(figure.positions) <= MOST_POSITIONS
                assert all(0 < each <= at for each in figure.positions), path
                if any(each.amount == 1 for each in inputs):
                    assert figure.value == len(inputs), path
