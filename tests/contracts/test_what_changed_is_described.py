"""Every kind of row and every field of it says how a change reads, or why comparing passes it by."""

import pytest

from projections.catalogue import READ_MODELS
from projections.differences.described import DESCRIBED, LEFT_OUT
from projections.rows import Row

KINDS = sorted({kind for model in READ_MODELS for kind in model.rows}, key=lambda kind: str(kind.TABLE))
TOLD = sorted(DESCRIBED, key=lambda kind: str(kind.TABLE))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.TABLE))
def test_a_kind_of_row_is_described_or_left_out_with_a_reason(kind: type[Row]) -> None:
    told, left_out = kind in DESCRIBED, bool(LEFT_OUT.get(kind))
    assert told != left_out, (
        f"say in projections/differences/described.py what the fields of {kind.__name__} are called"
    )


@pytest.mark.parametrize("kind", TOLD, ids=lambda kind: str(kind.TABLE))
def test_every_field_has_a_label_or_a_reason_why_it_has_none(kind: type[Row]) -> None:
    about = DESCRIBED[kind]
    said = [*about.fields, *about.left_out]
    assert sorted(said) == sorted(kind.__struct_fields__), "each field once, in the fields or among what is left out"


def test_a_lasting_row_that_is_described_is_found_by_its_position_alone() -> None:
    assert [kind for kind in DESCRIBED if kind.LASTING and kind.KEY != ("position",)] == []


def test_nothing_is_described_that_no_read_model_holds() -> None:
    assert {*DESCRIBED, *LEFT_OUT} <= set(KINDS)
