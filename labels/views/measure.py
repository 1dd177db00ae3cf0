"""Pages of measures on a label: propose one, and one with its reading and its decisions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from labels.actions import measure as actions
from labels.actions.letter import letters_of, reference_of_measure
from labels.enums import Matter
from labels.forms.measure import AmendMeasureForm, DecideMeasureForm, MeasureBackForm, ProposeMeasureForm
from labels.models import Decision, Label, Measure
from labels.rules.appeal import ways_of_holder
from labels.rules.assignment import DECIDERS
from labels.views.register import PROPOSALS
from labels.workflow.measure import measures as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit

READERS = (*DECIDERS, Role.ADMINISTRATOR, Role.HR, Role.DIRECTOR)
STEPS: dict[str, tuple[Callable[..., Measure], type[Form]]] = {
    "review": (actions.review, Form),
    "return": (actions.send_back, MeasureBackForm),
    "amend": (actions.amend, AmendMeasureForm),
    "drop": (actions.drop, Form),
    "decide": (actions.decide, DecideMeasureForm),
}
BUTTONS = ("review", "drop")  # the other steps are asked on a form


@require(*DECIDERS)
def measure_new(request: ActorRequest, pk: int, matter: str) -> HttpResponse:
    """Propose a measure on a label."""
    label = get_object_or_404(Label.objects.visible_to(request.actor).select_related("organisation", "site"), pk=pk)
    form = ProposeMeasureForm(request.POST or None, matter=matter, initial={"effective_on": timezone.localdate()})
    if request.POST and (made := submit(form, actions.propose, label=label, matter=matter, by=request.actor)):
        messages.success(request, _("Voorgesteld. Een collega leest het na, en twee anderen beslissen."))
        return redirect("measure-detail", made.pk)
    return render(
        request, "labels/measure_new.html", {"form": form, "label": label, "title": dict(PROPOSALS)[Matter(matter)]}
    )


@require_safe
@require(*READERS)
def measure_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One measure: why, who read it, what was decided, and what the actor can do."""
    return _page(request, _one(request, pk))


@require_POST
@require(*DECIDERS)
def measure_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """One step of who proposes, reads or decides."""
    measure = _one(request, pk)
    action, form_class = STEPS[step]
    form = form_class(request.POST, auto_id=f"{step}_%s")
    if submit(form, action, measure=measure, by=request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("measure-detail", pk)
    return _page(request, measure, wrong=(step, form))


def _one(request: ActorRequest, pk: int) -> Measure:
    rows = Measure.objects.visible_to(request.actor).select_related(
        "label__organisation", "label__site", "label__scheme", "proposed_by", "reviewed_by", "organisation", "case"
    )
    return get_object_or_404(rows, pk=pk)


def _page(request: ActorRequest, measure: Measure, wrong: tuple[str, Form] | None = None) -> HttpResponse:
    steps = {step.step: step for step in workflow.steps(measure, request.actor, timezone.localdate())}
    judges = request.actor.has(*DECIDERS, Role.ADMINISTRATOR)
    made = Decision.objects.filter(label=measure.label, attempt=measure.number).select_related("decided_by")
    context: dict[str, Any] = {
        "measure": measure,
        "steps": [step for name, step in steps.items() if name in BUTTONS],
        "back": steps.get("return"),
        "amend": steps.get("amend"),
        "decide": steps.get("take"),
        "is_judge": judges,
        "letter": letters_of([reference_of_measure(measure)]).get(reference_of_measure(measure)),
        "ways": ways_of_holder(measure.label, request.actor, timezone.localdate()),
        "came_back": request.actor.has(*DECIDERS) and Measure.objects.came_back().filter(pk=measure.pk).exists(),
        "decisions": made.select_related("organisation").order_by("pk") if judges or not measure.is_open else [],
        "errors_of": wrong[1] if wrong and wrong[0] in BUTTONS else None,
    }
    return render(request, "labels/measure.html", context | _forms(measure, wrong))


def _forms(measure: Measure, wrong: tuple[str, Form] | None) -> dict[str, Form]:
    """The forms of the steps that ask something; one of them may come back with what was wrong."""
    forms: dict[str, Form] = {
        "back_form": MeasureBackForm(auto_id="return_%s"),
        "amend_form": AmendMeasureForm(auto_id="amend_%s", initial={"reasons": measure.reasons}),
        "decide_form": DecideMeasureForm(auto_id="decide_%s"),
    }
    return forms | {f"{ {'return': 'back'}.get(wrong[0], wrong[0]) }_form": wrong[1]} if wrong else forms
