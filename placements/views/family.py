"""What a student with an account answers, and what the school writes down for a family."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import family as actions
from placements.actions.link import issue_links
from placements.actions.signature_link import tell_code
from placements.enums import SignedBy
from placements.forms.family import NoForm, QuestionForm
from placements.forms.placement import WitnessForm
from placements.models import FamilyQuestion
from placements.views.placement import one, show


@require_POST
@require(Role.STUDENT)
def placement_yes(request: ActorRequest, pk: int) -> HttpResponse:
    """The student's yes."""
    actions.say_yes(placement=one(request, pk), by=request.actor, way=SignedBy.ACCOUNT)
    messages.success(request, _("Je zei ja. Je school maakt nu de papieren klaar."))
    return redirect("placement-detail", pk)


@require_POST
@require(Role.STUDENT)
def placement_no(request: ActorRequest, pk: int) -> HttpResponse:
    """The student's no."""
    placement, form = one(request, pk), NoForm(request.POST, auto_id="no_%s")
    if submit(form, actions.say_no, placement=placement, by=request.actor) is None:
        return show(request, placement, wrong=form)
    messages.success(request, _("Je zei nee. Je school zoekt met jou verder."))
    return redirect("placement-detail", pk)


@require_POST
@require(Role.STUDENT)
def placement_question(request: ActorRequest, pk: int) -> HttpResponse:
    """A question to the coach."""
    placement, form = one(request, pk), QuestionForm(request.POST)
    if submit(form, actions.ask_coach, placement=placement, by=request.actor) is None:
        return show(request, placement, wrong=form)
    messages.success(request, _("Je vraag is bij je school."))
    return redirect("placement-detail", pk)


@require_POST
@require(Role.COACH, Role.COORDINATOR)
def placement_witness(request: ActorRequest, pk: int) -> HttpResponse:
    """Write down a yes that was given on paper or in person."""
    placement = one(request, pk)
    form = WitnessForm(request.POST, placement=placement, auto_id="witness_%s")
    if submit(form, actions.record_yes, placement=placement, by=request.actor) is None:
        return show(request, placement, wrong=form)
    messages.success(request, _("De ja is genoteerd."))
    return redirect("placement-detail", pk)


@never_cache
@require_POST
@require(Role.COACH, Role.COORDINATOR)
def placement_links(request: ActorRequest, pk: int) -> HttpResponse:
    """Make personal links; they are shown once, to be printed or given by hand."""
    placement = one(request, pk)
    links = issue_links(placement=placement, by=request.actor)
    return render(request, "placements/placement_links.html", {"placement": placement, "links": links})


@require_safe
@require(Role.COACH, Role.COORDINATOR)
def placement_link_list(request: ActorRequest, pk: int) -> HttpResponse:
    """The links that work now, each with the button for a code to tell."""
    placement = one(request, pk)
    rows = placement.links.filter(withdrawn_at=None, expires_at__gt=timezone.now()).select_related("representative")
    return render(request, "placements/link_list.html", {"placement": placement, "links": rows.order_by("pk")})


@never_cache
@require_POST
@require(Role.COACH, Role.COORDINATOR)
def placement_link_code(request: ActorRequest, pk: int, link_pk: int) -> HttpResponse:
    """A code to tell somebody whom the school knows; it is shown once."""
    placement = one(request, pk)
    link = get_object_or_404(placement.links.filter(withdrawn_at=None), pk=link_pk)
    code = tell_code(link=link, by=request.actor)
    context = {"placement": placement, "code": code, "name": str(link.representative or link.student)}
    return render(request, "placements/link_told.html", context)


@require_POST
@require(Role.COACH, Role.COORDINATOR)
def question_answered(request: ActorRequest, pk: int) -> HttpResponse:
    """The one who asked has had an answer."""
    question = get_object_or_404(FamilyQuestion.objects.visible_to(request.actor), pk=pk)
    actions.mark_answered(question=question, by=request.actor)
    return redirect("placement-detail", question.placement_id)
