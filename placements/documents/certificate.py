"""The competence certificate on paper: what a student reached, by programme, for whoever the student shows it to."""

import json
from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.translation import override

from marketplace.pdf import make_pdf, make_pictures
from marketplace.qr import qr_on_paper
from placements.documents.agreement import LANGUAGE
from placements.models import ReachedCompetence

TEMPLATE = Path(__file__).parent / "certificate.typ"
PICTURE = Path(__file__).parent / "europass.typ"


def write_certificate(rows: Sequence[ReachedCompetence], number: str, address: str) -> bytes:
    """The PDF, not yet sealed itself, of one student's lines in the order of their programmes; never of none."""
    with override(LANGUAGE):
        made = in_words(timezone.localdate(), "j F Y")
        facts = {"number": number, "address": address, "qr": qr_on_paper(address), "made": made}
        return make_pdf(TEMPLATE, printed_facts(rows) | facts)


def draw_pages(rows: Sequence[ReachedCompetence]) -> list[bytes]:
    """The same facts as PNG pages, for a file that shows them beside what a machine reads."""
    return make_pictures(PICTURE, printed_facts(rows))


def digest_of(rows: Sequence[ReachedCompetence]) -> str:
    """Sixteen signs that stay the same for as long as the same is printed."""
    said = json.dumps(printed_facts(rows), sort_keys=True, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:16]


def printed_facts(rows: Sequence[ReachedCompetence]) -> dict[str, Any]:
    """What is printed of the lines, in Dutch; neither the day of birth nor a reason of the class council."""
    student = rows[0].student
    with override(LANGUAGE):
        parts = groupby(rows, key=lambda row: row.competence.programme.name)
        return {
            "student": str(student),
            "school": student.school.organisation.name,
            "parts": [{"programme": name, "lines": [_line(row) for row in lines]} for name, lines in parts],
            "companies": ", ".join(sorted({row.placement.company.organisation.name for row in rows})),
        }


def _line(row: ReachedCompetence) -> list[str]:
    return [row.competence.text_nl, in_words(row.reached_on, "j F Y"), str(row.get_way_display())]
