"""Reading and signing an agreement through a personal link; once signed, it is read again with a code by mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import public
from marketplace.web.submit import submit
from marketplace.workflow import Refused, refuse_if
from placements.actions import signature as actions
from placements.actions.family import ask_coach
from placements.actions.link import actor_of
from placements.actions.signature_link import open_with_code, send_code
from placements.enums import SignedBy
from placements.forms.family import QuestionForm
from placements.forms.signature import CodeForm, RefuseForm
from placements.models import Agreement, PersonalLink
from placements.rules.signature_link import needs_code, other_version
from placements.views.agreement_facts import page_of
from placements.views.link import with_link
from placements.views.link_text import explain

READ_SECONDS = 1800  # how long a code keeps the signed text open in this browser


@public
@never_cache
@require_safe
@with_link
def link_agreement(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """The five sentences and the agreement; reading changes nothing."""
    return _page(request, token, link)


@public
@never_cache
@require_POST
@with_link
def link_sign(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Sign the version that was read, once; who has just signed may read on in this browser."""
    try:
        agreement = _agreement(link)
        refuse_if(other_version(agreement, request.POST.get("agreement", "")))
        actions.sign(agreement=agreement, by=actor_of(link), way=SignedBy.LINK)
    except Refused as refused:
        return _page(request, token, link, refusal=refused.refusal)
    _let_read(request, link)
    return redirect("link-agreement", token)


@public
@never_cache
@require_POST
@with_link
def link_refuse(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Do not sign, and say why."""
    form = RefuseForm(request.POST, auto_id="refuse_%s")
    if submit(form, actions.refuse_to_sign, agreement=_agreement(link), by=actor_of(link)) is None:
        return _page(request, token, link, refuse_form=form)
    return redirect("link-agreement", token)


@public
@never_cache
@require_POST
@with_link
def link_ask(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Ask the coach; signing stays possible."""
    form = QuestionForm(request.POST, auto_id="ask_%s")
    if submit(form, ask_coach, placement=link.placement, by=actor_of(link)) is None:
        return _page(request, token, link, question_form=form)
    return redirect(reverse("link-agreement", args=[token]) + "?asked=1")


@public
@never_cache
@require_POST
@with_link
def link_code(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Mail a code."""
    try:
        send_code(link=link)
    except Refused as refused:
        return _locked(request, token, link, refusal=refused.refusal)
    return _locked(request, token, link, sent=True)


@public
@never_cache
@require_POST
@with_link
def link_read(request: HttpRequest, token: str, link: PersonalLink) -> HttpResponse:
    """Open the signed text with a code."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _locked(request, token, link, form=form)
    try:
        open_with_code(link=link, code=form.cleaned_data["code"])
    except Refused as refused:
        return _locked(request, token, link, form=form, refusal=refused.refusal)
    _let_read(request, link)
    return redirect("link-agreement", token)


def _agreement(link: PersonalLink) -> Agreement:
    """The version in force, as the link's person sees it; a 404 while it is a draft."""
    return get_object_or_404(Agreement.objects.visible_to(actor_of(link)).live(), placement=link.placement_id)


def _page(request: HttpRequest, token: str, link: PersonalLink, **wrong: Any) -> HttpResponse:
    agreement = Agreement.objects.visible_to(actor_of(link)).live().filter(placement=link.placement_id).first()
    if agreement is None:
        return redirect("link-detail", token)
    if needs_code(link, agreement) and not may_read(request, link):
        return _locked(request, token, link)
    context = {
        **page_of(agreement, actor_of(link), timezone.localdate()),
        "link": link,
        "token": token,
        "texts": explain(link),
        "asked": "asked" in request.GET,
        "refuse_form": RefuseForm(auto_id="refuse_%s"),
        "question_form": QuestionForm(auto_id="ask_%s"),
        **wrong,
    }
    return render(request, "placements/sign_link.html", context, status=409 if wrong else 200)


def _locked(request: HttpRequest, token: str, link: PersonalLink, **said: Any) -> HttpResponse:
    context = {"link": link, "token": token, "form": CodeForm(), **said}
    status = 409 if "refusal" in said else 200
    return render(request, "placements/sign_link_code.html", context, status=status)


def _let_read(request: HttpRequest, link: PersonalLink) -> None:
    request.session[f"reads_link_{link.pk}"] = timezone.now().timestamp() + READ_SECONDS


def may_read(request: HttpRequest, link: PersonalLink) -> bool:
    """Whether this browser gave the code, or signed, a moment ago."""
    return request.session.get(f"reads_link_{link.pk}", 0) > timezone.now().timestamp()
