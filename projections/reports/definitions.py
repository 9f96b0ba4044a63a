"""The definitions that reports are made by: an earlier one stays, so that what it made is made again byte for byte."""

import msgspec


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """`explains`: it says what declared and computed are; `apart`: costs that differ are never written alike.

    `traced`: what its sentences count, and what changed, are figures too, and lead to what made them; the
    objectives stand under a heading.
    """

    name: str
    explains: bool = True
    apart: bool = True
    traced: bool = True


NEWEST = Definition(name="program/4")
EARLIER = (
    Definition(name="program/2", explains=False, apart=False, traced=False),
    Definition(name="program/3", traced=False),
)
DEFINITIONS = {each.name: each for each in (*EARLIER, NEWEST)}
