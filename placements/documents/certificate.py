"""The competence certificate on paper: what a student reached, by programme, for whoever the student shows it to."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.translation import override

from marketplace.pdf import make_pdf
from marketplace.qr import qr_on_paper
from placements.documents.agreement import LANGUAGE
from placements.models import ReachedCompetence

TEMPLATE = Path(__file__).parent / "certificate.typ"


def write_certificate(rows: Sequence[ReachedCompetence], number: str, address: str) -> bytes:
    """The PDF, not yet sealed itself, of one student's lines in the order of their programmes; never of none."""
    with override(LANGUAGE):
        facts = {"number": number, "address": address, "qr": qr_on_paper(address)}
        return make_pdf(TEMPLATE, certificate_facts(rows) | facts)


def certificate_facts(rows: Sequence[ReachedCompetence]) -> dict[str, Any]:
    """What the template prints; neither the day of birth nor a reason of the class council."""
    parts = groupby(rows, key=lambda row: row.competence.programme.name)
    student = rows[0].student
    return {
        "student": str(student),
        "school": student.school.organisation.name,
        "parts": [{"programme": name, "lines": [_line(row) for row in lines]} for name, lines in parts],
        "companies": ", ".join(sorted({row.placement.company.organisation.name for row in rows})),
        "made": in_words(timezone.localdate(), "j F Y"),
    }


def _line(row: ReachedCompetence) -> list[str]:
    return [row.competence.text_nl, in_words(row.reached_on, "j F Y"), str(row.get_way_display())]
