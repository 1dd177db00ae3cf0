"""Charge an organisation, waive or credit a charge, and settle it by what came in and went back."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.billing import purposes
from marketplace.billing.balance import Balance
from marketplace.billing.models import Charge, ChargeStatus, Customer, Payment, PriceItem, Refund, RefundKind
from marketplace.identifiers import structured_communication
from marketplace.jobs.actions import enqueue
from marketplace.reference.models import Figure
from marketplace.workflow import refuse

MOST_EXTRA_SITES = 4  # a fifth and further site costs nothing more (docs/reference/field.md)


@transaction.atomic
def charge(*, reference: str, organisation_id: int, price_code: str, by: Actor, extra_sites: int = 0) -> Charge | None:
    """Charge what a price of today says for a thing (kind:key) and its extra sites; None when that is nothing.

    Charging the same thing again gives the first charge, at today's amount when its price code changed.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    price = PriceItem.objects.in_force(price_code, on)
    paid_sites = min(extra_sites, MOST_EXTRA_SITES)
    amount = price.amount_cents + price.amount_cents * price.extra_site_percent * paid_sites // 100
    if known := Charge.objects.filter(reference=reference).first():
        return _recharge(known.pk, price, amount, by)
    if amount == 0:
        return None
    customer, _made = Customer.objects.select_for_update().get_or_create(organisation_id=organisation_id)
    term = timedelta(days=int(Figure.objects.value("fee_payment_days", on)))
    made = Charge.objects.create(
        customer=customer,
        price=price,
        reference=reference,
        amount_cents=amount,
        vat_treatment=price.vat_treatment,
        communication=_next_communication(at),
        made_at=at,
        due_on=on + term,
    )
    record("charge.made", subject=made, by=by, at=at, data={"amount_cents": amount})
    return made


def _recharge(pk: int, price: PriceItem, amount: int, by: Actor) -> Charge:
    """The thing turned out to be of another price: what was paid counts, and the rest is due or goes back."""
    locked = lock(pk)
    if locked.price.code == price.code or locked.status == ChargeStatus.WAIVED:
        return locked
    locked.price, locked.settled_at = price, None
    locked.amount_cents, locked.credited_cents = (amount, 0) if amount else (locked.amount_cents, locked.amount_cents)
    locked.status, locked.notice_until_on = ChargeStatus.DUE, None
    record("charge.changed", subject=locked, by=by, data={"amount_cents": amount})
    return settle(locked)


@transaction.atomic
def waive(*, charge: Charge, reason: str, by: Actor) -> Charge:
    """Ask nothing for it, with a reason; for the city alone. What was paid goes back by a repayment of two people.

    Refused: `charge.paid_already`.
    """
    _ensure_city(by)
    locked = lock(charge.pk)
    if balance_of(locked).kept > 0:
        refuse("charge.paid_already", _("Hier is al betaald. Stel een terugbetaling voor: een collega bevestigt ze."))
    locked.status, locked.waived_reason = ChargeStatus.WAIVED, reason
    locked.notice_until_on = None
    locked.save()
    record("charge.waived", subject=locked, by=by)
    purposes.tell(locked.reference, locked.status)
    return settle(locked)


@transaction.atomic
def credit(*, charge: Charge, percent: int, by: Actor) -> Charge:
    """Owe that part less, by the rules of refund; what was paid too much goes back. A smaller part changes nothing."""
    locked = lock(charge.pk)
    locked.credited_cents = max(locked.credited_cents, locked.amount_cents * percent // 100)
    locked.save()
    record("charge.credited", subject=locked, by=by, data={"percent": percent})
    return settle(locked)


def lock(pk: int) -> Charge:
    """The charge, locked in the caller's transaction."""
    return Charge.objects.select_for_update(of=("self",)).get(pk=pk)


def balance_of(charge: Charge) -> Balance:
    """What a charge comes to now."""
    paid = Payment.objects.filter(charge=charge)
    back = Refund.objects.filter(payment_number__in=paid.values("number"))
    return Balance(
        amount=charge.amount_cents,
        credited=charge.credited_cents,
        paid=paid.aggregate(sum=Sum("amount_cents"))["sum"] or 0,
        refunded=back.filter(kind=RefundKind.REFUND).aggregate(sum=Sum("amount_cents"))["sum"] or 0,
        disputed=back.filter(kind=RefundKind.DISPUTE).aggregate(sum=Sum("amount_cents"))["sum"] or 0,
        is_waived=charge.status == ChargeStatus.WAIVED,
        was_settled=charge.settled_at is not None,
    )


def settle(charge: Charge) -> Charge:
    """Bring the status of a locked charge in line with its money; the one whose charge it is hears of a change."""
    at = timezone.now()
    now, before = balance_of(charge), charge.status
    charge.status = now.status
    if charge.status == ChargeStatus.SETTLED and charge.settled_at is None:
        charge.settled_at = at
    charge.notice_until_on = _notice(charge, at)
    charge.save()
    if now.overpaid:
        enqueue("billing_pay_back", charge_id=charge.pk)
    if charge.status != before:
        record("charge.status", subject=charge, by=SYSTEM, at=at, data={"from": before, "to": charge.status})
        purposes.tell(charge.reference, charge.status)
    return charge


def _notice(charge: Charge, at: datetime) -> date | None:
    if charge.status != ChargeStatus.REVERSED:
        return None
    on = timezone.localdate(at)
    return charge.notice_until_on or on + timedelta(days=int(Figure.objects.value("fee_notice_days", on)))


def _next_communication(at: datetime) -> str:
    """Year and sequence: 2026 and six digits; the caller's lock on the price keeps two from getting the same."""
    year = timezone.localdate(at).year
    list(PriceItem.objects.select_for_update().order_by("pk")[:1])
    made = Charge.objects.filter(communication__startswith=str(year)).count()
    return structured_communication(year * 10**6 + made + 1)


def _ensure_city(by: Actor) -> None:
    if not by.has(Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.SYSTEM):
        raise PermissionDenied


def ensure_due(charge: Charge) -> Balance:
    """What is still to pay. Refused: `charge.nothing_due`."""
    now = balance_of(charge)
    if now.remainder == 0:
        refuse("charge.nothing_due", _("Hier is niets meer te betalen."), charge)
    return now
