"""Give back money of the city's own will: one person proposes, another agrees."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.billing.actions.charge import balance_of, lock, settle
from marketplace.billing.models import Charge, Repayment
from marketplace.billing.models.charge import CITY
from marketplace.workflow import refuse


@transaction.atomic
def propose_repayment(*, charge: Charge, amount_cents: int, reason: str, by: Actor) -> Repayment:
    """Propose to give back a part of what was paid; nothing moves yet.

    Refused: `repayment.too_much`, `repayment.waiting`.
    """
    person_id, locked = _ensure_city(by), lock(charge.pk)
    if not 0 < amount_cents <= _most(locked):
        refuse("repayment.too_much", _("Er is minder betaald dan dit bedrag."))
    if locked.repayments.waiting().exists():
        refuse("repayment.waiting", _("Er wacht al een voorstel op een tweede collega."))
    facts = {"reason": reason, "proposed_by_id": person_id, "proposed_at": timezone.now()}
    made = Repayment.objects.create(charge=locked, amount_cents=amount_cents, **facts)
    record("repayment.proposed", subject=made, by=by, data={"amount_cents": amount_cents})
    return made


@transaction.atomic
def agree_repayment(*, repayment: Repayment, by: Actor) -> Charge:
    """Somebody else agrees: that part is owed no more and goes back the way it came.

    Refused: `repayment.own_proposal`, `repayment.over`, `repayment.too_much`.
    """
    person_id, locked = _ensure_city(by), lock(repayment.charge_id)
    row = _waiting(locked, repayment)
    if row.proposed_by_id == person_id:
        refuse("repayment.own_proposal", _("Jij stelde dit voor. Een collega bevestigt het."), row)
    if row.amount_cents > _most(locked):
        refuse("repayment.too_much", _("Er is minder betaald dan dit bedrag."))
    row.agreed_by_id, row.agreed_at = person_id, timezone.now()
    row.save()
    record("repayment.agreed", subject=row, by=by, data={"amount_cents": row.amount_cents})
    locked.credited_cents += row.amount_cents
    return settle(locked)


@transaction.atomic
def drop_repayment(*, repayment: Repayment, by: Actor) -> Charge:
    """Either of two people takes the proposal away. Refused: `repayment.over`."""
    _ensure_city(by)
    locked = lock(repayment.charge_id)
    row = _waiting(locked, repayment)
    row.dropped_at = timezone.now()
    row.save()
    record("repayment.dropped", subject=row, by=by)
    return locked


def _most(charge: Charge) -> int:
    """What the city holds and is still owed, in cents: what is overpaid goes back by itself."""
    balance = balance_of(charge)
    return max(0, min(balance.kept, balance.owed))


def _waiting(charge: Charge, repayment: Repayment) -> Repayment:
    found = charge.repayments.waiting().select_for_update().filter(pk=repayment.pk).first()
    return found or refuse("repayment.over", _("Hierover is al beslist."), repayment)


def _ensure_city(by: Actor) -> int:
    if by.user_id is None or not by.has(*CITY):
        raise PermissionDenied
    return by.user_id
