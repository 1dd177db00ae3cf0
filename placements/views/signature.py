"""Signing by account, saying no, asking, and signing before a witness at school."""

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
from placements.actions import signature as actions
from placements.actions.family import ask_coach
from placements.forms.family import QuestionForm
from placements.forms.signature import HostTieForm, PaperForm, RefuseForm, WitnessForm
from placements.models import Agreement, Signature
from placements.rules.identity import tie_of
from placements.rules.signature import witnesses_of
from placements.views.agreement import one
from placements.views.agreement_facts import signing_of, text_of

SIGNERS = (Role.HR, Role.DIRECTOR, Role.COORDINATOR, Role.STUDENT)


@require(*SIGNERS)
def agreement_sign(request: ActorRequest, pk: int) -> HttpResponse:
    """Read, confirm, sign."""
    agreement = one(request, pk)
    if request.method == "POST":
        actions.sign(agreement=agreement, by=request.actor)
        messages.success(request, _("Je hebt getekend."))
        return redirect("agreement-detail", pk)
    return _page(request, agreement)


@require_POST
@require(*SIGNERS)
def agreement_refuse(request: ActorRequest, pk: int) -> HttpResponse:
    """Do not sign, and say why."""
    agreement, form = one(request, pk), RefuseForm(request.POST, auto_id="refuse_%s")
    if submit(form, actions.refuse_to_sign, agreement=agreement, by=request.actor) is None:
        return _page(request, agreement, refuse_form=form)
    messages.success(request, _("De trajectbegeleider kijkt naar wat je schreef."))
    return redirect("agreement-detail", pk)


@require_POST
@require(*SIGNERS)
def agreement_ask(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask the coach something; signing stays possible."""
    agreement, form = one(request, pk), QuestionForm(request.POST, auto_id="ask_%s")
    if submit(form, ask_coach, placement=agreement.placement, by=request.actor) is None:
        return _page(request, agreement, question_form=form)
    messages.success(request, _("Je vraag is bij de trajectbegeleider. Tekenen kan daarna nog."))
    return redirect("agreement-sign", pk)


@require(Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
def signature_witness(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a student or parent read and sign on the school's device."""
    rows = Signature.objects.visible_to(request.actor).select_related("agreement", "representative")
    slot = get_object_or_404(rows, pk=pk)
    agreement = one(request, slot.agreement_id)
    form = _witness_form(request, agreement, request.POST or None)
    if request.POST and submit(form, actions.sign_before_witness, signature=slot, by=request.actor):
        messages.success(request, _("De handtekening is bewaard."))
        return redirect("agreement-detail", agreement.pk)
    return _at_school(request, slot, agreement, form=form)


@require_POST
@require(Role.COACH, Role.COORDINATOR, Role.DIRECTOR)
def signature_paper(request: ActorRequest, pk: int) -> HttpResponse:
    """Note a signature that was given on a printed copy."""
    rows = Signature.objects.visible_to(request.actor).select_related("agreement", "representative")
    slot = get_object_or_404(rows, pk=pk)
    agreement, form = one(request, slot.agreement_id), PaperForm(request.POST)
    if submit(form, actions.record_paper, signature=slot, by=request.actor):
        messages.success(request, _("De handtekening is bewaard."))
        return redirect("agreement-detail", agreement.pk)
    return _at_school(request, slot, agreement, form=_witness_form(request, agreement), paper_form=form)


def _witness_form(request: ActorRequest, agreement: Agreement, data: Any = None) -> WitnessForm:
    staff = witnesses_of(agreement.placement.school_id, timezone.localdate())
    return WitnessForm(data, staff=staff, initial={"witness": request.actor.user_id})


def _at_school(request: ActorRequest, slot: Signature, agreement: Agreement, **forms: Form) -> HttpResponse:
    context = {
        "agreement": agreement,
        "slot": slot,
        "name": str(slot.representative or agreement.placement.student),
        "text": text_of(agreement, timezone.localdate()),
        "asks_tie": slot.representative_id is not None and tie_of(slot) is None,
        "tie_form": HostTieForm(company=agreement.placement.company),
        "paper_form": PaperForm(),
        **forms,
    }
    return render(request, "placements/sign_witness.html", context, status=409 if request.POST else 200)


def _page(request: ActorRequest, agreement: Agreement, **wrong: object) -> HttpResponse:
    context = {
        **signing_of(agreement, request.actor, timezone.localdate()),
        "refuse_form": RefuseForm(auto_id="refuse_%s"),
        "question_form": QuestionForm(auto_id="ask_%s"),
        **wrong,
    }
    return render(request, "placements/sign.html", context, status=409 if wrong else 200)
