"""Scarce seats: what the database promises about places, students and mentors, said as sentences."""

from typing import Any, cast

from django.db import IntegrityError
from django.db.models import Field, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.workflow import Refusal
from placements.enums import HOLDS_SEAT
from placements.models import Offer, Placement

NONE_LEFT = Refusal("seat.none_left", _("De laatste plaats is net ingenomen."))
MENTOR_FULL = Refusal("seat.mentor_full", _("Deze mentor heeft in die periode al genoeg leerlingen. Kies een andere."))
MENTOR_TWICE = Refusal("seat.mentor_twice", _("Deze mentor begeleidt deze leerling op die dagen al. Kies een andere."))
NO_MENTOR_LATER = Refusal("seat.mentor_needed", _("Kies een mentor: later kiezen kan niet meer voor deze plaatsen."))
STUDENT_PLACED = Refusal("seat.student_placed", _("Deze leerling heeft in die periode al een plaats."))
THREE_OPEN = Refusal("offer.three_open", _("Er staan al drie aanbiedingen open voor deze aanvraag."))
SENT_ALREADY = Refusal("offer.sent_already", _("Dit aanbod is al verstuurd naar deze vestiging."))

PROMISES = {
    "capacity_never_overbooked": NONE_LEFT,
    "placement_student_no_overlap": STUDENT_PLACED,
    "mentor_assignment_seat_no_overlap": MENTOR_FULL,
    "mentor_assignment_once_at_a_time": MENTOR_TWICE,
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


def may_name_mentor(placement: Placement, by: Actor) -> Refusal | None:
    """The company names its mentors while the placement lasts."""
    if by.has(Role.HR) and placement.company_id == by.organisation_id and placement.status in HOLDS_SEAT:
        return None
    return Refusal("seat.mentor_not_yours", _("Alleen de onderneming kiest een mentor, zolang de plaats loopt."))
