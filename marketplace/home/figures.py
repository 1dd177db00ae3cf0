"""Pages on which the city administrator keeps the figures of law and policy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.home.actions import set_figure
from marketplace.home.figure_rows import figure_name, figure_rows
from marketplace.home.forms import FamilyFigureForm, FigureForm, FigureSearch
from marketplace.reference.models import Figure
from marketplace.web.submit import submit


@require_GET
@require(Role.ADMINISTRATOR)
def figures(request: ActorRequest) -> HttpResponse:
    """Every figure with its value today and the one that comes, or those in which the asked words stand."""
    rows, search = figure_rows(timezone.localdate()), FigureSearch(request.GET or None)
    words = request.GET.get("q", "")
    context = {"rows": [row for row in rows if row.holds(words)], "search": search}
    return render(request, "home/figures.html", context)


@require_http_methods(["GET", "POST"])
@require(Role.ADMINISTRATOR)
def figure(request: ActorRequest, code: str) -> HttpResponse:
    """The history of one figure, and a form for its next value."""
    history = get_list_or_404(Figure.objects.order_by("-in_force_on"), code=code)
    form = FigureForm(request.POST or None)
    if request.method == "POST" and submit(form, set_figure, code=code, by=request.actor):
        messages.success(request, _("De nieuwe waarde is bewaard."))
        return redirect("figure-list")
    context = {"name": figure_name(code, history[-1].source), "code": code, "history": history, "form": form}
    return render(request, "home/figure.html", context)


@require_http_methods(["GET", "POST"])
@require(Role.ADMINISTRATOR)
def figure_new(request: ActorRequest) -> HttpResponse:
    """A figure of its own for one sector, from a day on."""
    form = FamilyFigureForm(request.POST or None)
    if request.method == "POST" and submit(form, set_figure, by=request.actor):
        messages.success(request, _("De nieuwe waarde is bewaard."))
        return redirect("figure-list")
    return render(request, "home/figure_new.html", {"form": form})
