"""Offers: the lists of both sides, one offer, the company's answers and the thread."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.models import Mentor
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import SCHOOL_STAFF, Role
from marketplace.web.submit import submit
from placements.actions import offer as actions
from placements.filters.offer import OfferFilter
from placements.forms.offer import AcceptForm, DeclineForm, MessageForm
from placements.models import Offer, Placement
from placements.offer_need import disclosed_student, need_of
from placements.rules.side import sides_of
from placements.week import weekdays_in_words
from placements.workflow.offer import offers

PAGE = 25
READERS = (Role.HR, Role.COORDINATOR, Role.COACH, Role.DIRECTOR)


@require(*READERS)
def offer_list(request: ActorRequest) -> HttpResponse:
    """What waits for an answer first, then what was answered last."""
    rows = Offer.objects.visible_to(request.actor).select_related(
        "request__programme", "request__student", "capacity__site__company__organisation"
    )
    search = OfferFilter(request.GET, rows.open_first())
    page = Paginator(search.qs, PAGE).get_page(request.GET.get("page"))
    shown = [
        (offer, weekdays_in_words(offer.request.weekdays), not sides_of(offer, request.actor).has(Role.HR))
        for offer in page
    ]
    is_hr, is_school = request.actor.has(Role.HR), request.actor.has(*SCHOOL_STAFF)
    context = {"page": page, "rows": shown, "filters": search.form, "is_hr": is_hr, "is_school": is_school}
    return render(request, "placements/offer_list.html", context)


@require(*READERS)
def offer_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One offer: the anonymous need, the answers that are open, the questions."""
    return _page(request, _one(request, pk))


@require_POST
@require(Role.HR)
def offer_accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Say yes, with or without a meeting first."""
    offer = _one(request, pk)
    form = AcceptForm(request.POST, mentors=_mentors(offer), auto_id="answer_%s")
    placement = submit(form, actions.accept, offer=offer, by=request.actor)
    if placement is None:
        return _page(request, offer, wrong=form)
    messages.success(request, _("Bedankt. Jullie kennen nu elkaars naam."))
    return redirect("placement-detail", placement.pk)


@require_POST
@require(Role.HR)
def offer_decline(request: ActorRequest, pk: int) -> HttpResponse:
    """Say no, with a reason."""
    offer, form = _one(request, pk), DeclineForm(request.POST, auto_id="no_%s")
    if submit(form, actions.decline, offer=offer, by=request.actor) is None:
        return _page(request, offer, wrong=form)
    messages.success(request, _("Je antwoord is bij de school. Bedankt om snel te antwoorden."))
    return redirect("offer-list")


@require_POST
@require(Role.COORDINATOR)
def offer_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """The school takes an open offer back."""
    offer = actions.withdraw(offer=_one(request, pk), by=request.actor)
    return redirect("offer-of-request", offer.request_id)


@require_POST
@require(Role.HR, Role.COORDINATOR, Role.COACH)
def offer_message(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask or answer."""
    offer, form = _one(request, pk), MessageForm(request.POST, auto_id="message_%s")
    if submit(form, actions.write_message, offer=offer, by=request.actor) is None:
        return _page(request, offer, wrong=form)
    return redirect("offer-detail", pk)


def _one(request: ActorRequest, pk: int) -> Offer:
    rows = Offer.objects.visible_to(request.actor).select_related(
        "request__student", "request__programme", "capacity__site__company__organisation", "company__organisation"
    )
    return get_object_or_404(rows, pk=pk)


def _mentors(offer: Offer) -> Any:
    return Mentor.objects.choosable(offer.capacity.site_id, timezone.localdate())


def _page(request: ActorRequest, offer: Offer, wrong: Form | None = None) -> HttpResponse:
    """The offer's page; with a form that was refused it says why and keeps what was typed."""
    steps = {step.step: step for step in offers.steps(offer, request.actor, timezone.localdate())}
    need = need_of(offer)
    context = {
        "offer": offer,
        "need": need,
        "days": weekdays_in_words(need.weekdays),
        "student": disclosed_student(offer, request.actor),
        "is_hr": sides_of(offer, request.actor).has(Role.HR),
        "accept": steps.get("accept"),
        "withdraw": steps.get("withdraw"),
        "thread": offer.messages.order_by("pk"),
        "placement": Placement.objects.visible_to(request.actor).filter(offer=offer).first(),
        "wrong": wrong,
        **_forms(offer, wrong),
    }
    return render(request, "placements/offer_detail.html", context, status=409 if wrong else 200)


def _forms(offer: Offer, wrong: Form | None) -> dict[str, Form]:
    """A fresh form for each answer, but the one that was refused."""
    fresh: dict[str, Form] = {
        "meet_form": AcceptForm(mentors=_mentors(offer), auto_id="meet_%s", initial={"wants_meeting": True}),
        "yes_form": AcceptForm(mentors=_mentors(offer), auto_id="yes_%s"),
        "no_form": DeclineForm(auto_id="no_%s"),
        "message_form": MessageForm(auto_id="message_%s"),
    }
    for name in ("no_form", "message_form"):
        if wrong is not None and type(fresh[name]) is type(wrong):
            fresh[name] = wrong
    if isinstance(wrong, AcceptForm):
        fresh["meet_form" if wrong.cleaned_data.get("wants_meeting") else "yes_form"] = wrong
    return fresh
