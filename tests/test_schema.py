"""The generated reference docs are fresh."""

from marketplace.home.generated import documents
from marketplace.home.management.commands.write_docs import FOLDER, stale


def test_generated_docs_are_fresh():
    assert stale(documents(), FOLDER) == [], "run `make fix`"
