"""Which numbers of the list of threats have a test: read from the markers by their source, nothing is run."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = tuple(f"T{number:03d}" for number in range(1, 151))
SKIPPED = {".venv", "node_modules", "var", "build", ".git"}


def test_files(root: Path = ROOT) -> Iterator[Path]:
    for folder in (root / "src", root / "tests"):
        for path in sorted(folder.rglob("test_*.py")):
            if not SKIPPED & set(path.relative_to(root).parts):
                yield path


def marks_of(source: str) -> dict[str, list[str]]:
    """Number → names of the tests that carry it: on the function, on its class or on the whole file."""
    found: dict[str, list[str]] = defaultdict(list)
    tree = ast.parse(source)
    whole = [number for node in tree.body if _is_pytestmark(node) for number in _numbers(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            inner = [number for item in node.decorator_list for number in _numbers(item)]
            for child in node.body:
                if isinstance(child, ast.FunctionDef) and child.name.startswith("test"):
                    for number in inner:
                        found[number].append(child.name)
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            for number in [*whole, *(number for item in node.decorator_list for number in _numbers(item))]:
                found[number].append(node.name)
    return dict(found)


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
    )


def _full(number: str) -> str:
    """«7», «007» and «T007» are one number."""
    bare = number.removeprefix("T")
    return f"T{int(bare):03d}" if bare.isdigit() else number


def _numbers(node: ast.AST) -> list[str]:
    """Constants given to `…mark.threat(…)` anywhere inside the node."""
    found = []
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "threat":
            found += [_full(str(item.value)) for item in call.args if isinstance(item, ast.Constant)]
    return found


def covered(root: Path = ROOT) -> dict[str, list[str]]:
    """Number → «file::test» of the whole repository."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in test_files(root):
        for number, names in marks_of(path.read_text(encoding="utf-8")).items():
            found[number] += [f"{path.relative_to(root)}::{name}" for name in names]
    return dict(found)


def missing(root: Path = ROOT) -> list[str]:
    return sorted(set(NUMBERS) - set(covered(root)))
