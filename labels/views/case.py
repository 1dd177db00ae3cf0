"""The pages of cases for who handles them: the list, one case, and its steps."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.forms import ChoiceField, Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from labels.actions import case as actions
from labels.actions.reconsideration import answer_reconsideration
from labels.enums import CaseFinding, CaseStatus
from labels.forms.case import AnswerForm, FindingForm, HeardForm, QuestionForm
from labels.models import Case, Label, Measure, Reconsideration, Report
from labels.rules import case as rules
from labels.rules import reconsideration
from labels.workflow.case import cases as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.web.submit import submit

READERS = (Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.DECIDER)
HANDLERS = (Role.LABEL_OFFICER, Role.DECIDER)
MOST_CLOSED = 50
FORMS: dict[str, type[Form]] = {
    "hear": QuestionForm,
    "decide": FindingForm,
    "note_heard": HeardForm,
    "reconsider": AnswerForm,
}
STEPS: dict[str, Callable[..., Any]] = {
    "acknowledge": actions.acknowledge,
    "take_over": actions.take_over,
    "hear": actions.hear,
    "note_heard": actions.note_reporter_heard,
    "decide": actions.decide,
    "close": actions.close,
    "reconsider": answer_reconsideration,
}


@require_safe
@require(*READERS)
def case_list(request: ActorRequest) -> HttpResponse:
    """What is open, danger and the nearest term first; then what was closed last."""
    on = timezone.localdate()
    rows = Case.objects.visible_to(request.actor).untied(request.actor, on)
    is_disputed = Exists(Reconsideration.objects.open().filter(case=OuterRef("pk")))
    rows = rows.select_related("organisation", "site", "handler").annotate(is_disputed=is_disputed)
    context = {
        "rows": [(case, case.is_late(on)) for case in rows.unfinished()],
        "closed": rows.filter(status=CaseStatus.CLOSED).order_by("-closed_at")[:MOST_CLOSED],
    }
    return render(request, "labels/cases.html", context)


@require_safe
@require(*READERS)
def case_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One case; the reports only for its handler."""
    return _page(request, _one(request, pk))


@require_POST
@require(*HANDLERS)
def case_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """One step of the handler."""
    case = _one(request, pk)
    form_class = FORMS.get(step)
    if form_class is None:
        STEPS[step](case=case, by=request.actor)
    elif (
        submit(form := form_class(request.POST, auto_id=f"{step}_%s"), STEPS[step], case=case, by=request.actor) is None
    ):
        return _page(request, case, wrong=form)
    messages.success(request, _("Bewaard."))
    return redirect("case-detail", pk)


def _one(request: ActorRequest, pk: int) -> Case:
    rows = Case.objects.visible_to(request.actor).untied(request.actor, timezone.localdate())
    return get_object_or_404(rows.select_related("organisation", "site", "handler", "stated_by"), pk=pk)


def _page(request: ActorRequest, case: Case, wrong: Form | None = None) -> HttpResponse:
    on, actor = timezone.localdate(), request.actor
    labels = Label.objects.visible_to(actor).filter(organisation=case.organisation_id)
    context: dict[str, Any] = {
        "case": case,
        "is_late": case.is_late(on),
        "answer_by": rules.answer_by(case),
        "is_handler": case.handler_id == actor.user_id,
        "may_take_over": actor.has(*HANDLERS) and rules.may_take_over(case, actor, on) is None,
        "reports": Report.objects.visible_to(actor).filter(case=case).order_by("at"),
        "report_count": case.reports.count(),
        "provisional": Measure.objects.visible_to(actor).open().filter(case=case).exclude(provisional_until_on=None),
        "labels": labels.select_related("organisation", "site"),
        **_steps(case, actor, on),
        **_reconsidered(case, actor, on),
    }
    if wrong:
        context |= {name: wrong for name, form in context.items() if type(form) is type(wrong)}
    if context["answer_form"]:
        _not_heavier(context["answer_form"], context["asked"])
    return render(request, "labels/case.html", context)


def _reconsidered(case: Case, actor: Actor, on: date) -> dict[str, Any]:
    """What the holder asked to look at again, and the form of who may answer."""
    asked = Reconsideration.objects.filter(case=case).select_related("answered_by", "case").first()
    refusal = reconsideration.may_answer(asked, actor, on) if asked and actor.has(*HANDLERS) else None
    may = asked and actor.has(*HANDLERS) and not refusal
    form = AnswerForm(auto_id="reconsider_%s", initial={"finding": asked.found_before}) if asked and may else None
    return {
        "asked": asked,
        "answer_refusal": refusal,
        "answer_form": form,
        "asked_late": asked and asked.is_late(on),
        "told": Report.objects.words_in(case) if may else [],
    }


def _not_heavier(form: Form, asked: Reconsideration) -> None:
    """Offer the same finding and lighter ones alone."""
    fitting = [one for one in CaseFinding.choices if reconsideration.not_heavier(asked, one[0]) is None]
    cast(ChoiceField, form.fields["finding"]).choices = fitting


def _steps(case: Case, actor: Actor, on: date) -> dict[str, Any]:
    """The steps that stand open, and the forms of those that ask something."""
    steps = {step.step: step for step in workflow.steps(case, actor, on)}
    may_note = case.status in (CaseStatus.TAKEN, CaseStatus.HEARING) and case.handler_id == actor.user_id
    return {
        "steps": [step for name, step in steps.items() if name not in FORMS],
        "hear": steps.get("hear"),
        "decide": steps.get("decide"),
        "hear_form": QuestionForm(auto_id="hear_%s"),
        "decide_form": FindingForm(auto_id="decide_%s"),
        "heard_form": HeardForm(auto_id="note_heard_%s", initial={"heard_on": on}) if may_note else None,
    }
