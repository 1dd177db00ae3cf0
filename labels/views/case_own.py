"""The pages of a case for the organisation that it is about, and the public numbers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from labels.actions import case as actions
from labels.actions.reconsideration import ask_reconsideration
from labels.case_numbers import yearly
from labels.forms.case import GroundsForm, StatementForm
from labels.models import Case, Reconsideration
from labels.rules import case as rules
from labels.rules import reconsideration
from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import Role
from marketplace.web.submit import submit


@require(Role.HR, Role.DIRECTOR)
def case_answer(request: ActorRequest, pk: int) -> HttpResponse:
    """What the city asks, the own side, and the outcome; never who reported."""
    case = _own(request, pk)
    form = StatementForm(request.POST or None)
    if request.POST and submit(form, actions.state_side, case=case, by=request.actor):
        messages.success(request, _("Bewaard. De stad leest het en beslist daarna."))
        return redirect("case-answer", pk)
    return _page(request, case, form, GroundsForm(auto_id="disagree_%s"))


@require_POST
@require(Role.HR, Role.DIRECTOR)
def case_disagree(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask somebody who did not handle the case to look at its outcome again."""
    case, form = _own(request, pk), GroundsForm(request.POST, auto_id="disagree_%s")
    if submit(form, ask_reconsideration, case=case, by=request.actor):
        messages.success(
            request, _("Gevraagd. Een collega van de behandelaar bekijkt het opnieuw; je krijgt een bericht.")
        )
        return redirect("case-answer", pk)
    return _page(request, case, StatementForm(), form)


def _own(request: ActorRequest, pk: int) -> Case:
    rows = Case.objects.visible_to(request.actor).select_related("organisation", "site")
    return get_object_or_404(rows, pk=pk)


def _page(request: ActorRequest, case: Case, form: StatementForm, disagree: GroundsForm) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "case": case,
        "form": None if rules.may_state(case, request.actor, on) else form,
        "answer_by": rules.answer_by(case),
        "disagree_form": None if reconsideration.may_ask(case, on) else disagree,
        "ask_by": reconsideration.ask_by(case),
        "asked": Reconsideration.objects.filter(case=case).first(),
    }
    return render(request, "labels/case_answer.html", context)


@require_safe
@public
def case_numbers(request: ActorRequest) -> HttpResponse:
    """How many cases there were each year and how they ended; small numbers are not shown."""
    return render(request, "labels/case_numbers.html", {"years": yearly(timezone.localdate())})
