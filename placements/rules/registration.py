"""When the reference of the official counter is stored, and until which day it is in time (R09)."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext_lazy as _

from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import DUAL_FORMS, PlacementStatus
from placements.models import Placement

SIGNED = (PlacementStatus.SIGNED, PlacementStatus.RUNNING, PlacementStatus.ENDED, PlacementStatus.ENDED_EARLY)
EARLIEST = relativedelta(years=1)  # before the first day: further back somebody mistyped the year
LONG_PAST = _("Deze dag ligt meer dan een jaar voor de eerste dag van de plaats. Kijk het jaar na.")


def is_registered(placement: Placement) -> bool:
    """Whether the form and its state ask for a registration."""
    return placement.form in DUAL_FORMS and placement.status in SIGNED


def may_register(placement: Placement, reference: str, registered_on: date, on: date) -> Refusal | None:
    """A signed dual agreement, a reference, and a day that has come."""
    if not is_registered(placement):
        return Refusal(
            "registration.not_asked", _("Alleen een getekende SAO, OAO of DA wordt in het Vlaamse loket geregistreerd.")
        )
    if not reference.strip():
        return Refusal("registration.reference", _("Vul de referentie in die het loket gaf."))
    if registered_on > on:
        return Refusal("registration.day_ahead", _("Deze dag moet nog komen. Kies vandaag of een dag die voorbij is."))
    if registered_on < placement.starts_on - EARLIEST:
        return Refusal("registration.day_long_past", LONG_PAST)
    return None


def due_on(placement: Placement, on: date) -> date:
    """The last day to register: three months after the first day."""
    return placement.starts_on + relativedelta(months=int(Figure.objects.value("registration_months", on)))
