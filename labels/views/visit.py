"""Pages of visits: what is planned, a visit with its calendar file, and talks with students."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from labels.actions import visit as actions
from labels.enums import Duty
from labels.forms.label import ReasonForm
from labels.forms.visit import InterviewForm, VisitForm
from labels.models import Application, Assignment, Interview, Visit
from labels.rules.assignment import AUDITORS
from labels.rules.visit import audit_runs
from labels.views.application import READERS
from labels.views.assessment import auditor_of
from labels.visit_calendar import Entry, calendar_file
from labels.workflow.visit import visits as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.web.fields import choose_from
from marketplace.web.submit import submit


@require_GET
@require(*AUDITORS)
def application_visits(request: ActorRequest, pk: int) -> HttpResponse:
    """Visits and talks of a file."""
    application = auditor_of(request, pk).application
    rows = Visit.objects.visible_to(request.actor).filter(application=application)
    talks = Interview.objects.visible_to(request.actor).filter(application=application)
    context = {
        "application": application,
        "visits": rows.select_related("place__site", "place__application__organisation").order_by("starts_at", "pk"),
        "talks": talks.select_related("school__organisation").order_by("held_on", "pk"),
        "problem": audit_runs(application),
        "places": application.sites.select_related("site", "application__organisation").order_by("site__name", "pk"),
    }
    return render(request, "labels/visits.html", context)


@require(*AUDITORS)
def visit_plan(request: ActorRequest, pk: int) -> HttpResponse:
    """Plan a visit; the address of the first site is filled in."""
    duty = auditor_of(request, pk)
    form = _form(request, duty.application, {"visitors": [duty.pk], **_first(duty.application)})
    if request.POST and (made := submit(form, actions.plan, application=duty.application, by=request.actor)):
        messages.success(request, _("Gepland. De aanvrager krijgt een mail."))
        return redirect("visit-detail", made.pk)
    return _asked(request, form, duty.application, _("Plan dit bezoek"))


@require(*AUDITORS)
def visit_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Another day, hour, place or other people."""
    visit = _found(request, pk)
    auditor_of(request, visit.application_id)
    begins, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    stands = {"place": visit.place_id, "day": begins.date(), "begins": begins.time(), "ends": ends.time()}
    stands |= {"address": visit.address, "received_by": visit.received_by, "visitors": visit.visitors.all()}
    form = _form(request, visit.application, stands)
    if request.POST and submit(form, actions.change, visit=visit, by=request.actor):
        messages.success(request, _("Veranderd. De aanvrager krijgt een mail."))
        return redirect("visit-detail", pk)
    return _asked(request, form, visit.application, _("Verander dit bezoek"))


@require(*AUDITORS)
def visit_cancel(request: ActorRequest, pk: int) -> HttpResponse:
    """The visit does not happen."""
    visit = _found(request, pk)
    auditor_of(request, visit.application_id)
    form = ReasonForm(request.POST or None)
    if request.POST and submit(form, actions.cancel, visit=visit, by=request.actor):
        messages.success(request, _("Afgezegd. De aanvrager krijgt een mail."))
        return redirect("visit-detail", pk)
    return _asked(request, form, visit.application, _("Zeg het bezoek af"))


@require_GET
@require(*READERS)
def visit_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """When, where and who, for auditors and for who receives them."""
    visit = _found(request, pk)
    steps = {step.step: step for step in workflow.steps(visit, request.actor, timezone.localdate()) if not step.refusal}
    visitors = visit.visitors.select_related("person", "organisation").order_by("person__name")
    context = {"visit": visit, "application": visit.application, "visitors": visitors, "steps": steps}
    return render(request, "labels/visit.html", context)


@require_GET
@require(*READERS)
def visit_calendar(request: ActorRequest, pk: int) -> HttpResponse:
    """The visit for a calendar; opened again after a change, the calendar follows."""
    visit = _found(request, pk)
    entry = Entry(
        uid=str(visit.uid),
        sequence=visit.sequence,
        changed_at=visit.changed_at,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        summary=_("Bezoek voor het label: %(place)s") % {"place": visit.place},
        where=visit.address,
        description=_("Wie ontvangt: %(name)s") % {"name": visit.received_by},
        url=settings.PUBLIC_URL + reverse("visit-detail", args=[pk]),
        is_cancelled=visit.is_cancelled,
    )
    disposition = {"Content-Disposition": f'attachment; filename="bezoek-{pk}.ics"'}
    return HttpResponse(calendar_file(entry), content_type="text/calendar; charset=utf-8", headers=disposition)


@require(*AUDITORS)
def interview_new(request: ActorRequest, pk: int) -> HttpResponse:
    """Write down that students were heard at their school."""
    application = auditor_of(request, pk).application
    form = InterviewForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.POST and submit(form, actions.record_interview, application=application, by=request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("application-visits", pk)
    return _asked(request, form, application, _("Noteer dit gesprek"))


def _found(request: ActorRequest, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.actor)
    rows = rows.select_related("application__organisation", "place__site", "place__application__organisation")
    return get_object_or_404(rows, pk=pk)


def _form(request: ActorRequest, application: Application, stands: dict[str, Any]) -> VisitForm:
    form = VisitForm(request.POST or None, initial=stands)
    choose_from(form, "place", application.sites.select_related("site", "application__organisation"))
    choose_from(form, "visitors", _who(application))
    return form


def _who(application: Application) -> Any:
    running = Assignment.objects.filter(application=application, ended_at=None, duty__in=(Duty.AUDITOR, Duty.ASSISTANT))
    return running.select_related("person", "organisation").order_by("person__name", "pk")


def _first(application: Application) -> dict[str, Any]:
    """The first place that the file asks a label for, with its address."""
    place = application.sites.select_related("site").order_by("site__name", "pk").first()
    if place is None or place.site is None:
        return {"place": place.pk if place else None}
    site = place.site
    return {"place": place.pk, "address": f"{site.street}, {site.postcode} {site.municipality}"}


def _asked(request: ActorRequest, form: Any, application: Application, title: str) -> HttpResponse:
    context = {"form": form, "application": application, "title": title}
    return render(request, "labels/application_step.html", context)
