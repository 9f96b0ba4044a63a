"""Rules in words: what a figure is made from and how, beside the code that does it."""

import msgspec


class Rule(msgspec.Struct, frozen=True):
    """`key` names it for files and addresses and carries its version where it has one; `text` says it to a person."""

    key: str
    title: str
    text: str


RECORDED = Rule("recorded", "As recorded", "The value that its newest event set. Nothing is computed.")
CHANGED = Rule(
    "changed", "What changed", "The value at the earlier position beside the value now, where they are not the same."
)
OVERDUE = Rule("overdue", "Due and overdue", "Overdue when the date due lies before the day looked at.")
AGE = Rule("age", "How long it has been open", "Calendar days from the day it was opened to the day looked at.")
