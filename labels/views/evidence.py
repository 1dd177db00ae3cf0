"""Pages to add evidence to an answer, to take it away, and to read a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from labels.actions import evidence as actions
from labels.forms.evidence import FileForm, SeenForm
from labels.models import Answer, Evidence
from labels.models.application import HOLDERS
from labels.views.application import READERS
from marketplace.accounts.access import ActorRequest, require
from marketplace.web.submit import submit


@require_GET
@require(*READERS)
def evidence_list(request: ActorRequest, pk: int) -> HttpResponse:
    """The evidence of one answer, with the two ways to add to it."""
    return _page(request, _answer(request, pk), FileForm(), SeenForm())


@require_POST
@require(*HOLDERS)
def evidence_file(request: ActorRequest, pk: int) -> HttpResponse:
    """Add a photo or a PDF."""
    answer = _answer(request, pk)
    form = FileForm(request.POST, request.FILES)
    if submit(form, actions.add_file, answer=answer, by=request.actor):
        messages.success(request, _("Bewaard, zonder de verborgen gegevens van het bestand."))
        return redirect("evidence-list", pk)
    return _page(request, answer, form, SeenForm())


@require_POST
@require(*HOLDERS)
def evidence_seen(request: ActorRequest, pk: int) -> HttpResponse:
    """Write down that a paper was seen."""
    answer = _answer(request, pk)
    form = SeenForm(request.POST)
    if submit(form, actions.add_seen, answer=answer, by=request.actor):
        messages.success(request, _("Bewaard: gezien, niet bijgehouden."))
        return redirect("evidence-list", pk)
    return _page(request, answer, FileForm(), form)


@require_POST
@require(*HOLDERS)
def evidence_remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Take evidence away."""
    row = get_object_or_404(Evidence.objects.visible_to(request.actor), pk=pk)
    actions.remove(evidence=row, by=request.actor)
    messages.success(request, _("Weggehaald."))
    return redirect("evidence-list", row.answer_id)


@require_GET
@require(*READERS)
def evidence_read(request: ActorRequest, pk: int) -> HttpResponse:
    """A file, always to download: a browser never opens it inside the site."""
    row = get_object_or_404(Evidence.objects.visible_to(request.actor), pk=pk)
    if not row.file:
        raise Http404
    name = f"{slugify(row.title) or 'bewijs'}{'.pdf' if row.media_type == 'application/pdf' else '.jpg'}"
    said = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    with row.file.open("rb") as stored:
        return HttpResponse(stored.read(), content_type=row.media_type, headers=said)


def _answer(request: ActorRequest, pk: int) -> Answer:
    rows = Answer.objects.visible_to(request.actor)
    return get_object_or_404(
        rows.select_related("application__organisation", "criterion", "application_site__site"), pk=pk
    )


def _page(request: ActorRequest, answer: Answer, file_form: Any, seen_form: Any) -> HttpResponse:
    application = answer.application
    own = application.organisation_id == request.actor.organisation_id and request.actor.has(*HOLDERS)
    context = {
        "answer": answer,
        "application": application,
        "papers": answer.evidence.order_by("added_at"),
        "may_edit": own and application.is_editable,
        "today": timezone.localdate(),
        "file_form": file_form,
        "seen_form": seen_form,
        "form": file_form if file_form.errors else seen_form,
    }
    return render(request, "labels/evidence.html", context)
