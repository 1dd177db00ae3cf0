"""The pages on which an administrator keeps the telephone numbers for danger and need."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from labels.actions import help_line as actions
from labels.forms.case import HelpLineForm
from labels.models import HelpLine
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.submit import submit


@require(Role.ADMINISTRATOR)
def help_line_list(request: ActorRequest) -> HttpResponse:
    """Every number, and a form for one more."""
    form = HelpLineForm(request.POST or None, initial={"rank": HelpLine.objects.count() + 1})
    if request.POST and submit(form, actions.put_help_line, by=request.actor):
        messages.success(request, _("Het nummer staat in de lijst."))
        return redirect("help-line-list")
    return render(request, "labels/help_lines.html", {"lines": HelpLine.objects.order_by("rank", "pk"), "form": form})


@require(Role.ADMINISTRATOR)
def help_line_change(request: ActorRequest, pk: int) -> HttpResponse:
    """Other facts of one number."""
    line = get_object_or_404(HelpLine, pk=pk)
    form = HelpLineForm(request.POST or None, initial=model_to_dict(line))
    if request.POST and submit(form, actions.put_help_line, line=line, by=request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("help-line-list")
    context = {"line": line, "form": form, "cancel": reverse("help-line-list")}
    return render(request, "labels/help_line.html", context)


@require_POST
@require(Role.ADMINISTRATOR)
def help_line_remove(request: ActorRequest, pk: int) -> HttpResponse:
    """One number less."""
    actions.remove_help_line(line=get_object_or_404(HelpLine, pk=pk), by=request.actor)
    messages.success(request, _("Het nummer is weg."))
    return redirect("help-line-list")
