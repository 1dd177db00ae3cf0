"""A company's page: its facts and its sites."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from companies import actions
from companies.forms.registration import ChangeForm
from companies.models import Company, Site
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import CITY_ROLES, Role
from marketplace.web.submit import submit


@require(Role.HR, Role.MENTOR)
def company_own(request: ActorRequest) -> HttpResponse:
    """The actor's own company."""
    return _page(request, request.actor.organisation_id)


@require(*CITY_ROLES)
def company_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Any company, for the city."""
    return _page(request, pk)


@require(Role.HR)
def company_change(request: ActorRequest) -> HttpResponse:
    """Change sector, joint committee and size."""
    companies = Company.objects.visible_to(request.actor).select_related("organisation")
    company = get_object_or_404(companies, pk=request.actor.organisation_id)
    known = {"trade_name": company.organisation.trade_name}
    form = ChangeForm(request.POST or None, instance=company, initial=known)
    if request.POST and submit(form, actions.change_company, company=company, by=request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("company-own")
    return render(request, "companies/company_change.html", {"form": form})


def _page(request: ActorRequest, pk: int | None) -> HttpResponse:
    companies = Company.objects.visible_to(request.actor).select_related("organisation", "joint_committee")
    company = get_object_or_404(companies, pk=pk)
    sites = Site.objects.visible_to(request.actor).filter(company=company).order_by("-is_active", "name")
    own = request.actor.organisation_id == company.pk and request.actor.has(Role.HR)
    return render(request, "companies/company.html", {"company": company, "sites": sites, "own": own})
