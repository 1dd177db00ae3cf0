"""When a school may post or change a request; each rule answers nothing or one sentence."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.commitments.actions import is_committed
from marketplace.commitments.models import TextKind
from marketplace.period import Period, school_year_of
from marketplace.workflow import Refusal
from placements.enums import Form, OfferStatus, RequestStatus
from placements.models import PlacementRequest
from placements.rules.admission import not_admitted
from placements.rules.capacity import expired_sentence
from placements.rules.form import allowed_forms, lasts_too_long, paid_from_hours, usual_form

FURTHEST_KM = 200


def own_student(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    if by.is_system or request.student.school_id == by.organisation_id:
        return None
    return Refusal("request.not_your_student", _("Deze leerling is niet van jouw school."))


def still_at_school(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    left_on = request.student.left_on
    if left_on is None or left_on > request.starts_on:
        return None
    return Refusal("request.student_left", _("Deze leerling is op de eerste dag niet meer op school."))


def code_signed(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """Schools need the code, no label (R23)."""
    if is_committed(request.school_id, TextKind.ETHICS_CODE, on):
        return None
    return Refusal(
        "request.code_not_signed", _("Je school moet eerst de ethische code ondertekenen. Dat doet de directeur.")
    )


def ends_after_start(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    if request.ends_on >= request.starts_on:
        return None
    return Refusal(
        "request.ends_before_start", _("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag.")
    )


def in_one_school_year(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    if school_year_of(request.starts_on) == school_year_of(request.ends_on):
        return None
    return Refusal(
        "request.two_school_years",
        _("De periode valt in twee schooljaren. Een schooljaar loopt van 1 september tot en met 31 augustus."),
    )


def not_over(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    if request.ends_on >= on:
        return None
    return Refusal("request.over", _("De laatste dag is al voorbij. Kies een latere laatste dag."))


def has_weekdays(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    if request.weekdays and set(request.weekdays) <= set(range(1, 8)):
        return None
    return Refusal("request.no_days", _("Kies minstens één dag op de werkplek."))


def reach_is_valid(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    if 1 <= request.reach_km <= FURTHEST_KM:
        return None
    return Refusal("request.wrong_reach", _("Kies een bereik van 1 tot 200 km."))


def programme_valid(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """The programme exists on the first day; otherwise its successor is named."""
    programme, first = request.programme, request.starts_on
    until = programme.valid_until_on
    if programme.valid_from_on <= first and (until is None or until >= first):
        return None
    return Refusal("request.programme_expired", expired_sentence(programme))


def admitted(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """R01 and R02 on the first day."""
    return not_admitted(request.student, request.programme, request.form, request.starts_on, on)


def short_enough(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """A SNUFFEL lasts at most a week."""
    return lasts_too_long(request.form, Period(request.starts_on, request.ends_on))


def form_follows(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """The form follows from the programme; the other form is proposed (R03)."""
    hours = paid_from_hours(request.starts_on)
    if request.form in allowed_forms(request.programme, hours):
        return None
    proposed = Form(usual_form(request.programme, hours)).label
    sentence = _("De vorm volgt uit de opleiding: voor %(programme)s is dat %(form)s.")
    return Refusal("request.other_form", sentence % {"programme": request.programme.name, "form": proposed})


def who_learns(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """A teacher learns at a company in one form, that no student asks."""
    if request.student.is_teacher == (request.form == Form.TEACHER):
        return None
    if request.student.is_teacher:
        return Refusal("request.form_of_students", _("Dit is een leraar: kies de bedrijfsstage van een leraar."))
    return Refusal("request.form_of_teachers", _("Dit is geen leraar: kies een andere vorm."))


def only_one(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    live = (RequestStatus.OPEN, RequestStatus.PLACED)
    same = PlacementRequest.objects.filter(student=request.student_id, starts_on=request.starts_on, status__in=live)
    if not same.exclude(pk=request.pk).exists():
        return None
    return Refusal(
        "request.already_there",
        _(
            "Voor deze leerling is er al een aanvraag met dezelfde eerste dag. "
            "Pas die aan, of kies een andere eerste dag."
        ),
    )


def no_open_offers(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """What a company was asked stays as it was until it has answered."""
    if not request.offers.filter(status=OfferStatus.SENT).exists():
        return None
    return Refusal("request.offers_open", _("Er staan nog aanbiedingen open bij ondernemingen. Trek die eerst in."))


SUBMIT = (
    own_student,
    code_signed,
    still_at_school,
    ends_after_start,
    in_one_school_year,
    not_over,
    has_weekdays,
    reach_is_valid,
    programme_valid,
    who_learns,
    form_follows,
    admitted,
    short_enough,
    only_one,
)
