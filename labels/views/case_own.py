"""The pages of a case for the organisation that it is about, and the public numbers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from labels.actions import case as actions
from labels.case_numbers import yearly
from labels.forms.case import StatementForm
from labels.models import Case
from labels.rules import case as rules
from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import Role
from marketplace.web.submit import submit


@require(Role.HR, Role.DIRECTOR)
def case_answer(request: ActorRequest, pk: int) -> HttpResponse:
    """What the city asks, the own side, and the outcome; never who reported."""
    case = get_object_or_404(Case.objects.visible_to(request.actor).select_related("organisation", "site"), pk=pk)
    form = StatementForm(request.POST or None)
    if request.POST and submit(form, actions.state_side, case=case, by=request.actor):
        messages.success(request, _("Bewaard. De stad leest het en beslist daarna."))
        return redirect("case-answer", pk)
    asked = rules.may_state(case, request.actor, timezone.localdate()) is None
    context = {"case": case, "form": form if asked else None, "answer_by": rules.answer_by(case)}
    return render(request, "labels/case_answer.html", context)


@require_safe
@public
def case_numbers(request: ActorRequest) -> HttpResponse:
    """How many cases there were each year and how they ended; small numbers are not shown."""
    return render(request, "labels/case_numbers.html", {"years": yearly(timezone.localdate())})
