"""When an offer may be sent, answered and closed; each rule answers nothing or one sentence."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from labels.rules import label as labels
from marketplace.actor import Actor
from marketplace.commitments.actions import is_committed
from marketplace.commitments.models import TextKind
from marketplace.workflow import Refusal
from placements.enums import WORK_FORMS, DeclineReason, OfferKind, OfferStatus, RequestStatus
from placements.models import Offer
from schools.models import Student


def in_time(offer: Offer, by: Actor, on: date) -> Refusal | None:
    """The answer date itself still counts; after it the door is closed, even when the sweeper is late."""
    if on <= offer.answer_by_on:
        return None
    return Refusal("offer.overdue", _("De antwoorddatum is voorbij: de school zoekt verder."))


def overdue(offer: Offer, by: Actor, on: date) -> Refusal | None:
    if on > offer.answer_by_on:
        return None
    return Refusal("offer.not_overdue", _("De onderneming kan nog antwoorden."))


def request_open(offer: Offer, by: Actor, on: date) -> Refusal | None:
    if offer.request.status == RequestStatus.OPEN:
        return None
    return Refusal(
        "offer.request_closed", _("Deze plaats is niet meer nodig: de aanvraag van de school is niet meer open.")
    )


def period_not_over(offer: Offer, by: Actor, on: date) -> Refusal | None:
    if offer.capacity.ends_on >= on and offer.request.ends_on >= on:
        return None
    return Refusal("offer.period_over", _("De periode is voorbij."))


def codes_signed(offer: Offer, by: Actor, on: date) -> Refusal | None:
    """Both organisations have signed the ethics code (R23)."""
    if not is_committed(offer.school_id, TextKind.ETHICS_CODE, on):
        return Refusal("offer.school_code", _("De school moet eerst de ethische code ondertekenen."))
    if not is_committed(offer.company_id, TextKind.ETHICS_CODE, on):
        return Refusal("offer.company_code", _("De onderneming moet eerst de ethische code ondertekenen."))
    return None


def label_valid(offer: Offer, by: Actor, on: date) -> Refusal | None:
    """Real work needs a label of the site on the day, at least provisional (R32)."""
    if offer.request.form not in WORK_FORMS or labels.label_valid(offer.capacity.site_id, on) is None:
        return None
    return Refusal("offer.no_label", _("Deze vestiging heeft nu geen geldig label."))


def student_told(offer: Offer, by: Actor, on: date) -> Refusal | None:
    """The student knows of the offer before the company does (R33)."""
    if offer.student_told_on and offer.student_told_on <= on:
        return None
    return Refusal("offer.student_not_told", _("Vertel het eerst aan de leerling, en vul in op welke dag je dat deed."))


def thread_open(offer: Offer, by: Actor, on: date) -> Refusal | None:
    """Questions are asked while the offer waits for its answer."""
    if offer.status == OfferStatus.SENT and on <= offer.answer_by_on:
        return None
    return Refusal("offer.thread_closed", _("Dit aanbod is afgesloten: vragen kunnen hier niet meer."))


def names_nobody(offer: Offer, text: str) -> Refusal | None:
    """The school does not write the student's name before the company's yes (R33)."""
    if offer.kind == OfferKind.AGREED or not any(
        re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in _names(offer.request.student)
    ):
        return None
    return Refusal("offer.names_student", _("Noem nog geen naam: dat kan na de ja van de onderneming."))


def _names(student: Student) -> set[str]:
    """First and last name, and their longer words: "de" and "van" alone name nobody."""
    words = f"{student.first_name} {student.last_name}".split()
    return {student.first_name.strip(), student.last_name.strip(), *(word for word in words if len(word) > 3)}


def reason_given(reason: str) -> Refusal | None:
    """A no has a reason from the closed list."""
    if reason in DeclineReason.values:
        return None
    return Refusal("offer.reason_needed", _("Kies waarom niet: dat helpt de school om beter te zoeken."))


SEND = (request_open, student_told)  # and `pair_problems`, which needs the whole pair
ACCEPT = (in_time, request_open, period_not_over, codes_signed, label_valid)
