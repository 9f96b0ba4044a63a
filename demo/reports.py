"""The reports of the story: drafted, written, issued and signed."""

from collections.abc import Callable, Iterator

from application import reports as r
from application.desk import Command
from demo.telling import Cast, Happening, Line, Story
from domain.reports.state import REPORT
from domain.reports.words import Meaning

ORDER = ("drafted", "written", "issued", "authored", "approved")


def told(story: Story) -> Iterator[Happening]:
    for number, report in enumerate(story["reports"]):
        yield from _report(Line("report", number, start=report["on"]), report)


def _report(line: Line, report: Story) -> Line:
    reached = ORDER.index(report["reached"])
    line.say(0, "pm", lambda cast: r.DraftReport(program=cast.program(report["program"])))
    steps: tuple[tuple[int, str, Callable[[Cast], Command]], ...] = (
        (0, "pm", lambda _: r.WriteNarrative(thing=line.thing, **report["narrative"])),
        (1, "pm", lambda _: r.IssueReport(thing=line.thing)),
        (0, "pm", _sign(line, Meaning.AUTHOR)),
        (1, "sro", _sign(line, Meaning.APPROVER)),
    )
    for after, by, make in steps[:reached]:
        line.say(after, by, make)
    return line


def _sign(line: Line, meaning: Meaning) -> Callable[[Cast], Command]:
    """Whoever signs has the document before them, so its digest is known only when its moment has come."""

    def make(cast: Cast) -> Command:
        made = cast.desk.load(REPORT, line.thing).state.made
        return r.SignReport(thing=line.thing, meaning=meaning, digest=made.digest if made else "")

    return make
