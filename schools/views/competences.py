"""The programmes, and the competence list that every training plan of one starts from."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.back import back_of
from marketplace.web.fields import typed
from marketplace.web.submit import submit
from schools.actions.competence import drop_competences, write_competences
from schools.competence_rules import list_unused
from schools.forms.competence import CompetencesForm, SentencesForm
from schools.models import Programme
from schools.views.school import STAFF

PLANNERS = (*STAFF, Role.ADMINISTRATOR)


@require_safe
@require(*PLANNERS)
def programme_list(request: ActorRequest) -> HttpResponse:
    """The dual programmes of today, or those of which the name holds a word, each with whether it has a list."""
    word = typed(request.GET.get("q", ""))
    rows = Programme.objects.valid_on(timezone.localdate()).filter(is_dual=True, name__icontains=word)
    programmes = rows.annotate(count=Count("competences")).order_by("name", "pk")
    return render(request, "schools/programme_list.html", {"programmes": programmes, "word": word})


@require(*PLANNERS)
def programme_competences(request: ActorRequest, pk: int) -> HttpResponse:
    """Read the list, or write it: first the sentences at once, then place and hours of each."""
    programme = get_object_or_404(Programme, pk=pk)
    if "count" in request.POST:
        form = CompetencesForm(request.POST)
        if submit(form, write_competences, programme=programme, by=request.actor):
            messages.success(request, _("De lijst is bewaard. Elk nieuw plan van deze opleiding begint ermee."))
            return redirect(back_of(request) or request.path)
        return _page(request, programme, form)
    sentences = SentencesForm(request.POST or None)
    if request.POST and sentences.is_valid():
        texts = sentences.cleaned_data["sentences"]
        return _page(request, programme, CompetencesForm(texts=texts, general_hours=programme.general_hours))
    return _page(request, programme, sentences)


@require_POST
@require(Role.ADMINISTRATOR)
def programme_competences_drop(request: ActorRequest, pk: int) -> HttpResponse:
    """Take away a list that nobody uses."""
    programme = get_object_or_404(Programme, pk=pk)
    drop_competences(programme=programme, by=request.actor)
    messages.success(request, _("De lijst is weg. Je kan ze opnieuw schrijven."))
    return redirect("programme-competences", pk)


def _page(request: ActorRequest, programme: Programme, form: Any) -> HttpResponse:
    competences = programme.competences.order_by("number")
    context = {
        "programme": programme,
        "competences": competences,
        "form": form,
        "has_rows": isinstance(form, CompetencesForm),
        "back": back_of(request),
        "kept": list_unused(programme) if competences and request.actor.has(Role.ADMINISTRATOR) else None,
        "may_drop": request.actor.has(Role.ADMINISTRATOR),
    }
    return render(request, "schools/programme_competences.html", context, status=409 if form.errors else 200)
