"""The programmes, and the competence list that every training plan of one starts from."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Role
from marketplace.web.back import back_of
from marketplace.web.fields import typed
from marketplace.web.submit import submit
from schools.actions.competence import write_competences
from schools.competence_rules import may_write
from schools.curriculum import CompetenceRow
from schools.enums import Place
from schools.forms.competence import CompetencesForm, SentencesForm
from schools.models import Competence, Programme
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
        rows = [CompetenceRow("", text, "", Place.WORK, 0, 0) for text in sentences.cleaned_data["sentences"]]
        return _page(request, programme, CompetencesForm(rows=rows, general_hours=programme.general_hours))
    return _page(request, programme, sentences)


@require_safe
@require(Role.ADMINISTRATOR)
def programme_competences_change(request: ActorRequest, pk: int) -> HttpResponse:
    """The list as it is, to correct it; it is sent to the page of the list."""
    programme = get_object_or_404(Programme, pk=pk)
    rows = [_as_row(row) for row in programme.competences.order_by("number")]
    return _page(request, programme, CompetencesForm(rows=rows, general_hours=programme.general_hours))


def _as_row(row: Competence) -> CompetenceRow:
    return CompetenceRow(row.code, row.text_nl, row.text_en, row.usual_place, row.work_hours, row.school_hours)


def _page(request: ActorRequest, programme: Programme, form: Any) -> HttpResponse:
    context = {
        "programme": programme,
        "competences": programme.competences.order_by("number"),
        "refusal": may_write(programme, request.actor),
        "form": form,
        "has_rows": isinstance(form, CompetencesForm),
        "back": back_of(request),
    }
    return render(request, "schools/programme_competences.html", context, status=409 if form.errors else 200)
