"""Enter a price of the fee regulation."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.billing.models import PriceItem
from marketplace.workflow import refuse


@transaction.atomic
def set_price(
    *,
    code: str,
    amount_cents: int,
    extra_site_percent: int,
    vat_treatment: str,
    in_force_on: date,
    source: str,
    by: Actor,
) -> PriceItem:
    """A price for files that are complete from a day on. Refused: `price.in_the_past`, `price.same_day`."""
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied
    if in_force_on < timezone.localdate():
        refuse("price.in_the_past", _("Een prijs kan niet in het verleden beginnen."))
    if PriceItem.objects.filter(code=code, in_force_on=in_force_on).exists():
        refuse("price.same_day", _("Voor die dag is er al een prijs."))
    price = PriceItem.objects.create(
        code=code,
        amount_cents=amount_cents,
        extra_site_percent=extra_site_percent,
        vat_treatment=vat_treatment,
        in_force_on=in_force_on,
        source=source,
    )
    record("price.set", subject=price, by=by, data={"code": code, "amount_cents": amount_cents})
    return price
