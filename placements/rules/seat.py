"""Scarce seats: what the database promises about places, students and mentors, said as sentences."""

from datetime import date
from typing import Any, cast

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError
from django.db.models import Field, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from companies.models import Mentor
from marketplace.actor import Actor, Role
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import DUAL_FORMS, HOLDS_SEAT
from placements.models import Offer, Placement

NONE_LEFT = Refusal("seat.none_left", _("De laatste plaats is net ingenomen."))
MENTOR_FULL = Refusal("seat.mentor_full", _("Deze mentor heeft in die periode al genoeg leerlingen. Kies een andere."))
NO_MENTOR_LATER = Refusal("seat.mentor_needed", _("Kies een mentor: later kiezen kan niet meer voor deze plaatsen."))
STUDENT_PLACED = Refusal("seat.student_placed", _("Deze leerling heeft in die periode al een plaats."))
THREE_OPEN = Refusal("offer.three_open", _("Er staan al drie aanbiedingen open voor deze leerling."))
SENT_ALREADY = Refusal("offer.sent_already", _("Dit aanbod is al verstuurd naar deze vestiging."))

PROMISES = {
    "capacity_never_overbooked": NONE_LEFT,
    "placement_student_no_overlap": STUDENT_PLACED,
    "mentor_assignment_seat_no_overlap": MENTOR_FULL,
    "offer_three_open_per_request": THREE_OPEN,
    "offer_once_per_request_and_capacity": SENT_ALREADY,
}


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


def mentor_unfit(mentor: Mentor, placement: Placement, on: date) -> Refusal | None:
    """Why this mentor cannot guide this placement; R10 is hard for SAO, OAO and DA only."""
    if mentor.site_id != placement.site_id:
        return Refusal("seat.mentor_elsewhere", _("Deze mentor werkt op een andere vestiging."))
    if (mentor.left_on and mentor.left_on < placement.ends_on) or (
        mentor.available_from_on and mentor.available_from_on > placement.starts_on
    ):
        return Refusal("seat.mentor_away", _("Deze mentor is er niet de hele periode. Kies een andere."))
    if placement.form in DUAL_FORMS and (problem := qualification_problem(mentor, on)):
        return problem
    return None


def qualification_problem(mentor: Mentor, on: date) -> Refusal | None:
    """R10: age, years of practice, and an extract 596.2 of at most a year at the designation."""
    figures = {code: int(value) for code, value in Figure.objects.in_force(on).items()}
    if mentor.born_on + relativedelta(years=figures[_age_figure(mentor)]) > on:
        return Refusal(
            "seat.mentor_too_young", _("Deze mentor is te jong: 25 jaar, of 23 met een bewijs van vooropleiding.")
        )
    if mentor.in_practice_since_on + relativedelta(years=figures["mentor_practice_years"]) > on:
        return Refusal("seat.mentor_practice", _("Deze mentor werkt nog geen vijf jaar in het beroep."))
    months = relativedelta(months=figures["mentor_extract_months"])
    if mentor.extract_dated_on is None or mentor.extract_dated_on + months < mentor.designated_on:
        return Refusal("seat.mentor_extract", _("Van deze mentor is nog geen recent uittreksel 596.2 gezien."))
    return None


def _age_figure(mentor: Mentor) -> str:
    return "mentor_age_with_proof" if mentor.has_education_proof else "mentor_age"


def may_name_mentor(placement: Placement, by: Actor) -> Refusal | None:
    """The company names its mentors while the placement lasts."""
    if by.has(Role.HR) and placement.company_id == by.organisation_id and placement.status in HOLDS_SEAT:
        return None
    return Refusal("seat.mentor_not_yours", _("Alleen de onderneming kiest een mentor, zolang de plaats loopt."))
