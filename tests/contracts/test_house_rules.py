"""The walls of the house: sizes, heads of modules, one name per feature, and words that do not belong here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("domain", "application", "projections", "web", "cli", "benchmarks")
FUNCTION_LINES, MODULE_LINES, TEMPLATE_LINES, OWN_SCRIPT_LINES = 30, 400, 150, 200
LONGER = {"application/proofs/steward_verify.py": 700}  # that it is one file is what an outsider needs of it
FOREIGN = re.compile(
    r"\b(TODO|FIXME|XXX)\b|/work/|pypi\.org|registry\.npmjs|deb\.debian\.org|unpkg|jsdelivr", re.IGNORECASE
)
FEATURES = ("programs", "projects", "risks", "issues", "corrective_actions", "people", "reports")


def modules() -> list[Path]:
    return sorted(path for layer in (*LAYERS, "tests") for path in (ROOT / layer).rglob("*.py"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    empty_package = path.name == "__init__.py" and not text.strip()
    assert ast.get_docstring(tree) or empty_package, "one sentence at the head says what the module is for"
    assert len(text.splitlines()) <= LONGER.get(name(path), MODULE_LINES), "split the module"


@pytest.mark.parametrize("path", [p for p in modules() if not name(p).startswith("tests")], ids=name)
def test_functions_stay_small(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions(tree)}
    assert {n: lines for n, lines in long.items() if lines > FUNCTION_LINES and n not in _row_makers(tree)} == {}


@pytest.mark.parametrize("path", sorted((ROOT / "web").rglob("*.html")), ids=name)
def test_a_template_stays_small_and_holds_no_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= TEMPLATE_LINES, "split the template"
    assert not re.search(r"\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|hx-on|\|\s*safe\b", text), (
        "the policy forbids it"
    )


def test_our_own_script_stays_small() -> None:
    lines = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in (ROOT / "web/static/js").glob("*.js"))
    assert lines <= OWN_SCRIPT_LINES


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_has_one_name_in_every_layer(feature: str) -> None:
    assert (ROOT / "domain" / feature).is_dir()
    for layer in ("application", "projections", "web"):
        assert (ROOT / layer / feature).is_dir() or (ROOT / layer / f"{feature}.py").is_file(), (
            f"{layer} lacks {feature}"
        )


def test_the_project_speaks_of_itself_alone() -> None:
    kinds = {".py", ".html", ".css", ".md", ".toml", ".yml", ".js", ".json", ""}
    places = [p for layer in (*LAYERS, "tests", "docs", "demo") for p in (ROOT / layer).rglob("*") if p.is_file()]
    ours = [p for p in (*places, *ROOT.glob("*")) if p.is_file() and p.suffix in kinds and "vendor" not in p.parts]
    found = {name(p): m.group(0) for p in ours if p != Path(__file__) and (m := FOREIGN.search(_text(p)))}
    assert found == {}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size < 2_000_000 else ""


def _row_makers(tree: ast.Module) -> set[str]:
    """A function that only builds one row, a field to a line, is as long as the row is wide."""
    return {f.name for f in functions(tree) if len(f.body) <= 3 and any(_is_wide_call(node) for node in ast.walk(f))}


def _is_wide_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and len(node.keywords) > 10
