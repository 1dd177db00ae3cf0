"""What the city administrator sets for everybody: figures of law and policy, from a day on."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.reference.families import family_of
from marketplace.reference.models import Figure
from marketplace.workflow import refuse


@transaction.atomic
def set_figure(*, code: str, value: Decimal, in_force_on: date, source: str, by: Actor) -> Figure:
    """A new value from a day on, of a known figure or the first of a member of a family; earlier days keep theirs.

    Refused: `figure.unknown`, `figure.value`, `figure.in_the_past`, `figure.day_taken`. Raises PermissionDenied for
    anybody but the city administrator.
    """
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied
    rows, family = Figure.objects.filter(code=code), family_of(code)
    if not rows.exists() and not (family and family.holds(code)):
        refuse("figure.unknown", _("Dit cijfer bestaat niet."))
    if family and not family.fits(value):
        refuse("figure.value", family.hint)
    if in_force_on < timezone.localdate():
        refuse("figure.in_the_past", _("Kies een dag vanaf vandaag: wat al beslist is, blijft zoals het was."))
    if rows.filter(in_force_on=in_force_on).exists():
        refuse("figure.day_taken", _("Op die dag gaat al een andere waarde in."))
    figure = Figure.objects.create(code=code, value=value, in_force_on=in_force_on, source=source)
    record("figure.set", subject=figure, by=by, data={"code": code, "value": str(value)})
    return figure
