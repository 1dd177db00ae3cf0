"""Pages of a decision: what the audit found, the reviewer's reading, each decider's reasons, and the award."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from labels.actions import award as awards
from labels.actions import decision as actions
from labels.enums import ApplicationStatus, Duty
from labels.file_page import findings_for
from labels.forms.decision import BodyForm, DecideForm, ReviewForm, SendBackForm
from labels.models import Application, Assignment
from labels.rules.assignment import DECIDERS, ready
from labels.rules.decision import standing_review
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit

OPEN = (ApplicationStatus.AUDITED, ApplicationStatus.REVIEWED)


@require(*DECIDERS)
def application_decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Score and level of each label explained per criterion, and the decider's decision on each."""
    duty = _duty(request, pk)
    application = duty.application
    open_places = application.sites.filter(outcome="") if application.status in OPEN else application.sites.all()
    places = list(open_places.select_related("site", "application__organisation").order_by("site__name"))
    decides = duty.duty == Duty.DECIDER and request.POST
    form = DecideForm(request.POST if decides else None, places=places)
    if decides and submit(form, actions.decide, application=application, by=request.actor):
        messages.success(request, _("Je beslissing is bewaard."))
        return redirect("application-detail", pk)
    names = {row.code: row.name for row in application.scheme.criteria.all()}
    context = {
        "rows": [(place, fields, _lines(place.explanation, names)) for place, fields in form.rows()],
        "form": form,
        "findings": findings_for(application, request.actor),
    }
    return render(request, "labels/decide.html", context | _duty_facts(duty))


def _duty_facts(duty: Assignment) -> dict[str, Any]:
    """What this reviewer or decider may do now, and what was read before."""
    application = duty.application
    return {
        "application": application,
        "problem": ready(duty, timezone.localdate()),
        "is_declared": duty.declared_at is not None,
        "is_open": application.status in OPEN,
        "may_decide": duty.duty == Duty.DECIDER,
        "may_review": duty.duty == Duty.REVIEWER and _may_read(application, duty),
        "readings": application.reviews.select_related("reviewed_by").order_by("pk"),
        "review_form": ReviewForm(auto_id="review_%s"),
        "back_form": SendBackForm(auto_id="back_%s"),
    }


@require_POST
@require(*DECIDERS)
def application_review(request: ActorRequest, pk: int) -> HttpResponse:
    """The reviewer agrees with the audit."""
    application = _duty(request, pk, Duty.REVIEWER).application
    form = ReviewForm(request.POST)
    if submit(form, actions.review, application=application, by=request.actor):
        messages.success(request, _("Nagelezen. De beslissers kunnen verder."))
        return redirect("application-detail", pk)
    messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("application-decide", pk)


@require_POST
@require(*DECIDERS)
def application_send_back(request: ActorRequest, pk: int) -> HttpResponse:
    """A reviewer or decider sends the audit back with a sentence."""
    application = _duty(request, pk).application
    form = SendBackForm(request.POST)
    if submit(form, actions.send_back, application=application, by=request.actor):
        messages.success(request, _("Teruggestuurd. De auditor krijgt een mail en leest je zin."))
        return redirect("application-list")
    context = {"form": form, "application": application, "title": _("Stuur terug naar de auditor")}
    return render(request, "labels/application_step.html", context)


@require(Role.LABEL_OFFICER)
def application_body(request: ActorRequest, pk: int) -> HttpResponse:
    """The day and reference of the competent body's decision."""
    application = get_object_or_404(Application.objects.visible_to(request.actor).select_related("organisation"), pk=pk)
    form = BodyForm(request.POST or None)
    if request.POST and submit(form, awards.note_body_decision, application=application, by=request.actor):
        messages.success(request, _("Genoteerd. Reik het label nu uit."))
        return redirect("application-detail", pk)
    context = {"form": form, "application": application, "title": _("Noteer de beslissing van de stad")}
    return render(request, "labels/application_step.html", context)


def _duty(request: ActorRequest, pk: int, *duties: str) -> Assignment:
    """The actor's duty as reviewer or decider of this file; a 404 for everybody else."""
    rows = Assignment.objects.of(request.actor).filter(duty__in=duties or (Duty.REVIEWER, Duty.DECIDER))
    rows = rows.select_related("organisation", "application__organisation", "application__scheme")
    return get_object_or_404(rows, application=pk)


def _may_read(application: Application, duty: Assignment) -> bool:
    """Not read yet, or read by somebody whose duty ended."""
    read = standing_review(application)
    return application.status in OPEN and (read is None or read.reviewed_by_id != duty.person_id)


def _lines(explanation: dict[str, list[dict[str, object]]], names: dict[str, str]) -> list[dict[str, object]]:
    return [line | {"name": names.get(str(line["code"]), "")} for line in explanation.get("lines", [])]
