"""What waits to be paid, on the home of the payer."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.actor import Actor
from marketplace.billing.models import Charge, ChargeStatus
from marketplace.web.panels import Number

CHARGES = gettext_lazy("Kosten")


def charges_to_pay(actor: Actor, on: date) -> list[Number]:
    """One item for what the own organisation has not paid."""
    rows = Charge.objects.visible_to(actor).filter(status__in=[ChargeStatus.DUE, ChargeStatus.REVERSED])
    return [Number(rows, _words, reverse("charge-list"), verb=_("Betaal"))]


def _words(count: int) -> str:
    return ngettext("%(count)s labeldossier", "%(count)s labeldossiers", count) % {"count": count}
