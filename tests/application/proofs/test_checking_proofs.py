"""Proofs that hold are believed and no others: the vectors of RFC 9162 that somebody else wrote."""

import ast
import base64
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from application.proofs import steward_verify
from application.proofs.steward_verify import Wrong, check_consistency, check_inclusion

VECTORS = Path(__file__).parents[2] / "data" / "merkle-vectors"
CASES = {kind: sorted((VECTORS / kind).rglob("*.json")) for kind in ("inclusion", "consistency")}


def test_there_are_as_many_vectors_as_were_published() -> None:
    assert {kind: len(found) for kind, found in CASES.items()} == {"inclusion": 98, "consistency": 98}


@pytest.mark.parametrize("path", CASES["inclusion"], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_inclusion_proof(path: Path) -> None:
    case = json.loads(path.read_text())
    leaf, root = base64.b64decode(case["leafHash"]), base64.b64decode(case["root"])
    _expect(case, check_inclusion, leaf, case["leafIdx"], case["treeSize"], _path(case), root)


@pytest.mark.parametrize("path", CASES["consistency"], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_consistency_proof(path: Path) -> None:
    case = json.loads(path.read_text())
    roots = base64.b64decode(case["root1"]), base64.b64decode(case["root2"])
    _expect(case, check_consistency, (case["size1"], case["size2"]), roots, _path(case))


def _expect(case: dict[str, Any], check: Any, *given: Any) -> None:
    if case["wantErr"]:
        with pytest.raises(Wrong):
            check(*given)
    else:
        check(*given)


def _path(case: dict[str, Any]) -> list[bytes]:
    return [base64.b64decode(one) for one in case["proof"] or ()]


def test_the_verifier_is_one_file_that_old_pythons_read() -> None:
    text = Path(steward_verify.__file__).read_text(encoding="utf-8")
    module = ast.parse(text, feature_version=(3, 9))
    imports = [node for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
    assert {one.split(".")[0] for one in names} <= sys.stdlib_module_names
