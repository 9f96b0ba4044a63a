"""The definitions that reports are made by: an earlier one stays, so that what it made is made again byte for byte."""

import msgspec


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """`explains`: it says what declared and computed are; `apart`: costs that differ are never written alike."""

    name: str
    explains: bool = True
    apart: bool = True


NEWEST = Definition(name="program/3")
DEFINITIONS = {each.name: each for each in (Definition(name="program/2", explains=False, apart=False), NEWEST)}
