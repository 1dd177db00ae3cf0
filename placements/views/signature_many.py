"""Sign many agreements at once: a list with ticks, each its own signature."""

from datetime import date

from django.db.models import Exists, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from placements.actions.signature import sign_many
from placements.enums import AgreementStatus
from placements.forms.signature import SignManyForm
from placements.models import Agreement
from placements.rules.signature import open_slots, own_slots
from placements.views.agreement import RELATED

MOST = 100  # what one page lists and one press signs


@require(Role.HR, Role.DIRECTOR, Role.COORDINATOR)
def signature_many(request: ActorRequest) -> HttpResponse:
    """Tick and sign; whatever could not be signed says why, and the others are."""
    waiting = _waiting(request.actor, timezone.localdate())
    form = SignManyForm(request.POST if request.method == "POST" else None, own=_own(request.actor))
    signed = sign_many(agreements=form.cleaned_data["agreements"], by=request.actor) if form.is_valid() else []
    context = {
        "form": form,
        "signed": [row for row, refusal in signed if refusal is None],
        "refused": [(row, refusal) for row, refusal in signed if refusal],
        "waiting": list((waiting.all() if signed else waiting).order_by("sign_by_on", "pk")[:MOST]),
    }
    return render(request, "placements/sign_many.html", context, status=409 if form.errors else 200)


def _own(actor: Actor) -> QuerySet[Agreement]:
    """Agreements with a slot of the actor's side: one that moved on since it was ticked gets its own refusal."""
    return Agreement.objects.visible_to(actor).filter(Exists(own_slots(actor))).select_related(*RELATED)


def _waiting(actor: Actor, on: date) -> QuerySet[Agreement]:
    """Agreements in which the slot of the actor's side is open, and that may still be signed of their own day."""
    rows = Agreement.objects.visible_to(actor).in_time(on).filter(Exists(open_slots(actor)))
    return rows.open_at(AgreementStatus.SIGNING).select_related(*RELATED)
