"""The checklist of a visit: one page that works without signal on a phone, and without a script anywhere."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from labels.actions import checklist as actions
from labels.actions.assessment import Judged
from labels.enums import ApplicationStatus, AssessmentStatus, Readers
from labels.forms.checklist import ChecklistForm
from labels.models import Application, ApplicationSite, Assessment, Assignment, Note
from labels.questions import questions_of
from labels.rules.assignment import AUDITORS, ready
from labels.views.assessment import auditor_of, own_of
from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import Actor
from marketplace.web.submit import submit
from marketplace.web.templatetags.house import moment

JSON = "application/json"
WORKER = Path(__file__).parents[1] / "static" / "labels" / "checklist_worker.js"


@never_cache
@require(*AUDITORS)
def place_checklist(request: ActorRequest, pk: int) -> HttpResponse:
    """Judge one place on the spot; a phone sends the same in JSON that a page without a script sends as a form."""
    place = get_object_or_404(ApplicationSite.objects.visible_to(request.actor).select_related("site"), pk=pk)
    duty = auditor_of(request, place.application_id)
    row = own_of(duty)
    judged = {one.answer_id: one for one in row.answers.all()} if row else {}
    asked = questions_of(duty.application, timezone.localdate())
    questions = [question for question in asked if question.answer.application_site_id in (None, place.pk)]
    form = ChecklistForm(request.POST or None, questions=questions, judged=judged, actor=request.actor)
    done = submit(form, actions.keep, application=duty.application, by=request.actor) if request.POST else None
    if request.headers.get("Accept") == JSON:
        return _told(request, _is_open(duty, row), form, done)
    if done and not done.conflicts:
        messages.success(request, _("Verstuurd en bewaard."))
        return redirect("place-checklist", pk)
    return _page(request, duty, place, _is_open(duty, row), form, done)


@require_GET
@public
def checklist_worker(request: HttpRequest) -> HttpResponse:
    """The script that gives the page without signal; its address lets it serve pages of label files only."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def _told(request: ActorRequest, is_open: bool, form: ChecklistForm, done: Judged | None) -> JsonResponse:
    """For the phone: a token to send with, or which versions are stored now and where somebody was first."""
    if not request.POST:
        return JsonResponse({"token": get_token(request), "open": is_open})
    if done is None:
        said = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"said": " ".join(dict.fromkeys(said))}, status=409)
    stored = done.assessment.answers.values_list("answer", "version")
    conflicts = {
        kept.answer_id: {
            "version": kept.version,
            "chosen": kept.chosen,
            "words": kept.in_words,
            "reason": kept.reason,
            "at": moment(kept.judged_at),
        }
        for kept in done.conflicts
    }
    return JsonResponse({"versions": dict(stored), "conflicts": conflicts})


def _page(
    request: ActorRequest,
    duty: Assignment,
    place: ApplicationSite,
    is_open: bool,
    form: ChecklistForm,
    done: Judged | None,
) -> HttpResponse:
    conflicts = {kept.answer_id: kept for kept in done.conflicts} if done else {}
    notes = _shared_notes(duty.application, request.actor)
    sheets = [(q, fields, conflicts.get(q.answer.pk), notes.get(q.answer.pk)) for q, fields in form.sheets()]
    context: dict[str, Any] = {
        "application": duty.application,
        "place": place,
        "store": f"{duty.pk}-{place.pk}",
        "problem": ready(duty, timezone.localdate()),
        "is_declared": duty.declared_at is not None,
        "is_open": is_open,
        "form": form,
        "sheets": sheets,
        "notes": notes.get(None, []),
        "conflicts": conflicts,
    }
    return render(request, "labels/checklist.html", context)


def _is_open(duty: Assignment, row: Assessment | None) -> bool:
    return duty.application.status == ApplicationStatus.AUDITING and (not row or row.status == AssessmentStatus.OPEN)


def _shared_notes(application: Application, actor: Actor) -> dict[int | None, list[Note]]:
    """What auditors share on this file, by answer; under None what is about no answer."""
    shared = Note.objects.visible_to(actor).filter(application=application, readers=Readers.SHARED)
    notes: dict[int | None, list[Note]] = {}
    for note in shared.select_related("written_by").order_by("written_at", "pk"):
        notes.setdefault(note.answer_id, []).append(note)
    return notes
