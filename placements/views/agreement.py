"""Agreements: the list, the page of one, and what coach and HR do before it is signed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import agreement as actions
from placements.enums import HOLDS_SEAT, AgreementStatus
from placements.forms.agreement import AmendForm, ReviseForm, SignByForm
from placements.models import Agreement, Placement
from placements.rules.form import forms_of
from placements.views.agreement_facts import page_of

PAGE = 25
WRITERS = (Role.HR, Role.COACH, Role.COORDINATOR)
READERS = (*WRITERS, Role.DIRECTOR, Role.MENTOR, Role.STUDENT)


@require(*READERS)
def agreement_list(request: ActorRequest) -> HttpResponse:
    """The agreements that are being written or signed, the nearest last day first; all of them with ?all."""
    rows = Agreement.objects.visible_to(request.actor).live().select_related(*RELATED)
    everything = "all" in request.GET
    if not everything:
        busy = (AgreementStatus.DRAFT, AgreementStatus.SIGNING, AgreementStatus.REFUSED)
        rows = rows.filter(status__in=busy, placement__status__in=HOLDS_SEAT)
    may_sign_many = request.actor.may_sign and request.actor.has(Role.HR, Role.DIRECTOR, Role.COORDINATOR)
    page = Paginator(rows.order_by("sign_by_on", "placement__starts_on", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "everything": everything, "may_sign_many": may_sign_many}
    return render(request, "placements/agreement_list.html", context)


@require(*READERS)
def agreement_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One version: its text, who signed, and the next step; it prints on A4."""
    return show(request, one(request, pk))


@require_POST
@require(*WRITERS)
def agreement_draft(request: ActorRequest, pk: int) -> HttpResponse:
    """Make the agreement of an agreed placement."""
    placement = get_object_or_404(Placement.objects.visible_to(request.actor), pk=pk)
    agreement = actions.draft_agreement(placement=placement, by=request.actor)
    if agreement.placement.starts_on != placement.starts_on:
        messages.info(request, _("De eerste dag was al voorbij en schuift op. Kijk de periode na."))
    return redirect("agreement-detail", agreement.pk)


@require_POST
@require(*WRITERS)
def agreement_check(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that the data are right."""
    row = actions.check_data(agreement=one(request, pk), by=request.actor)
    opened = row.status == AgreementStatus.SIGNING
    messages.success(request, _("Iedereen kan nu tekenen.") if opened else _("Bewaard. De andere kant kijkt nog na."))
    return redirect("agreement-detail", pk)


@require(*WRITERS)
def agreement_revise(request: ActorRequest, pk: int) -> HttpResponse:
    """Change period, hours or form; once signing has opened this makes the next version."""
    agreement = one(request, pk)
    form = _revise_form(request.POST or None, agreement)
    row = submit(form, actions.revise_agreement, agreement=agreement, by=request.actor) if request.POST else None
    if row:
        messages.success(request, _("Bewaard. Kijk de gegevens na en vink ze opnieuw af."))
        return redirect("agreement-detail", row.pk)
    context = {"agreement": agreement, "form": form, "is_new": agreement.status != AgreementStatus.DRAFT}
    return render(request, "placements/agreement_revise.html", context, status=409 if request.POST else 200)


def _revise_form(data: Any, agreement: Agreement) -> ReviseForm | AmendForm:
    """Of an amendment its day is asked; first day and form stay."""
    placement = agreement.placement
    if agreement.amends_id:
        return AmendForm(data, placement=agreement.placement_then, in_force_on=agreement.in_force_on)
    allowed = forms_of([placement.programme], placement.company, placement.starts_on)
    return ReviseForm(data, placement=placement, forms_allowed=allowed)


@require_POST
@require(*WRITERS)
def agreement_sign_by(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose another last day to sign."""
    agreement, form = one(request, pk), SignByForm(request.POST)
    if submit(form, actions.move_sign_by, agreement=agreement, by=request.actor) is None:
        return show(request, agreement, sign_by_form=form)
    messages.success(request, _("De nieuwe laatste dag is bewaard."))
    return redirect("agreement-detail", pk)


RELATED = (
    "amends",
    "placement__student__school_class",
    "placement__programme",
    "placement__offer",
    "placement__site",
    "placement__coach",
    "placement__company__organisation",
    "placement__company__joint_committee",
    "placement__school__organisation",
    "plan",
    "schedule",
)


def one(request: ActorRequest, pk: int) -> Agreement:
    """The agreement with what its page shows, or a 404."""
    rows = Agreement.objects.visible_to(request.actor).select_related(*RELATED).telling_whether_negotiated()
    return get_object_or_404(rows, pk=pk)


def show(request: ActorRequest, agreement: Agreement, **wrong: Form) -> HttpResponse:
    """The page; with a form that was refused it keeps what was typed."""
    context: dict[str, Any] = page_of(agreement, request.actor, timezone.localdate())
    context["sign_by_form"] = SignByForm(initial={"sign_by_on": agreement.sign_by_on})
    return render(request, "placements/agreement_detail.html", context | wrong, status=409 if wrong else 200)
