"""The pages of campaigns for who leads them: the list, a new one, one with its checks, and its steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from labels.actions import campaign as actions
from labels.actions.spot_check import assign_checks
from labels.enums import CHECKED
from labels.forms.campaign import AssignForm, CampaignForm, PublicNumberForm
from labels.models import Campaign, SpotCheck
from labels.models.campaign import CHECKERS, LEADERS
from labels.workflow.campaign import campaigns as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.accounts.models import Membership
from marketplace.web.submit import submit

STEPS: dict[str, Callable[..., Campaign]] = {
    "announce": actions.announce,
    "discard": actions.discard,
    "visit": actions.start_visits,
    "close": actions.close,
}


@require_safe
@require(*LEADERS)
def campaign_list(request: ActorRequest) -> HttpResponse:
    """All campaigns, the newest first, with how far their checks are."""
    drawn = Q(entries__checks__in=SpotCheck.objects.visible_to(request.actor))
    done = Q(entries__checks__status__in=CHECKED)
    rows = Campaign.objects.visible_to(request.actor).annotate(
        drawn=Count("entries__checks", filter=drawn), done=Count("entries__checks", filter=done)
    )
    return render(request, "labels/campaigns.html", {"rows": rows.order_by("-made_at", "-pk")})


@require(*LEADERS)
def campaign_new(request: ActorRequest) -> HttpResponse:
    """A draft."""
    first = {"kind": "yearly", "fewest": 1, "most": 20, "files_each": 1, "waves": 1}
    form = CampaignForm(request.POST or None, initial=first)
    if request.POST and (campaign := submit(form, actions.make_campaign, by=request.actor)):
        messages.success(request, _("Kijk na en kondig de campagne aan."))
        return redirect("campaign-detail", campaign.pk)
    return render(request, "labels/campaign_new.html", {"form": form})


@require_safe
@require(*LEADERS)
def campaign_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One campaign: its promise, its days, its checks."""
    return _page(request, _one(request, pk))


@require_POST
@require(*LEADERS)
def campaign_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """A step without a question."""
    STEPS[step](campaign=_one(request, pk), by=request.actor)
    return redirect("campaign-detail", pk)


@require_POST
@require(*LEADERS)
def campaign_draw(request: ActorRequest, pk: int) -> HttpResponse:
    """The draw, with the public number."""
    campaign = _one(request, pk)
    form = PublicNumberForm(request.POST)
    if submit(form, actions.draw, campaign=campaign, by=request.actor):
        return redirect("campaign-detail", pk)
    return _page(request, campaign, draw_form=form)


@require_POST
@require(*LEADERS)
def campaign_assign(request: ActorRequest, pk: int) -> HttpResponse:
    """An auditor for the ticked checks."""
    campaign = _one(request, pk)
    form = _assign_form(request, campaign, request.POST)
    if submit(form, assign_checks, by=request.actor) is not None:
        messages.success(request, _("De auditor krijgt een bericht."))
        return redirect("campaign-detail", pk)
    return _page(request, campaign, assign_form=form)


def _one(request: ActorRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.actor), pk=pk)


def _checks(request: ActorRequest, campaign: Campaign) -> QuerySet[SpotCheck]:
    rows = SpotCheck.objects.visible_to(request.actor).filter(entry__campaign=campaign)
    known = rows.select_related("label__organisation", "label__site", "auditor")
    return known.order_by("visit_by_on", "status", "pk")


def _assign_form(request: ActorRequest, campaign: Campaign, data: Any = None) -> AssignForm:
    auditors = Membership.objects.in_force(timezone.localdate()).filter(role__in=CHECKERS)
    auditors = auditors.select_related("user", "organisation").order_by("organisation__name", "user__name", "pk")
    return AssignForm(data, checks=_checks(request, campaign), auditors=auditors)


def _page(request: ActorRequest, campaign: Campaign, **forms: Form) -> HttpResponse:
    on = timezone.localdate()
    steps = workflow.steps(campaign, request.actor, on)
    checks = list(_checks(request, campaign))
    context = {
        "campaign": campaign,
        "steps": [step for step in steps if step.step in STEPS],
        "draw": next((step for step in steps if step.step == "draw"), None),
        "draw_form": PublicNumberForm(),
        "assign_form": _assign_form(request, campaign),
        "rows": [(check, check.is_late(on)) for check in checks],
        "to_assign": any(check.is_unfinished for check in checks),
        "done": sum(check.status in CHECKED for check in checks),
        "holders": campaign.entries.count(),
    }
    return render(request, "labels/campaign.html", context | forms)
