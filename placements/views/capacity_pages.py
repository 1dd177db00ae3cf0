"""The question pages with which HR offers places, one small group a page; each answer is stored at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.panels import Text
from marketplace.web.submit import submit
from placements.actions.capacity import choose_programmes, draft_capacity, edit_capacity
from placements.enums import CapacityStatus
from placements.forms import capacity as forms
from placements.models import Capacity


@dataclass(frozen=True)
class Page:
    """One question page: its word in the address, its title, its form and the action that stores the answers."""

    name: str
    title: Text
    form: type[forms.CapacityForm]
    action: Callable[..., Capacity] = edit_capacity
    template: str = "placements/capacity_page.html"


PAGES = (
    Page(
        "programmes",
        _("Wat bied je aan?"),
        forms.ProgrammesForm,
        choose_programmes,
        "placements/capacity_page_programmes.html",
    ),
    Page(
        "period", _("Wanneer, en hoeveel plaatsen?"), forms.PeriodForm, template="placements/capacity_page_period.html"
    ),
    Page("mentors", _("Wie begeleidt de leerling?"), forms.MentorsForm),
    Page("conditions", _("Wat vraag je van de leerling?"), forms.ConditionsForm),
    Page("tasks", _("Wat doet de leerling, en hoe geraakt die er?"), forms.TasksForm),
)
ALL_STEPS = len(PAGES) + 2  # the site before them, the summary after them


def first_page(capacity: Capacity) -> str:
    """Where HR goes on with a draft: the first page without answers."""
    if not capacity.forms:
        return "programmes"
    return "period" if not capacity.week else "mentors"


@require(Role.HR)
def capacity_new(request: ActorRequest) -> HttpResponse:
    """Step 1: where. The draft begins here."""
    sites = Site.objects.of(request.actor).filter(is_active=True).order_by("name")
    form = forms.SiteForm(request.POST or None, sites=sites)
    if request.POST and (draft := submit(form, draft_capacity, by=request.actor)):
        return redirect("capacity-edit", draft.pk, PAGES[0].name)
    return render(
        request, "placements/capacity_new.html", {"form": form, "sites": sites, "number": 1, "all": ALL_STEPS}
    )


@require(Role.HR)
def capacity_edit(request: ActorRequest, pk: int, page: str) -> HttpResponse:
    """One page of questions: a valid answer is stored, a wrong one comes back with everything that was typed."""
    capacity = get_object_or_404(Capacity.objects.of(request.actor).select_related("site", "company"), pk=pk)
    number, asked = _page(page)
    search = request.POST.get("search")
    if search is not None and "find" in request.POST:
        form = _searched(request, capacity, search)
    else:
        form = _form(asked, request, capacity)
        if request.POST and submit(form, asked.action, capacity=capacity, by=request.actor):
            return redirect(*_next(request, capacity, number))
    context = {"form": form, "capacity": capacity, "page": asked, "search": search}
    return render(request, asked.template, context | {"number": number + 2, "all": ALL_STEPS})


def _searched(request: ActorRequest, capacity: Capacity, search: str) -> forms.ProgrammesForm:
    """The programmes that a word finds, with what is ticked already."""
    form = forms.ProgrammesForm(request.POST, capacity=capacity, search=search)
    form.is_bound = False
    form.initial = {**form.initial} | {name: request.POST.getlist(name) for name in ("kinds", "programmes")}
    return form


def _page(name: str) -> tuple[int, Page]:
    found = [(number, page) for number, page in enumerate(PAGES) if page.name == name]
    if not found:
        raise Http404
    return found[0]


def _form(page: Page, request: ActorRequest, capacity: Capacity) -> Any:
    return page.form(request.POST or None, capacity=capacity)


def _next(request: ActorRequest, capacity: Capacity, number: int) -> tuple[Any, ...]:
    """A draft goes on to the next page, or to its summary; a published one goes back to its page."""
    is_last = number + 1 == len(PAGES)
    if capacity.status != CapacityStatus.DRAFT or is_last or "to_summary" in request.POST:
        return ("capacity-detail", capacity.pk)
    return ("capacity-edit", capacity.pk, PAGES[number + 1].name)
