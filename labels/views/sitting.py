"""Decide about several files in one sitting, each with its own reasons."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from labels.actions import decision as actions
from labels.forms.decision import SittingForm
from labels.models import Application, ApplicationSite, Assignment
from labels.rules.assignment import DECIDERS
from marketplace.accounts.access import ActorRequest, require
from marketplace.web.submit import submit

AT_ONCE = 25


@dataclass(frozen=True)
class Entry:
    """One file of a sitting: whether it is ticked, and its form."""

    application: Application
    form: SittingForm
    is_ticked: bool


@require_http_methods(["GET", "POST"])
@require(*DECIDERS)
def decision_sitting(request: ActorRequest) -> HttpResponse:
    """The files that wait for the actor's decision; what is ticked is decided, and what is refused says why."""
    entries = [_entry(request, duty.application) for duty in _waiting(request)]
    ticked = [entry for entry in entries if entry.is_ticked]
    done = [entry for entry in ticked if _decide(request, entry)]
    if done:
        words = ngettext("%(count)s dossier is beslist.", "%(count)s dossiers zijn beslist.", len(done))
        messages.success(request, words % {"count": len(done)})
    if ticked and done == ticked:
        return redirect("decision-sitting")
    left = [entry for entry in entries if entry not in done]
    return render(
        request, "labels/sitting.html", {"entries": left, "none_ticked": request.method == "POST" and not ticked}
    )


def _decide(request: ActorRequest, entry: Entry) -> bool:
    return bool(submit(entry.form, actions.decide, application=entry.application, by=request.actor))


def _entry(request: ActorRequest, application: Application) -> Entry:
    is_ticked = f"file_{application.pk}" in request.POST
    typed, places = request.POST.dict(), application.sites.all()
    given = request.POST if is_ticked else None
    form = SittingForm(given, application=application, places=places, initial=typed)
    return Entry(application, form, is_ticked)


def _waiting(request: ActorRequest) -> list[Assignment]:
    """The actor's files without their decision, the oldest first, with what each page needs."""
    undecided = ApplicationSite.objects.filter(outcome="").select_related("site", "application__organisation")
    rows = Assignment.objects.of(request.actor).to_decide().exclude(declared_at=None)
    rows = rows.select_related("application__organisation").prefetch_related(
        Prefetch("application__sites", undecided.order_by("site__name"))
    )
    return list(rows.order_by("application__submitted_at", "application")[:AT_ONCE])
