"""Reading and signing one version of an agreement through a personal link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, public
from marketplace.audit.actions import record_refused
from marketplace.web.submit import submit
from marketplace.workflow import Refused, refuse_if
from placements.actions import signature as actions
from placements.actions.calendar_feed import has_feed, may_follow
from placements.actions.family import ask_coach
from placements.actions.host_tie import say_host_tie
from placements.actions.link import actor_of
from placements.actions.take_over_paper import papers_of
from placements.enums import SignedBy
from placements.forms.family import QuestionForm
from placements.forms.signature import HostTieForm, RefuseForm
from placements.models import Agreement, MentorAssignment, PersonalLink
from placements.rules.link import reads_on
from placements.rules.schedule import schedule_of
from placements.rules.signature_link import other_version
from placements.views.agreement_facts import copy_of
from placements.views.link import keep_open, with_code
from placements.views.link_text import explain


@public
@never_cache
@require_safe
@with_code
def link_agreement(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """The five sentences and the agreement; reading changes nothing."""
    return _page(request, token, link)


@public
@never_cache
@require_POST
@with_code
def link_sign(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Sign the version that was read, once; who has just signed may read on in this browser."""
    try:
        agreement = _agreement(link)
        refuse_if(other_version(agreement, request.POST.get("agreement", "")))
        actions.sign(agreement=agreement, by=actor_of(link), way=SignedBy.LINK, link=link)
    except Refused as refused:
        record_refused(refused.code, subject=refused.subject or link.agreement, by=actor_of(link))
        return _page(request, token, link, refusal=refused.refusal)
    keep_open(request, link)
    return redirect("link-agreement", token)


@public
@never_cache
@require_POST
@with_code
def link_tie(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """A representative says whether they work for the host or own it; a 404 for the student."""
    if (person := link.representative) is None:
        raise Http404
    form, agreement = HostTieForm(request.POST, company=link.placement.company), _agreement(link)
    if submit(form, say_host_tie, agreement=agreement, representative=person, by=actor_of(link)) is None:
        return _page(request, token, link, tie_form=form)
    return redirect("link-agreement", token)


@public
@never_cache
@require_POST
@with_code
def link_refuse(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Do not sign, and say why."""
    form = RefuseForm(request.POST, auto_id="refuse_%s")
    if submit(form, actions.refuse_to_sign, agreement=_agreement(link), by=actor_of(link)) is None:
        return _page(request, token, link, refuse_form=form)
    return redirect("link-agreement", token)


@public
@never_cache
@require_POST
@with_code
def link_ask(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Ask the coach; signing stays possible."""
    form = QuestionForm(request.POST, auto_id="ask_%s")
    if submit(form, ask_coach, placement=link.placement, by=actor_of(link)) is None:
        return _page(request, token, link, question_form=form)
    return redirect(reverse("link-agreement", args=[token]) + "?asked=1")


def _agreement(link: PersonalLink) -> Agreement:
    """The version that the link is for, of the placement that the link has read; a 404 for a link to answer."""
    rows = Agreement.objects.visible_to(actor_of(link)).live().select_related("plan", "schedule")
    agreement = get_object_or_404(rows, pk=link.agreement_id)
    agreement.placement = link.placement
    return agreement


def _take_overs(link: PersonalLink) -> list[tuple[MentorAssignment, bool]]:
    """Who became mentor after the signatures, and whether the sealed paper of it is made, for who reads on."""
    if not reads_on(link.placement, link.person, timezone.localdate()):
        return []
    rows = [row for row in link.placement.mentors.all() if row.taken_over_at]
    papers = papers_of(rows)
    return [(row, row.pk in papers) for row in rows]


def _page(request: HttpRequest, token: str, link: PersonalLink, **wrong: Any) -> HttpResponse:
    if link.agreement is None:
        return redirect("link-detail", token)
    agreement = _agreement(link)
    context = {
        **copy_of(agreement, actor_of(link), timezone.localdate()),
        "link": link,
        "token": token,
        "texts": explain(link, timezone.localdate()),
        "asked": "asked" in request.GET,
        "may_follow": schedule_of(agreement) is not None and may_follow(link.placement, link.representative_id),
        "take_overs": _take_overs(link),
        "has_feed": has_feed(link.placement, actor_of(link)),
        "tie_form": HostTieForm(company=link.placement.company),
        "refuse_form": RefuseForm(auto_id="refuse_%s"),
        "question_form": QuestionForm(auto_id="ask_%s"),
        **wrong,
    }
    return render(request, "placements/sign_link.html", context, status=409 if wrong else 200)
