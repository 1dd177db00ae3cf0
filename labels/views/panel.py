"""Pages of a panel: the officer names three people, each declares and votes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from labels.actions import panel as actions
from labels.enums import PanelPlace
from labels.forms.appeal import PanelForm, ReplaceForm, VoteForm
from labels.models import Appeal, PanelSeat
from labels.rules import appeal as rules
from labels.workflow.appeal import COMPOSERS, PANEL
from labels.workflow.appeal import appeals as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.web.submit import submit


@require(*COMPOSERS)
def appeal_panel(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose the three members of a panel."""
    rows = Appeal.objects.visible_to(request.actor).select_related(
        "organisation", "application_site__site", "label__site"
    )
    appeal = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    candidates = {
        place: rules.members_for(place, today).select_related("user", "organisation").order_by("user__name", "pk")
        for place in PanelPlace.values
    }
    form = PanelForm(request.POST or None, candidates=candidates)
    if request.POST and submit(form, actions.compose, appeal=appeal, by=request.actor):
        messages.success(request, _("Het panel is samengesteld. De leden krijgen een mail."))
        return redirect("appeal-detail", pk)
    steps = {step.step: step for step in workflow.steps(appeal, request.actor, today)}
    context = {"form": form, "appeal": appeal, "hear": steps.get("hear")}
    return render(request, "labels/appeal_panel.html", context)


@require(*COMPOSERS)
def appeal_replace(request: ActorRequest, pk: int, place: str) -> HttpResponse:
    """Name another member for one place of a panel that sits."""
    rows = PanelSeat.objects.filter(appeal__in=Appeal.objects.visible_to(request.actor))
    about = ("appeal__organisation", "appeal__application_site__site", "appeal__label__site")
    seat = get_object_or_404(rows.select_related("person", "organisation", *about), appeal=pk, place=place)
    members = rules.members_for(place, timezone.localdate()).exclude(user__in=seat.appeal.panel.values("person"))
    form = ReplaceForm(
        request.POST or None, members=members.select_related("user", "organisation").order_by("user__name", "pk")
    )
    if request.POST and submit(form, actions.replace, seat=seat, by=request.actor):
        messages.success(request, _("Vervangen. Het nieuwe lid krijgt een mail."))
        return redirect("appeal-detail", pk)
    refusal = rules.may_compose(seat.appeal, request.actor, timezone.localdate())
    context = {"form": form, "seat": seat, "refusal": refusal or rules.may_be_replaced(seat.appeal, seat)}
    return render(request, "labels/appeal_replace.html", context)


@require_POST
@require(*PANEL)
def appeal_declare(request: ActorRequest, pk: int) -> HttpResponse:
    """Declare to have no tie."""
    seat = _seat(request, pk)
    actions.declare(appeal=seat.appeal, by=request.actor)
    return redirect("appeal-vote", pk)


@require(*PANEL)
def appeal_vote(request: ActorRequest, pk: int) -> HttpResponse:
    """Read the file and the grounds, and vote with reasons; a vote may change until the third."""
    seat = _seat(request, pk)
    form = VoteForm(request.POST or None, initial={"verdict": seat.verdict, "reasons": seat.reasons})
    if request.POST and submit(form, actions.vote, appeal=seat.appeal, by=request.actor):
        messages.success(request, _("Je stem is bewaard."))
        return redirect("appeal-detail", pk)
    context = {
        "form": form,
        "seat": seat,
        "appeal": seat.appeal,
        "refusal": rules.may_vote(seat, timezone.localdate()),
        "papers": seat.appeal.papers.order_by("added_at", "pk"),
    }
    return render(request, "labels/appeal_vote.html", context)


def _seat(request: ActorRequest, pk: int) -> PanelSeat:
    """The actor's seat; a 404 for everybody else."""
    rows = PanelSeat.objects.of(request.actor).select_related(
        "organisation",
        "appeal__organisation",
        "appeal__application_site__site",
        "appeal__application_site__application__organisation",
        "appeal__label__site",
    )
    return get_object_or_404(rows, appeal=pk)
