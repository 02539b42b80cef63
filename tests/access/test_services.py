"""Every function that takes `by` asks the policy, or hands `by` to one that does. Read from the source, not run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import nastavnik.features

FEATURES = Path(next(iter(nastavnik.features.__path__)))


def service_files() -> list[Path]:
    found = [*FEATURES.glob("*/services.py"), *FEATURES.glob("*/services/*.py")]
    return sorted(path for path in found if path.name != "__init__.py")


def takes_actor(function: ast.FunctionDef) -> bool:
    names = [*function.args.args, *function.args.kwonlyargs]
    return any(item.arg == "by" for item in names)


def asks(function: ast.FunctionDef) -> bool:
    """`by.must(…)` or `by.may(…)` stands in it, or `by` is given on to another function (which is walked itself)."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in ("must", "may"):
            if isinstance(called.value, ast.Name) and called.value.id == "by":
                return True
            continue
        owner = called.value if isinstance(called, ast.Attribute) else None
        if isinstance(owner, ast.Name) and owner.id in ("journal", "jobs", "files", "links", "hooks"):
            continue  # the kernel records for the actor, it does not ask for him
        if any(word.arg == "by" and _is_by(word.value) for word in node.keywords) or any(map(_is_by, node.args)):
            return True
    return False


def _is_by(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "by"


def offered(path: Path) -> set[str] | None:
    """Names that a package of services gives others; a plain `services.py` gives all it has (None)."""
    if path.parent.name != "services":
        return None
    tree = ast.parse((path.parent / "__init__.py").read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def public_services() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for path in service_files():
        names = offered(path)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not takes_actor(node):
                continue
            if names is None or node.name in names:
                where = path.relative_to(FEATURES).with_suffix("")
                found.append((f"{'.'.join(where.parts)}.{node.name}", node))
    return found


@pytest.mark.threat("T017")
def test_every_service_asks_who_acts():
    careless = [name for name, function in public_services() if not asks(function)]
    assert not careless, careless


def test_the_check_sees_a_careless_service():
    careless = ast.parse("def drop(*, by, pair):\n    journal.record(by, 'x', pair)\n    pair.delete()").body[0]
    careful = ast.parse("def drop(*, by, pair):\n    by.must('x', pair)").body[0]
    assert not asks(careless)  # type: ignore[arg-type]
    assert asks(careful)  # type: ignore[arg-type]


@pytest.mark.threat("T002")
def test_policies_asked_for_are_declared():
    """A name mistyped in a service would be an error at the worst moment."""
    from nastavnik.kernel import policies

    asked = set()
    for path in FEATURES.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in ("must", "may") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    asked.add(first.value)
    assert sorted(asked - set(policies.table())) == []
