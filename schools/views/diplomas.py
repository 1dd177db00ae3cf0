"""The page on which a school notes diplomas, for the students who were ticked in the list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from marketplace.accounts.access import ActorRequest, require
from marketplace.web.fields import row_keys
from marketplace.web.submit import submit
from schools.actions.diploma import note_diplomas
from schools.forms.diploma import DiplomaForm
from schools.views.school import STAFF


@require(*STAFF)
def diplomas(request: ActorRequest) -> HttpResponse:
    """One day and one step for all of them at once."""
    chosen = row_keys(request.GET.getlist("student"))
    form = DiplomaForm(request.POST or None, chosen=chosen, actor=request.actor)
    if request.POST and (noted := submit(form, note_diplomas, by=request.actor)):
        said = ngettext("Genoteerd voor %(count)s leerling.", "Genoteerd voor %(count)s leerlingen.", len(noted))
        messages.success(request, said % {"count": len(noted)})
        return redirect("student-detail", noted[0].pk) if len(noted) == 1 else redirect("student-list")
    return render(request, "schools/diplomas.html", {"form": form, "chosen": chosen})
