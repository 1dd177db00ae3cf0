"""The registration of a placement in the official counter, and the time in which its agreement rests."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import suspension
from placements.actions.registration import store_registration
from placements.forms.registration import RegistrationForm, ResumeForm, SuspensionForm
from placements.models import Agreement, Placement, Registration, Suspension
from placements.rules.registration import due_on, is_registered

PARTIES = (Role.HR, Role.COACH, Role.COORDINATOR)


@require(*PARTIES)
def placement_registration(request: ActorRequest, pk: int) -> HttpResponse:
    """The last day, the copy sheet, and the reference that the counter gave."""
    placement = one(request, pk)
    stored = Registration.objects.filter(placement=placement).first()
    known = {"reference": stored.reference, "registered_on": stored.registered_on} if stored else None
    form = RegistrationForm(request.POST or None, initial=known)
    if request.POST and submit(form, store_registration, placement=placement, by=request.actor):
        messages.success(request, _("De referentie is bewaard. We herinneren je hier niet meer aan."))
        return redirect("placement-detail", pk)
    versions = Agreement.objects.visible_to(request.actor).filter(placement=placement)
    context = {
        "placement": placement,
        "form": form,
        "stored": stored,
        "asked": is_registered(placement),
        "due_on": due_on(placement, timezone.localdate()),
        "agreement": versions.standing(timezone.localdate()).first(),
    }
    return render(request, "placements/registration.html", context, status=409 if request.POST else 200)


@require(*PARTIES)
def placement_suspensions(request: ActorRequest, pk: int) -> HttpResponse:
    """When the agreement rested; say that it rests."""
    form = SuspensionForm(request.POST or None)
    if request.POST and submit(form, suspension.suspend, placement=one(request, pk), by=request.actor):
        messages.success(request, _("Genoteerd. Duurt het langer dan twee weken, dan hoort de trajectbegeleider het."))
        return redirect("placement-suspensions", pk)
    return _suspensions(request, pk, form, 409 if request.POST else 200)


@require_POST
@require(*PARTIES)
def suspension_end(request: ActorRequest, pk: int) -> HttpResponse:
    """The student is back."""
    rows = Suspension.objects.visible_to(request.actor).select_related("placement")
    row, form = get_object_or_404(rows, pk=pk), ResumeForm(request.POST, auto_id="resume_%s")
    if submit(form, suspension.resume, suspension=row, by=request.actor) is None:
        return _suspensions(request, row.placement_id, form, 409)
    messages.success(request, _("Genoteerd: de leerling is terug."))
    return redirect("placement-suspensions", row.placement_id)


def _suspensions(request: ActorRequest, pk: int, form: Form, status: int) -> HttpResponse:
    placement = one(request, pk)
    rows = list(placement.suspensions.order_by("-starts_on"))
    context: dict[str, Any] = {
        "placement": placement,
        "rows": rows,
        "open": next((row for row in rows if row.ends_on is None), None),
        "form": form if isinstance(form, SuspensionForm) else SuspensionForm(),
        "resume_form": form if isinstance(form, ResumeForm) else ResumeForm(auto_id="resume_%s"),
    }
    return render(request, "placements/suspensions.html", context, status=status)


def one(request: ActorRequest, pk: int) -> Placement:
    """The placement, or a 404."""
    rows = Placement.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("student", "company__organisation"), pk=pk)
