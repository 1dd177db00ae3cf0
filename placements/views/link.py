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
from marketplace.audit.actions import record_refused
from marketplace.web.submit import submit
from marketplace.workflow import Refused
from placements.actions import family as actions
from placements.actions.link import actor_of, open_link
from placements.actions.signature_link import open_with_code, send_code
from placements.enums import LinkPurpose, PlacementStatus, SignedBy
from placements.family_texts import FAMILY_TEXTS, RIGHT_TO_LEFT
from placements.forms.family import NoForm, QuestionForm
from placements.forms.signature import CodeForm
from placements.models import PersonalLink
from placements.rules.family import may_say_yes
from placements.rules.link import title_of, whom_to_call
from placements.rules.side import party_of
from placements.rules.signature_link import unreachable
from placements.views.link_text import explain

STATUS = {"link.unknown": 404, "link.foreign": 403}
GONE = 410
OPEN_SECONDS = 1800  # how long a code keeps a link open in this browser


def with_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open the link of the address, or say in one sentence why it does not open."""

    @wraps(view)
    def opened(request: ActorRequest, token: str, **keys: int) -> HttpResponseBase:
        try:
            link = open_link(token=token, by=request.actor)
        except Refused as refused:
            record_refused(refused.code, subject=refused.subject, by=request.actor)
            context = {"refusal": refused.refusal}
            return render(request, "placements/link_refused.html", context, status=STATUS.get(refused.code, GONE))
        return view(request, token, link, **keys)

    return opened


def with_code(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open the link of the address in the browser in which its code was given; elsewhere it shows nothing."""

    @with_link
    def unlocked(request: ActorRequest, token: str, link: PersonalLink, **keys: int) -> HttpResponseBase:
        return view(request, token, link, **keys) if is_open(request, link) else _ask_code(request, token, link)

    return wraps(view)(unlocked)


def keep_open(request: ActorRequest, link: PersonalLink) -> None:
    """A code was given, or a signature, in this browser; the next code of the link closes it here."""
    request.session[f"opens_link_{link.pk}"] = [timezone.now().timestamp() + OPEN_SECONDS, _opening(link)]


def is_open(request: ActorRequest, link: PersonalLink) -> bool:
    """Whether the last code of the link was given in this browser, less than half an hour ago."""
    until, opening = request.session.get(f"opens_link_{link.pk}", [0, ""])
    return link.opened_at is not None and opening == _opening(link) and until > timezone.now().timestamp()


def _opening(link: PersonalLink) -> str:
    return link.opened_at.isoformat() if link.opened_at else ""


@public
@never_cache
@require_POST
@with_link
def link_code(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Send a code."""
    try:
        send_code(link=link)
    except Refused as refused:
        record_refused(refused.code, subject=link, by=actor_of(link))
        return _ask_code(request, token, link, refusal=refused.refusal)
    return _ask_code(request, token, link, sent=True)


@public
@never_cache
@require_POST
@with_link
def link_open(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Open the link with its code."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_code(request, token, link, form=form)
    try:
        open_with_code(link=link, code=form.cleaned_data["code"])
    except Refused as refused:
        record_refused(refused.code, subject=link, by=actor_of(link))
        return _ask_code(request, token, link, form=form, refusal=refused.refusal)
    keep_open(request, link)
    return redirect("link-detail", token)


def _ask_code(request: ActorRequest, token: str, link: PersonalLink, **said: Any) -> HttpResponse:
    """Nothing about anybody: whom to call, and in every language what to do."""
    context = {
        "token": token,
        "form": CodeForm(),
        "texts": [(language, language in RIGHT_TO_LEFT, texts["code"]) for language, texts in FAMILY_TEXTS.items()],
        "cannot": unreachable(link),
        "call": whom_to_call(link),
        **said,
    }
    status = 409 if "refusal" in said or said.get("form") else 200
    return render(request, "placements/link_code.html", context, status=status)


@public
@never_cache
@require_safe
@with_code
def link_detail(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """What, where, when, paid or not, whom to call; with the agreement once there is one to sign."""
    if link.purpose == LinkPurpose.SIGN:
        return redirect("link-agreement", token)
    return _page(request, token, link)


@public
@never_cache
@require_POST
@with_code
def link_yes(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Yes, I agree."""
    try:
        actions.say_yes(placement=link.placement, by=actor_of(link), way=SignedBy.LINK)
    except Refused as refused:
        record_refused(refused.code, subject=refused.subject or link.placement, by=actor_of(link))
        return _page(request, token, link, refusal=refused.refusal)
    return redirect("link-detail", token)


@public
@never_cache
@require_POST
@with_code
def link_no(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """No, with a reason."""
    form = NoForm(request.POST, auto_id="no_%s")
    if submit(form, actions.say_no, placement=link.placement, by=actor_of(link)) is None:
        return _page(request, token, link, no_form=form)
    return redirect("link-detail", token)


@public
@never_cache
@require_POST
@with_code
def link_question(request: ActorRequest, token: str, link: PersonalLink) -> HttpResponse:
    """A question to the coach."""
    form = QuestionForm(request.POST)
    if submit(form, actions.ask_coach, placement=link.placement, by=actor_of(link)) is None:
        return _page(request, token, link, question_form=form)
    return redirect(reverse("link-detail", args=[token]) + "?asked=1")


def _page(request: ActorRequest, token: str, link: PersonalLink, **wrong: Any) -> HttpResponse:
    placement, on = link.placement, timezone.localdate()
    party = party_of(placement, actor_of(link))
    refusal = may_say_yes(placement, party, link.representative_id, on)
    context = {
        "link": link,
        "title": title_of(placement.form),
        "token": token,
        "texts": explain(link, on),
        "is_open": placement.status == PlacementStatus.ACCEPTED,
        "status": placement,
        "yes_refusal": refusal,
        "no_form": NoForm(auto_id="no_%s"),
        "question_form": QuestionForm(),
        "asked": "asked" in request.GET,
        **wrong,
    }
    return render(request, "placements/link.html", context, status=409 if wrong else 200)
