"""The generated reference docs are fresh, and a change of the code makes them stale."""

import pytest

from marketplace.home import generated
from marketplace.home.management.commands.write_docs import FOLDER


@pytest.mark.parametrize("name", ["access.md", "workflows.md", "openapi.yaml"])
def test_generated_docs_are_fresh(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == generated.documents()[name], "run `make fix`"


def test_a_changed_table_makes_them_stale(monkeypatch):
    monkeypatch.setattr(generated, "workflows", {})
    assert (FOLDER / "workflows.md").read_text(encoding="utf-8") != generated.workflow_diagrams()
