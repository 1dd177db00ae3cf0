"""Every named constraint of the database is broken once by a test."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from tests.test_architecture import FLOORS, MODELS

TESTS = Path(settings.BASE_DIR) / "tests"
IN_MIGRATIONS = re.compile(r"ADD CONSTRAINT (\w+)|'(audit_append_only)'")


def declared() -> set[str]:
    """The names in the models, and those that hand-written migrations add."""
    names = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    for top in FLOORS:
        for migration in (TESTS.parent / top).rglob("migrations/0*.py"):
            for found in IN_MIGRATIONS.findall(migration.read_text(encoding="utf-8")):
                names.update(name for name in found if name)
    return names


def broken(text: str) -> set[str]:
    """The names that tests in a source text hand to `breaks`, also from their parameters, or `match` in an error."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return {name for function in functions for name in _broken_by(function)}


def _broken_by(function: ast.FunctionDef) -> Iterator[str]:
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        yield from (name for word in call.keywords if word.arg == "match" for name in _strings(word.value))
        if getattr(call.func, "id", "") == "breaks":
            named = set(_strings(call.args[0]))
            yield from named or {name for decorator in function.decorator_list for name in _strings(decorator)}


def _strings(node: ast.AST) -> Iterator[str]:
    return (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def unbroken(names: set[str], texts: Iterable[str]) -> list[str]:
    """The constraints without a test."""
    return sorted(names.difference(*map(broken, texts)))


def test_each_constraint_has_a_test_that_breaks_it():
    assert unbroken(declared(), [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]) == []
