"""The paper of a take-over: which mentor follows whom, from which day; the signed text stays as it is."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.translation import override

from marketplace.documents.models import SealedDocument
from marketplace.pdf import make_pdf
from marketplace.qr import qr_on_paper
from placements.documents.agreement import LANGUAGE
from placements.models import Agreement, MentorAssignment

TEMPLATE = Path(__file__).parent / "take_over.typ"
Fields = list[list[str]]


def write_take_over(assignment: MentorAssignment, number: str, address: str) -> bytes:
    """The PDF of a take-over, not yet sealed itself; `number` and `address` are printed on it."""
    with override(LANGUAGE):
        facts = {"number": number, "address": address, "qr": qr_on_paper(address)}
        return make_pdf(TEMPLATE, take_over_facts(assignment) | facts)


def take_over_facts(assignment: MentorAssignment) -> dict[str, Any]:
    """What the template prints: the agreement that it belongs to, and the mentors with their days."""
    placement = assignment.placement
    agreement = _signed_text(assignment)
    return {
        "agreement": _agreement(agreement),
        "mentors": [*_before(assignment), [assignment.mentor.name, _days(assignment.starts_on, assignment.ends_on)]],
        "company": placement.company.organisation.name,
        "said": in_words(timezone.localtime(assignment.taken_over_at), "j F Y, H.i \\u\\u\\r"),
        "digest": agreement.digest,
    }


def _signed_text(assignment: MentorAssignment) -> Agreement:
    """What holds on the first day of the new mentor, of what was signed when the company said it."""
    signed = Agreement.objects.filter(placement=assignment.placement_id, sealed_at__lte=assignment.taken_over_at)
    begun = Q(in_force_on=None) | Q(in_force_on__lte=assignment.starts_on)
    return signed.filter(begun).order_by("-version")[0]


def _agreement(agreement: Agreement) -> Fields:
    body = agreement.body
    number = SealedDocument.objects.about("agreement", f"agreement:{agreement.pk}").first()
    return [
        ["Overeenkomst", f"versie {agreement.version}{f', nummer {number}' if number else ''}"],
        ["Onderneming", body["company"]["name"]],
        ["Werkplek", f"{body['workplace']['name']}, {body['workplace']['address']}"],
        ["School", body["school"]["name"]],
        ["Leerling", body["student"]["name"]],
        ["Opleiding", body["programme"]["name"]],
    ]


def _before(assignment: MentorAssignment) -> Fields:
    """Who guided until the day before; nobody when the new mentor begins on the first day."""
    last = assignment.starts_on - timedelta(days=1)
    rows = assignment.placement.mentors.filter(is_stand_in=False, ends_on=last).select_related("mentor")
    return [[row.mentor.name, _days(row.starts_on, row.ends_on)] for row in rows]


def _days(first: date, last: date) -> str:
    return f"{in_words(first, 'j F Y')} tot en met {in_words(last, 'j F Y')}"
