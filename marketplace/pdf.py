"""Makes PDFs and pictures from typst templates with data; the only file that imports typst."""

import json
from pathlib import Path
from typing import Any

import typst

DOTS_PER_INCH = 96  # a page of A4 is 794 by 1123 dots: to read on a screen, and small enough to send along


def make_pdf(template: Path, data: dict[str, Any]) -> bytes:
    """A tagged PDF (PDF/A-2b and PDF/UA-1) of a template that reads `data` with `json(bytes(sys.inputs.data))`.

    The template sets the title and the language of the document; pictures carry an `alt`. The fonts are those of the
    wheel, so a document looks the same everywhere.
    """
    return typst.compile(
        str(template), sys_inputs={"data": json.dumps(data)}, pdf_standards=["a-2b", "ua-1"], ignore_system_fonts=True
    )


def make_pictures(template: Path, data: dict[str, Any]) -> list[bytes]:
    """The pages of a template as PNG, with the data and the fonts of `make_pdf`."""
    pages = typst.compile(
        str(template),
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
    )
    return pages if isinstance(pages, list) else [pages]
