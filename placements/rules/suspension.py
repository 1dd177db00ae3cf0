"""When an agreement rests, and until when."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.enums import PlacementStatus
from placements.models import Placement, Suspension


def may_suspend(placement: Placement, starts_on: date, on: date) -> Refusal | None:
    """A running placement rests once at a time, from a day that has come."""
    if placement.status != PlacementStatus.RUNNING:
        return Refusal("suspension.not_running", _("Alleen een plaats die loopt, kan even stilliggen."))
    if placement.suspensions.filter(ends_on=None).exists():
        return Refusal("suspension.rests_already", _("Deze plaats ligt al stil. Zeg eerst wanneer dat stopte."))
    if not placement.starts_on <= starts_on <= on:
        return Refusal("suspension.day", _("Kies een dag vanaf de start van de plaats, en niet in de toekomst."))
    return None


def may_resume(suspension: Suspension, ends_on: date, on: date) -> Refusal | None:
    """The last day of rest lies between the first one and today."""
    if suspension.ends_on:
        return Refusal("suspension.over", _("Deze schorsing is al voorbij."))
    if not suspension.starts_on <= ends_on <= on:
        return Refusal("suspension.last_day", _("Kies een laatste dag die na de eerste ligt, en niet in de toekomst."))
    return None
