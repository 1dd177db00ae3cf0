"""Pages on which HR keeps sites, mentors and closures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies import actions, rules
from companies.forms.sites import ClosureForm, MentorForm, SiteForm
from companies.models import Closure, Company, Mentor, Site
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import CITY_ROLES, Role
from marketplace.reference.models import Figure
from marketplace.web.submit import submit


@require(Role.HR, Role.MENTOR, *CITY_ROLES)
def site_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One site with its mentors, recognitions and closures."""
    site = get_object_or_404(Site.objects.in_full_for(request.actor).select_related("company__organisation"), pk=pk)
    today = timezone.localdate()
    mentors = Mentor.objects.visible_to(request.actor).choosable(site.pk, today)
    context = {
        "site": site,
        "mentors": _with_problems(mentors, today),
        "stand_in": rules.stand_in_missing(site, today),
        "recognitions": site.recognitions.order_by("programme_code"),
        "closures": site.closures.filter(ends_on__gte=today).order_by("starts_on"),
        "today": today,
        "own": request.actor.has(Role.HR) and request.actor.organisation_id == site.company_id,
    }
    return render(request, "companies/site.html", context)


@require(Role.HR)
def site_add(request: ActorRequest) -> HttpResponse:
    """A new site."""
    company = get_object_or_404(Company.objects.visible_to(request.actor), pk=request.actor.organisation_id)
    form = SiteForm(request.POST or None)
    site = request.POST and submit(form, actions.add_site, company=company, by=request.actor)
    if site:
        return _kept(request, site)
    return _form_page(request, form, _("Voeg een vestiging toe"), _("Voeg deze vestiging toe"), reverse("company-own"))


@require(Role.HR)
def site_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a site."""
    site = get_object_or_404(Site.objects.of(request.actor), pk=pk)
    form = SiteForm(request.POST or None, instance=site)
    changed = request.POST and submit(form, actions.change_site, site=site, by=request.actor)
    if changed:
        return _kept(request, changed)
    return _form_page(request, form, _("Wijzig de vestiging"), _("Bewaar de vestiging"), _address_of(site))


@require(Role.HR)
def mentor_add(request: ActorRequest, pk: int) -> HttpResponse:
    """A new mentor of a site."""
    site = get_object_or_404(Site.objects.of(request.actor), pk=pk)
    form = MentorForm(request.POST or None)
    if request.POST and submit(form, actions.add_mentor, site=site, by=request.actor):
        messages.success(request, _("Mentor toegevoegd."))
        return redirect("site-detail", site.pk)
    return _form_page(request, form, _("Voeg een mentor toe"), _("Voeg deze mentor toe"), _address_of(site))


@require(Role.HR)
def mentor_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a mentor."""
    mentor = get_object_or_404(Mentor.objects.visible_to(request.actor), pk=pk)
    form = MentorForm(request.POST or None, instance=mentor)
    if request.POST and submit(form, actions.change_mentor, mentor=mentor, by=request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("site-detail", mentor.site_id)
    return _form_page(request, form, _("Wijzig de mentor"), _("Bewaar de mentor"), _address_of(mentor.site))


@require_POST
@require(Role.HR)
def mentor_invite(request: ActorRequest, pk: int) -> HttpResponse:
    """Mail a mentor a link to an account."""
    mentor = get_object_or_404(Mentor.objects.visible_to(request.actor), pk=pk)
    actions.invite_mentor(mentor=mentor, by=request.actor)
    messages.success(request, _("De mentor krijgt een mail met een link."))
    return redirect("site-detail", mentor.site_id)


@require(Role.HR)
def closure_add(request: ActorRequest, pk: int) -> HttpResponse:
    """Days on which a site is closed."""
    site = get_object_or_404(Site.objects.of(request.actor), pk=pk)
    form = ClosureForm(request.POST or None)
    if request.POST and submit(form, actions.add_closure, site=site, by=request.actor):
        return redirect("site-detail", site.pk)
    return _form_page(request, form, _("Wanneer is de vestiging gesloten?"), _("Voeg toe"), _address_of(site))


@require_POST
@require(Role.HR)
def closure_remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Take days of closure away."""
    closures = Closure.objects.filter(site__in=Site.objects.of(request.actor)).select_related("site")
    closure = get_object_or_404(closures, pk=pk)
    actions.remove_closure(closure=closure, by=request.actor)
    return redirect("site-detail", closure.site_id)


def _with_problems(mentors: Iterable[Mentor], on: date) -> list[tuple[Mentor, list[rules.Problem]]]:
    """Each mentor with what would stand in the way for a dual student who began that day."""
    asked: Any = {"starts_on": on, "ends_on": on, "strict": True, "on": on, "figures": Figure.objects.in_force(on)}
    return [(mentor, rules.mentor_problems(mentor, **asked)) for mentor in mentors]


def _kept(request: ActorRequest, site: Site) -> HttpResponse:
    if site.lat is None:
        messages.warning(request, _("Bewaard. We vonden dit adres nog niet op de kaart en blijven zoeken."))
    else:
        messages.success(request, _("Bewaard."))
    return redirect("site-detail", site.pk)


def _address_of(site: Site) -> str:
    return reverse("site-detail", args=[site.pk])


def _form_page(request: ActorRequest, form: Any, title: str, submit_label: str, cancel: str) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit_label, "cancel": cancel}
    return render(request, "companies/form.html", context)
