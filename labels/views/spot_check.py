"""The pages of checks: the holder's own places in the draw, the auditor's list, and one check with what is asked."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from labels.actions import spot_check as actions
from labels.campaign_file import own_file
from labels.forms.campaign import SpotCheckAnswerForm, SpotCheckReportForm
from labels.models import CampaignEntry, SpotCheck
from labels.models.campaign import CHECKED_HOLDERS, CHECKERS, LEADERS
from labels.workflow.campaign import checks as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.web.submit import submit


@require_safe
@require(*CHECKED_HOLDERS)
def spot_check_own(request: ActorRequest) -> HttpResponse:
    """The own code, tickets and reasons in each campaign, and what is drawn."""
    entries = CampaignEntry.objects.visible_to(request.actor).select_related("campaign")
    checks = SpotCheck.objects.visible_to(request.actor).select_related("label__organisation", "label__site")
    drawn: dict[int, list[SpotCheck]] = {}
    for check in checks.order_by("starts_on", "pk"):
        drawn.setdefault(check.entry_id, []).append(check)
    rows = [(entry, drawn.get(entry.pk, [])) for entry in entries.order_by("-campaign__announced_at", "-pk")]
    return render(request, "labels/spot_checks_own.html", {"rows": rows})


@require_safe
@require(*CHECKED_HOLDERS)
def spot_check_own_file(request: ActorRequest, pk: int) -> JsonResponse:
    """The published file with the own closed part, to replay what concerns the own organisation."""
    entries = CampaignEntry.objects.visible_to(request.actor).select_related("campaign").prefetch_related("checks")
    entry = get_object_or_404(entries, pk=pk)
    disposition = {"Content-Disposition": f'attachment; filename="campaign-{entry.campaign_id}-{entry.code}.json"'}
    return JsonResponse(own_file(entry), headers=disposition)


@require_safe
@require(*CHECKERS)
def spot_check_list(request: ActorRequest) -> HttpResponse:
    """What was given to the auditor, the nearest last day first."""
    on = timezone.localdate()
    rows = SpotCheck.objects.visible_to(request.actor).select_related("label__organisation", "label__site")
    ordered = sorted(rows, key=lambda check: (not check.is_unfinished, check.visit_by_on, check.pk))
    return render(request, "labels/spot_checks.html", {"rows": [(check, check.is_late(on)) for check in ordered]})


@require_safe
@require(*LEADERS, *CHECKERS, *CHECKED_HOLDERS)
def spot_check_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One check: the holder answers, the auditor reports."""
    return _page(request, _one(request, pk))


@require_POST
@require(*CHECKED_HOLDERS)
def spot_check_answer(request: ActorRequest, pk: int) -> HttpResponse:
    """The holder's answer."""
    check = _one(request, pk)
    form = SpotCheckAnswerForm(request.POST)
    if submit(form, actions.answer, check=check, by=request.actor):
        messages.success(request, _("De auditor neemt contact op."))
        return redirect("spot-check-detail", pk)
    return _page(request, check, answer_form=form)


@require_POST
@require(*CHECKERS)
def spot_check_report(request: ActorRequest, pk: int) -> HttpResponse:
    """The auditor's report."""
    check = _one(request, pk)
    form = SpotCheckReportForm(request.POST)
    if submit(form, actions.report, check=check, by=request.actor):
        messages.success(request, _("De houder leest je verslag."))
        return redirect("spot-check-list")
    return _page(request, check, report_form=form)


def _one(request: ActorRequest, pk: int) -> SpotCheck:
    rows = SpotCheck.objects.visible_to(request.actor)
    named = ("entry__campaign", "entry__organisation", "label__organisation", "label__site", "auditor")
    return get_object_or_404(rows.select_related(*named), pk=pk)


def _page(request: ActorRequest, check: SpotCheck, **forms: Form) -> HttpResponse:
    on, actor = timezone.localdate(), request.actor
    steps = {step.step: step for step in workflow.steps(check, actor, on)}
    context: dict[str, Any] = {
        "check": check,
        "is_late": check.is_late(on),
        "answer_step": steps.get("answer"),
        "report_step": steps.get("keep"),
        "answer_form": SpotCheckAnswerForm(),
        "report_form": SpotCheckReportForm(),
        "is_leader": actor.has(*LEADERS),
    }
    return render(request, "labels/spot_check.html", context | forms)
