"""Makes PDFs from typst templates with data; the only file that imports typst."""

import json
from pathlib import Path
from typing import Any

import typst


def make_pdf(template: Path, data: dict[str, Any]) -> bytes:
    """A tagged PDF (PDF/A-2b and PDF/UA-1) of a template that reads `data` with `json(bytes(sys.inputs.data))`.

    The template sets the title and the language of the document; pictures carry an `alt`. The fonts are those of the
    wheel, so a document looks the same everywhere.
    """
    return typst.compile(
        str(template), sys_inputs={"data": json.dumps(data)}, pdf_standards=["a-2b", "ua-1"], ignore_system_fonts=True
    )
