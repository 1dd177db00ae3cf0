"""Every named constraint of the database is broken once by a test."""

import re
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


def broken() -> set[str]:
    """The names that a test hands to `breaks`, or expects in an error."""
    texts = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]
    return {name for text in texts for name in re.findall(r"\"(\w+)\"", text)}


def test_each_constraint_has_a_test_that_breaks_it():
    assert sorted(declared() - broken()) == []
