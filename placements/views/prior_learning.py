"""Competences acquired elsewhere (EVC): the list, a new question, and its road to the class council."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit
from placements.actions import prior_learning as actions
from placements.forms.prior_learning import AdviceForm, AskForm, CouncilForm, EvidenceForm
from placements.models import PriorLearning
from placements.workflow.prior_learning import ASKERS, COUNCIL, STAFF
from placements.workflow.prior_learning import prior_learning as workflow
from schools.models import Student

PAGE = 25
READERS = (*ASKERS, Role.DIRECTOR)
FORMS: dict[str, type[Form]] = {"propose": AdviceForm, "recognise": CouncilForm, "reopen": EvidenceForm}


@require_safe
@require(*READERS)
def prior_learning_list(request: ActorRequest) -> HttpResponse:
    """What was asked, the newest first."""
    rows = PriorLearning.objects.visible_to(request.actor).select_related("student", "competence").order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "student": request.actor.student_id}
    return render(request, "placements/prior_learning_list.html", context)


@require(*ASKERS)
def prior_learning_new(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask that a competence counts as known."""
    student = get_object_or_404(Student.objects.visible_to(request.actor), pk=pk)
    form = AskForm(request.POST or None, student=student)
    if request.POST and (row := submit(form, actions.ask_prior_learning, student=student, by=request.actor)):
        messages.success(request, _("Gevraagd. De trajectbegeleider bekijkt de bewijzen."))
        return redirect("prior-learning-detail", row.pk)
    context = {"student": student, "form": form}
    return render(request, "placements/prior_learning_new.html", context, status=409 if request.POST else 200)


@require_safe
@require(*READERS)
def prior_learning_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One competence, its evidence, and what this reader may do."""
    return _page(request, _one(request, pk))


@require_POST
@require(*STAFF)
def prior_learning_propose(request: ActorRequest, pk: int) -> HttpResponse:
    """Put it before the class council."""
    said = _("Voorgelegd aan de klassenraad.")
    return _take(request, pk, AdviceForm(request.POST), actions.propose_prior_learning, said)


@require_POST
@require(*COUNCIL)
def prior_learning_decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Write down what the class council decided."""
    said = _("De beslissing is genoteerd. Wie met een plan werkt, kreeg bericht.")
    return _take(request, pk, CouncilForm(request.POST), actions.decide_prior_learning, said)


@require_POST
@require(*ASKERS)
def prior_learning_reopen(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask once more with new evidence."""
    said = _("Opnieuw gevraagd, met het nieuwe bewijs.")
    return _take(request, pk, EvidenceForm(request.POST), actions.reopen_prior_learning, said)


@require_POST
@require(*ASKERS)
def prior_learning_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the question back."""
    return _take(request, pk, Form(request.POST), actions.withdraw_prior_learning, _("Ingetrokken."))


def _take(request: ActorRequest, pk: int, form: Form, action: Callable[..., PriorLearning], said: str) -> HttpResponse:
    row = _one(request, pk)
    if submit(form, action, prior_learning=row, by=request.actor) is None:
        return _page(request, row, wrong=form)
    messages.success(request, said)
    return redirect("prior-learning-detail", pk)


def _one(request: ActorRequest, pk: int) -> PriorLearning:
    rows = PriorLearning.objects.visible_to(request.actor).select_related("student", "competence", "proposed_by")
    return get_object_or_404(rows, pk=pk)


def _page(request: ActorRequest, row: PriorLearning, wrong: Form | None = None) -> HttpResponse:
    """The page with the forms of the open steps; a form that was refused keeps what was typed."""
    steps = {step.step: step for step in workflow.steps(row, request.actor, timezone.localdate())}
    context: dict[str, Any] = {"row": row, "evidence": row.evidence.order_by("pk"), "wrong": wrong, "steps": steps}
    for name, form in FORMS.items():
        if name in steps and steps[name].refusal is None:
            context[name] = wrong if type(wrong) is form else form()
    return render(request, "placements/prior_learning_detail.html", context, status=409 if wrong else 200)
