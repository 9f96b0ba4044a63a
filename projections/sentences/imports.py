"""What is told of files that were imported."""

from domain.imports.file import FileImported, Holds
from projections.amounts import number
from projections.sentences.parts import Sentence, sentence, strong, tells

READ_AS = {
    Holds.PORTFOLIO: "portfolio edition",
    Holds.PROJECTS: "sheet of projects",
    Holds.RISKS: "sheet of risks",
    Holds.ACTIONS: "sheet of corrective actions",
}


@tells(FileImported)
def _imported(fact: FileImported) -> Sentence:
    """With the whole digest, so that whoever has one finds the file by it."""
    what = READ_AS[fact.holds] + (f" of {fact.year}" if fact.year else "")
    return sentence(
        "imported the file ", strong(fact.name), f", {what}, {number(fact.size)} bytes, SHA-256 {fact.sha256}"
    )
