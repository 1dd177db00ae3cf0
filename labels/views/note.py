"""The page with the notes of a label file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from labels.actions import note as actions
from labels.forms.visit import NoteForm
from labels.models import Application, Note
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import CITY_ROLES, PARTNER_ROLES
from marketplace.web.submit import submit

READERS = (*CITY_ROLES, *PARTNER_ROLES)


@require(*READERS)
def application_notes(request: ActorRequest, pk: int) -> HttpResponse:
    """What those who judge the file wrote down, the newest first; write one more."""
    others = Application.objects.visible_to(request.actor).exclude(organisation=request.actor.organisation_id)
    application = get_object_or_404(others.select_related("organisation"), pk=pk)
    form = NoteForm(request.POST or None, actor=request.actor)
    if request.POST and submit(form, actions.write, application=application, by=request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("application-notes", pk)
    rows = Note.objects.visible_to(request.actor).filter(application=application)
    notes = rows.select_related("written_by", "answer__criterion").order_by("-written_at", "-pk")
    return render(request, "labels/notes.html", {"application": application, "form": form, "notes": notes})
