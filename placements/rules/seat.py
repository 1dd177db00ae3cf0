"""Scarce seats: what the database promises about places, students and mentors, said as sentences."""

from datetime import date, timedelta
from typing import Any, cast

from django.db import IntegrityError
from django.db.models import Field, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.period import Period
from marketplace.workflow import Refusal
from placements.enums import HOLDS_SEAT, Form
from placements.models import Agreement, MentorAssignment, Offer, Placement

NONE_LEFT = Refusal("seat.none_left", _("De laatste plaats is net ingenomen."))
MENTOR_FULL = Refusal("seat.mentor_full", _("Deze mentor heeft in die periode al genoeg leerlingen. Kies een andere."))
MENTOR_AT_OWN_MOST = _(
    "Deze mentor heeft in die periode al genoeg leerlingen. Kies een andere, of vul bij deze mentor een hoger aantal "
    "in: %(most)s is het meeste."
)
MENTOR_TWICE = Refusal("seat.mentor_twice", _("Deze mentor begeleidt deze leerling op die dagen al. Kies een andere."))
NO_MENTOR_LATER = Refusal("seat.mentor_needed", _("Kies een mentor: later kiezen kan niet meer voor deze plaatsen."))
STUDENT_PLACED = Refusal("seat.student_placed", _("Deze leerling heeft in die periode al een plaats."))
THREE_OPEN = Refusal("offer.three_open", _("Er staan al drie aanbiedingen open voor deze aanvraag."))
SENT_ALREADY = Refusal("offer.sent_already", _("Dit aanbod is al verstuurd naar deze vestiging."))

ONE_AT_A_TIME = (Form.STAGE, Form.SAO, Form.OAO, Form.DA)  # forms of which a student has one on a day

PROMISES = {
    "capacity_never_overbooked": NONE_LEFT,
    "placement_student_no_overlap": STUDENT_PLACED,
    "mentor_assignment_seat_no_overlap": MENTOR_FULL,
    "mentor_assignment_once_at_a_time": MENTOR_TWICE,
    "offer_three_open_per_request": THREE_OPEN,
    "offer_once_per_request_and_capacity": SENT_ALREADY,
}


def mentor_full(own_most: int, most: int) -> Refusal:
    """The sentence for a mentor without a free seat: below the most of R12 the company may still fill in more."""
    return MENTOR_FULL if own_most >= most else Refusal(MENTOR_FULL.code, MENTOR_AT_OWN_MOST % {"most": most})


def refusal_of(error: IntegrityError) -> Refusal | None:
    """The sentence for a broken promise of the database, or None when it is another fault.

    SQLite tells of a UNIQUE promise only its columns.
    """
    told = str(error)
    return next((PROMISES[name] for name, marks in _marks().items() if any(mark in told for mark in marks)), None)


def _marks() -> dict[str, tuple[str, ...]]:
    """How each promise shows in a message: by its name, a UNIQUE one on SQLite by its columns."""
    uniques = [promise for promise in Offer._meta.constraints if isinstance(promise, UniqueConstraint)]
    columns = {unique.name: ", ".join(_column(name) for name in unique.fields) for unique in uniques}
    return {name: (name, columns[name]) if name in columns else (name,) for name in PROMISES}


def _column(name: str) -> str:
    _attribute, column = cast("Field[Any, Any]", Offer._meta.get_field(name)).get_attname_column()
    return f"{Offer._meta.db_table}.{column}"


def may_name_mentor(placement: Placement, by: Actor) -> Refusal | None:
    """The company names its mentors while the placement lasts."""
    if by.has(Role.HR) and placement.company_id == by.organisation_id and placement.status in HOLDS_SEAT:
        return None
    return Refusal("seat.mentor_not_yours", _("Alleen de onderneming kiest een mentor, zolang de plaats loopt."))


def has_room(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """A version with a later last day still finds student and mentor free; the database decides when it is sealed."""
    return no_room_until(agreement.placement, agreement.placement_then.ends_on)


def no_room_until(placement: Placement, ends_on: date) -> Refusal | None:
    """Why a placement cannot last until this day: its student, or the seat of its mentor, is taken by then."""
    if ends_on <= placement.ends_on:
        return None
    added = Period(placement.ends_on + timedelta(days=1), ends_on)
    if placement.form in ONE_AT_A_TIME and _student_elsewhere(placement, added):
        return STUDENT_PLACED
    seats = MentorAssignment.objects.during(added).exclude(placement=placement)
    guiding = (row for row in placement.mentors.all() if row.seat is not None and row.ends_on >= placement.ends_on)
    taken = any(seats.filter(mentor=row.mentor_id, seat=row.seat).exists() for row in guiding)
    return MENTOR_FULL if taken else None


def _student_elsewhere(placement: Placement, days: Period) -> bool:
    rows = Placement.objects.holding_seats().filter(student=placement.student_id, form__in=ONE_AT_A_TIME)
    return rows.exclude(pk=placement.pk).filter(starts_on__lte=days.ends_on, ends_on__gte=days.starts_on).exists()
