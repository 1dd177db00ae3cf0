"""The pages of the pledge: HR promises and reads the balance, an auditor reads it, a mailed link answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from companies.models import Company
from labels.actions import pledge as actions
from labels.enums import PledgeAnswer, PledgeKind
from labels.forms.pledge import AnswerForm, PromisePlacesForm
from labels.models import Label
from labels.models.pledge import balances, dormant_labels
from labels.rules import pledge as rules
from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import CITY_ROLES, Role
from marketplace.audit.actions import record_refused
from marketplace.period import school_year_of
from marketplace.reference.models import Figure
from marketplace.web.submit import submit
from marketplace.workflow import Refused

KINDS = [kind.label for kind in PledgeKind]


@require(Role.HR)
def pledge_own(request: ActorRequest) -> HttpResponse:
    """The balance of the own company, and a form to promise."""
    company = get_object_or_404(Company.objects.visible_to(request.actor), pk=request.actor.organisation_id)
    year = school_year_of(timezone.localdate())
    first = {"sector": company.sector, "school_year": year + 1}
    form = PromisePlacesForm(request.POST or None, years=[year, year + 1], initial=first)
    if request.POST and submit(form, actions.promise_places, by=request.actor):
        messages.success(request, _("Je belofte staat in het register van beloftes."))
        return redirect("pledge-own")
    why_not = rules.may_promise(request.actor)
    context = {"lines": balances(company.pk), "kinds": KINDS, "form": None if why_not else form, "why_not": why_not}
    return render(request, "labels/pledge_own.html", context)


@require_safe
@require(*CITY_ROLES)
def pledge_company(request: ActorRequest, pk: int) -> HttpResponse:
    """The balance of one company, as an auditor reads it for criterion C23."""
    company = get_object_or_404(Company.objects.visible_to(request.actor).select_related("organisation"), pk=pk)
    context = {"company": company, "lines": balances(company.pk), "kinds": KINDS}
    return render(request, "labels/pledge_company.html", context)


@require_safe
@require(Role.LABEL_OFFICER)
def dormant(request: ActorRequest) -> HttpResponse:
    """Labels whose holder promised nothing and took no student for months."""
    on = timezone.localdate()
    months = int(Figure.objects.value("label_dormant_months", on))
    found = dormant_labels(on, months).filter(pk__in=Label.objects.visible_to(request.actor))
    labels = found.select_related("organisation", "site").order_by("starts_on", "pk")
    return render(request, "labels/dormant.html", {"labels": labels, "months": months})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pledge_answer(request: ActorRequest, token: str) -> HttpResponse:
    """The page of the mailed link: reading it, as mail scanners do, changes nothing; a button answers."""
    try:
        question, user_id = actions.open_question(token=token)
    except Refused as refused:
        record_refused(refused.code, subject=refused.subject, by=request.actor)
        return render(request, "labels/pledge_link_refused.html", {"refusal": refused.refusal}, status=404)
    before = actions.places_before(question)
    form = AnswerForm(request.POST or None, before=before)
    if request.method == "POST" and submit(form, actions.answer_question, token=token):
        return redirect("pledge-answer", token)
    context = {
        "question": question,
        "form": form,
        "total": sum(before.values()),
        "refusal": rules.may_answer(question, user_id, timezone.localdate()),
        "answers": {answer.name.lower(): answer.value for answer in PledgeAnswer},
    }
    return render(request, "labels/pledge_answer.html", context)
