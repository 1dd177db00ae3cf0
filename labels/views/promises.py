"""Pages on which a label is promised by its signatory and decided by a label officer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from companies.models import Site
from companies.rules import establishment_known
from labels.actions import label as actions
from labels.actions.measure import suspend_now
from labels.enums import Holder, KnockOut
from labels.forms.label import ConfirmForm, PromiseForm, ReasonForm
from labels.models import Label, Measure, Scheme
from labels.rules import label as rules
from labels.rules.assignment import DECIDERS
from labels.workflow.label import labels as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.commitments.actions import is_committed
from marketplace.commitments.models import TextKind, TextVersion
from marketplace.web.submit import submit
from schools.models import School

STEPS: dict[str, Callable[..., Label | Measure]] = {
    "refuse": actions.refuse_promise,
    "suspend": suspend_now,
}


@require(Role.HR, Role.DIRECTOR, Role.COORDINATOR)
def label_own(request: ActorRequest) -> HttpResponse:
    """The labels of one's own organisation, and where one is missing."""
    today = timezone.localdate()
    labels = Label.objects.filter(organisation=request.actor.organisation_id).select_related("organisation", "site")
    sites = Site.objects.of(request.actor).filter(is_active=True).order_by("name")
    context = {
        "labels": labels.order_by("-promised_at"),
        "sites": rules.may_be_promised(sites, today),
        "school": _school_without_label(request),
        "may_add_site": request.actor.has(Role.HR),
    }
    return render(request, "labels/own.html", context)


@require(Role.HR)
def label_promise(request: ActorRequest, pk: int) -> HttpResponse:
    """Promise the label for a site."""
    site = get_object_or_404(Site.objects.of(request.actor), pk=pk)
    return _promise_page(request, Holder.COMPANY, site.company_id, site)


@require(Role.DIRECTOR, Role.COORDINATOR)
def label_promise_school(request: ActorRequest) -> HttpResponse:
    """Promise the label for the school."""
    school = get_object_or_404(School.objects.visible_to(request.actor), pk=request.actor.organisation_id)
    return _promise_page(request, Holder.SCHOOL, school.pk, None)


@require(Role.LABEL_OFFICER)
def label_promised(request: ActorRequest) -> HttpResponse:
    """Promises that wait; the officer ticks one or many."""
    waiting = Label.objects.visible_to(request.actor).promised()
    form = ConfirmForm(request.POST or None, waiting=waiting)
    confirmed = request.POST and submit(form, actions.confirm, by=request.actor)
    if confirmed:
        count = len(confirmed)
        said = ngettext("%(count)s voorlopig label toegekend.", "%(count)s voorlopige labels toegekend.", count)
        messages.success(request, said % {"count": count})
        return redirect("label-promised")
    found = list(waiting)
    rows = list(zip(found, rules.doubts(found, request.actor, timezone.localdate()), strict=True))
    return render(request, "labels/promised.html", {"form": form, "rows": rows})


@require_POST
@require(*DECIDERS)
def label_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """One step on a label; what needs a reason asks for it first."""
    label = get_object_or_404(Label.objects.visible_to(request.actor), pk=pk)
    if step == "confirm":
        actions.confirm(labels=[label], by=request.actor)
    else:
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if not submit(form, STEPS[step], label=label, by=request.actor):
            title = workflow.transition(step, label.status) or workflow.wrong_status
            context = {"form": form, "label": label, "title": getattr(title, "label", title)}
            return render(request, "labels/reason.html", context)
    messages.success(request, _("Bewaard. De houder krijgt een mail."))
    return redirect("label-detail", pk)


def _promise_page(request: ActorRequest, holder: str, holder_id: int, site: Site | None) -> HttpResponse:
    today = timezone.localdate()
    signed = is_committed(holder_id, TextKind.ETHICS_CODE, today)
    form = PromiseForm(request.POST or None, code_signed=signed)
    if request.POST and submit(form, actions.promise, site=site, by=request.actor):
        messages.success(request, _("Beloofd. Een medewerker van de stad kijkt het na; je krijgt een mail."))
        return redirect("label-own")
    scheme = Scheme.objects.in_force(holder, today)
    context: dict[str, Any] = {
        "form": form,
        "site": site,
        "missing": site and establishment_known(site),
        "criteria": scheme.criteria.filter(knock_out__in=[KnockOut.YES, KnockOut.IF_DUAL]).order_by("code"),
        "code": None if signed else TextVersion.objects.in_force(TextKind.ETHICS_CODE, today),
        "until": rules.provisional_end(today),
        "cancel": reverse("label-own"),
    }
    return render(request, "labels/promise.html", context)


def _school_without_label(request: ActorRequest) -> School | None:
    school = School.objects.filter(pk=request.actor.organisation_id).first()
    return None if school is None or rules.may_promise(school.pk, None, timezone.localdate()) else school
