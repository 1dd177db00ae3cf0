"""A small PDF to seal."""

import pytest

from marketplace.documents import kinds
from marketplace.pdf import make_pdf


@pytest.fixture
def pdf(tmp_path):
    """One page of typst, with a number and an address on it."""
    template = tmp_path / "page.typ"
    template.write_text(
        '#let facts = json(bytes(sys.inputs.data))\n#set document(title: "Proef")\n#set text(lang: "nl")\n'
        "= Proef\n#facts.number #facts.address",
        encoding="utf-8",
    )
    return lambda number="A", address="https://example.test": make_pdf(template, {"number": number, "address": address})


@pytest.fixture(autouse=True)
def kind():
    """A kind of document with a name."""
    kinds.register("proof", "een proef")
