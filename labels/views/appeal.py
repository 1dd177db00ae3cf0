"""Pages of requests to correct, objections and appeals: lodge one, follow it, add papers, take it back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from labels.actions import appeal as actions
from labels.actions.letter import letters_of, reference_of_appeal
from labels.enums import AppealKind
from labels.forms.appeal import LodgeForm, PaperForm
from labels.models import Appeal, AppealPaper, Application, ApplicationSite, Label
from labels.models.application import CITY_READERS, HOLDERS
from labels.rules import appeal as rules
from labels.workflow.appeal import COMPOSERS, PANEL
from labels.workflow.appeal import appeals as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import Actor, Role
from marketplace.web.submit import submit

READERS = (*HOLDERS, *CITY_READERS, *PANEL, Role.DECIDER)
ON_A_PAGE = 25


@require(*READERS)
def appeal_list(request: ActorRequest) -> HttpResponse:
    """What the actor sees: the own ones of a holder, those of a panel member, all for the city; open ones first."""
    rows = Appeal.objects.visible_to(request.actor).select_related(
        "organisation", "application_site__site", "label__site"
    )
    page = Paginator(rows.order_by("decided_at", "decide_by_on", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {"page": page, "rows": [(row, row.is_late(today)) for row in page], "is_panel": request.actor.has(*PANEL)}
    return render(request, "labels/appeals.html", context)


@require(*HOLDERS)
def appeal_lodge(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    """Dispute the refusal of one label that a file asked for."""
    own = ApplicationSite.objects.filter(application__in=Application.objects.of(request.actor))
    place = get_object_or_404(own.select_related("site", "application__organisation"), pk=pk)
    return _lodge(request, kind, rules.refused_place(place), str(place), place=place)


@require(*HOLDERS)
def appeal_lodge_label(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    """Dispute the suspension or withdrawal of a label."""
    own = Label.objects.filter(organisation=request.actor.organisation_id).select_related("organisation", "site")
    label = get_object_or_404(own, pk=pk)
    return _lodge(request, kind, rules.measured_label(label), label.holder_name, label=label)


def _lodge(
    request: ActorRequest, kind: str, disputed: rules.Disputed | None, about: str, **matter: Any
) -> HttpResponse:
    form = LodgeForm(request.POST or None, request.FILES or None)
    if request.POST and (made := submit(form, actions.lodge, kind=kind, by=request.actor, **matter)):
        messages.success(request, _("Ingediend. De stad stelt het panel samen; je krijgt een mail."))
        return redirect("appeal-detail", made.pk)
    today = timezone.localdate()
    context = {
        "form": form,
        "kind": AppealKind(kind),
        "disputed": disputed,
        "refusal": rules.may_lodge(disputed, kind, request.actor, today),
        "last_on": disputed and rules.lodge_by(disputed, kind),
        "decide_by_on": rules.decide_by(kind, today),
        "about": about,
    }
    return render(request, "labels/appeal_lodge.html", context)


@require(*READERS)
def appeal_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Where it stands, the grounds with their papers, who sits in the panel, and what it decided."""
    appeal, today = _found(request, pk), timezone.localdate()
    reference = reference_of_appeal(appeal)
    context = {
        "appeal": appeal,
        "is_late": appeal.is_late(today),
        "papers": appeal.papers.order_by("added_at", "pk"),
        "seats": appeal.panel.select_related("person", "organisation").order_by("place"),
        "shows_votes": not appeal.is_open,
        "letter": letters_of([reference]).get(reference),
    }
    return render(request, "labels/appeal.html", context | _doors(appeal, request.actor, today))


def _doors(appeal: Appeal, actor: Actor, on: date) -> dict[str, Any]:
    """What this actor may do about it: as its holder, as the city, or in the panel."""
    own = appeal.organisation_id == actor.organisation_id and actor.has(*HOLDERS)
    steps = workflow.steps(appeal, actor, on)
    return {
        "steps": [step for step in steps if step.step == "withdraw" and own],
        "may_compose": any(step.step == "hear" and not step.refusal for step in steps),
        "may_replace": actor.has(*COMPOSERS) and rules.may_compose(appeal, actor, on) is None,
        "paper_form": PaperForm(auto_id="paper_%s") if own and appeal.is_open else None,
        "shows_names": not own,
        "seat": appeal.panel.filter(person=actor.user_id, organisation=actor.organisation_id).first(),
    }


@require_POST
@require(*HOLDERS)
def appeal_add_paper(request: ActorRequest, pk: int) -> HttpResponse:
    """Add a paper while it is open."""
    appeal = _own(request, pk)
    form = PaperForm(request.POST, request.FILES, auto_id="paper_%s")
    if submit(form, actions.add_paper, appeal=appeal, by=request.actor):
        messages.success(request, _("Het stuk staat erbij."))
        return redirect("appeal-detail", pk)
    return render(request, "labels/appeal_paper.html", {"form": form, "appeal": appeal})


@require_POST
@require(*HOLDERS)
def appeal_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take it back."""
    actions.withdraw(appeal=_own(request, pk), by=request.actor)
    messages.success(request, _("Ingetrokken."))
    return redirect("appeal-detail", pk)


@require_GET
@require(*READERS)
def appeal_paper(request: ActorRequest, pk: int) -> HttpResponse:
    """A paper, always to download: a browser never opens it inside the site."""
    row = get_object_or_404(AppealPaper.objects.visible_to(request.actor), pk=pk)
    name = f"{slugify(row.title) or 'stuk'}{'.pdf' if row.media_type == 'application/pdf' else '.jpg'}"
    said = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    with row.file.open("rb") as stored:
        return HttpResponse(stored.read(), content_type=row.media_type, headers=said)


def _found(request: ActorRequest, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.actor).select_related(
        "organisation", "application_site__site", "application_site__application", "label__site"
    )
    return get_object_or_404(rows, pk=pk)


def _own(request: ActorRequest, pk: int) -> Appeal:
    return get_object_or_404(
        Appeal.objects.visible_to(request.actor), pk=pk, organisation=request.actor.organisation_id
    )
