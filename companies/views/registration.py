"""Pages on which a company is registered, claimed, confirmed or refused."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from companies import actions, rules
from companies.forms.registration import ConfirmForm, FactsForm, NewCompanyForm, NumberForm, ReasonForm
from companies.models import Company
from marketplace.accounts.access import ActorRequest, require
from marketplace.accounts.actions import ask_to_join
from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import Role
from marketplace.identifiers import WrongIdentifier, parse_enterprise_number
from marketplace.web.submit import submit


@require()
def company_register(request: ActorRequest) -> HttpResponse:
    """Step 1: which number."""
    form = NumberForm(request.POST or None)
    if form.is_valid():
        return redirect("company-register-details", form.cleaned_data["enterprise_number"])
    return render(request, "companies/register.html", {"form": form})


@require()
def company_register_details(request: ActorRequest, number: str) -> HttpResponse:
    """Step 2: register a new number, claim a known one, or ask a colleague."""
    organisation = Organisation.objects.filter(enterprise_number=_parsed(number)).first()
    if organisation and _is_hr(request, organisation):
        return _enter(request, organisation)
    refusal = organisation and rules.free_to_register(organisation, request.user.pk, timezone.localdate())
    if refusal:
        return render(request, "companies/taken.html", {"organisation": organisation, "refusal": refusal})
    form = FactsForm(request.POST or None) if organisation else NewCompanyForm(request.POST or None)
    known = {"name": organisation.name} if organisation else {}
    company = request.POST and submit(
        form, actions.register, enterprise_number=_parsed(number), by_user=request.user, **known
    )
    if company:
        messages.success(request, _("Geregistreerd. De stad kijkt het na; je krijgt een mail zodra dat gebeurd is."))
        return _enter(request, company.organisation)
    return render(
        request, "companies/register_details.html", {"form": form, "organisation": organisation, "number": number}
    )


@require_POST
@require()
def company_join(request: ActorRequest, number: str) -> HttpResponse:
    """Ask the colleagues of a known organisation to be let in."""
    ask_to_join(organisation=get_object_or_404(Organisation, enterprise_number=number), user=request.user)
    messages.success(request, _("Gevraagd. Een collega beslist; je krijgt een mail."))
    return redirect("dashboard")


@require(Role.LABEL_OFFICER)
def company_unconfirmed(request: ActorRequest) -> HttpResponse:
    """Companies that wait for confirmation; the officer ticks one or many."""
    waiting = _waiting(request)
    form = ConfirmForm(request.POST or None, waiting=waiting)
    confirmed = request.POST and submit(form, actions.confirm, by=request.actor)
    if confirmed:
        count = len(confirmed)
        said = ngettext("%(count)s onderneming bevestigd.", "%(count)s ondernemingen bevestigd.", count)
        messages.success(request, said % {"count": count})
        return redirect("company-unconfirmed")
    return render(request, "companies/unconfirmed.html", {"form": form, "waiting": waiting})


@require(Role.LABEL_OFFICER)
def company_refuse(request: ActorRequest, pk: int) -> HttpResponse:
    """Refuse one, with a reason."""
    company = get_object_or_404(Company.objects.visible_to(request.actor), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.POST and submit(form, actions.refuse_company, company=company, by=request.actor):
        messages.success(request, _("Geweigerd. De persoon krijgt je reden in een mail."))
        return redirect("company-unconfirmed")
    return render(request, "companies/refuse.html", {"form": form, "company": company})


def _waiting(request: ActorRequest) -> QuerySet[Company]:
    return Company.objects.visible_to(request.actor).unconfirmed()


def _parsed(number: str) -> str:
    try:
        return parse_enterprise_number(number)
    except WrongIdentifier as error:
        raise Http404 from error


def _is_hr(request: ActorRequest, organisation: Organisation) -> bool:
    held = Membership.objects.in_force(timezone.localdate()).filter(role=Role.HR)
    return held.filter(user=request.user, organisation=organisation).exists()


def _enter(request: ActorRequest, organisation: Organisation) -> HttpResponse:
    request.session["organisation"] = organisation.pk
    return redirect("company-own")
