"""The page by personal link: five plain sentences, whom to call, one decision; reading it changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, public
from marketplace.web.submit import submit
from marketplace.workflow import Refused
from placements.actions import family as actions
from placements.actions.link import actor_of, open_link
from placements.actions.placement import party_of
from placements.enums import PlacementStatus, SignedBy
from placements.forms.family import NoForm, QuestionForm
from placements.models import PersonalLink
from placements.rules.family import may_say_yes
from placements.views.link_text import explain

STATUS = {"link.unknown": 404, "link.foreign": 403}
GONE = 410
WITH_AGREEMENT = (PlacementStatus.SIGNING, PlacementStatus.SIGNED, PlacementStatus.RUNNING)


def with_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open the link of the address, or say in one sentence why it does not open."""

    @wraps(view)
    def opened(request: ActorRequest, token: str) -> HttpResponseBase:
        try:
            link = open_link(token=token, by=request.actor)
        except Refused as refused:
            context = {"refusal": refused.refusal}
            return render(request, "placements/link_refused.html", context, status=STATUS.get(refused.code, GONE))
        return view(request, token, link)

    return opened


@public
@never_cache
@require_safe
@with_link
def link_detail(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """What, where, when, paid or not, whom to call; with the agreement once there is one to sign."""
    if link.placement.status in WITH_AGREEMENT:
        return redirect("link-agreement", token)
    return _page(request, token, link)


@public
@never_cache
@require_POST
@with_link
def link_yes(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Yes, I agree."""
    try:
        actions.say_yes(placement=link.placement, by=actor_of(link), way=SignedBy.LINK)
    except Refused as refused:
        return _page(request, token, link, refusal=refused.refusal)
    return redirect("link-detail", token)


@public
@never_cache
@require_POST
@with_link
def link_no(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """No, with a reason."""
    form = NoForm(request.POST, auto_id="no_%s")
    if submit(form, actions.say_no, placement=link.placement, by=actor_of(link)) is None:
        return _page(request, token, link, no_form=form)
    return redirect("link-detail", token)


@public
@never_cache
@require_POST
@with_link
def link_question(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """A question to the coach."""
    form = QuestionForm(request.POST)
    if submit(form, actions.ask_coach, placement=link.placement, by=actor_of(link)) is None:
        return _page(request, token, link, question_form=form)
    return redirect(reverse("link-detail", args=[token]) + "?asked=1")


def _page(request: ActorRequest, token: str, link: PersonalLink, **wrong: Any) -> HttpResponse:
    placement, on = link.placement, timezone.localdate()
    party = party_of(actor_of(link))
    refusal = may_say_yes(placement, party, link.representative_id, on)
    context = {
        "link": link,
        "token": token,
        "texts": explain(link),
        "is_open": placement.status == PlacementStatus.ACCEPTED,
        "status": placement,
        "yes_refusal": refusal,
        "no_form": NoForm(auto_id="no_%s"),
        "question_form": QuestionForm(),
        "asked": "asked" in request.GET,
        **wrong,
    }
    return render(request, "placements/link.html", context, status=409 if wrong else 200)
