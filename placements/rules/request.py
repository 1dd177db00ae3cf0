"""When a school may post or change a request; each rule answers nothing or one sentence."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.commitments.actions import is_committed
from marketplace.commitments.models import TextKind
from marketplace.period import Period, school_year_of
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import WORK_FORMS, Form, OfferStatus, RequestStatus
from placements.models import PlacementRequest
from placements.rules.capacity import expired_sentence
from placements.rules.form import allowed_forms, lasts_too_long, paid_from_hours, usual_form
from schools.enums import Grade
from schools.models import Student

FURTHEST_KM = 200
YEARS_BEFORE_WORK = 2


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
    return Refusal("request.ends_before_start", _("De laatste dag ligt vóór de eerste dag."))


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
    return Refusal("request.over", _("De laatste dag is al voorbij."))


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


def old_enough(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """Real work from 16, or from 15 after two years of secondary school (R01), on the first day."""
    student, first = request.student, request.starts_on
    if request.form not in WORK_FORMS or student.age_on(first) >= Figure.objects.value("minimum_age_work", first):
        return None
    younger = Figure.objects.value("minimum_age_work_after_two_years", first)
    if student.age_on(first) >= younger and years_followed(student, first, on) >= YEARS_BEFORE_WORK:
        return None
    return Refusal(
        "request.too_young",
        _("Deze leerling mag op de eerste dag nog niet werken. Kies een kijkstage of een latere eerste dag."),
    )


def years_followed(student: Student, first: date, on: date) -> int:
    """Years of secondary school behind a student on `first`; the study year is that of the class, else of today."""
    known_for = student.school_class.school_year if student.school_class else school_year_of(on)
    return student.study_year - 1 + max(0, school_year_of(first) - known_for)


def not_in_first_grade(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """No STAGE in the first grade (R02)."""
    if request.form != Form.STAGE or request.programme.grade != Grade.FIRST:
        return None
    return Refusal(
        "request.first_grade", _("In de eerste graad mag geen leerlingenstage. Kies een kijkstage of een bezoek.")
    )


def snuffel_fits(request: PlacementRequest, by: Actor, on: date) -> Refusal | None:
    """A SNUFFEL is for who is 14 on the first day, and lasts at most a week (Syntra Vlaanderen, snuffelstage)."""
    if request.form != Form.SNUFFEL:
        return None
    least = Figure.objects.value("snuffel_least_age", request.starts_on)
    if request.student.age_on(request.starts_on) < least:
        sentence = _("Een snuffelstage kan vanaf %(age)s jaar. Kies een bezoek of een latere eerste dag.")
        return Refusal("request.snuffel_too_young", sentence % {"age": int(least)})
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
    return Refusal("request.already_there", _("Voor deze leerling is er al een aanvraag met dezelfde eerste dag."))


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
    not_in_first_grade,
    old_enough,
    snuffel_fits,
    only_one,
)
