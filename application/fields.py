"""How a command's fields are put to a person: label, hint and kind of input, said once beside the field's type."""

from typing import Annotated, Any

import msgspec


def ask(label: str, hint: str = "", **how: Any) -> msgspec.Meta:
    """`how`: input="area|money|percent|person|program|project|…", rows=…, choices=…, optional hints for pages."""
    return msgspec.Meta(title=label, description=hint, extra=how)


Reason = Annotated[str, ask("Reason", "It goes into the record and cannot be taken back.", input="area")]
Note = Annotated[str, ask("Note", input="area")]
