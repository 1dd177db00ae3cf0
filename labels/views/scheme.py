"""The criteria for everybody, and the administrator's new version of them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from labels.actions import scheme as actions
from labels.enums import Holder, Theme
from labels.forms.scheme import CriterionForm, ProposeForm, SchemeForm
from labels.models import Criterion, Scheme
from labels.rules import scheme as rules
from labels.workflow.scheme import schemes as workflow
from marketplace.accounts.access import ActorRequest, public, require
from marketplace.actor import Role
from marketplace.web.submit import submit

STEPS: dict[str, Callable[..., Scheme]] = {"publish": actions.publish, "send_back": actions.send_back}


@public
def scheme_list(request: ActorRequest) -> HttpResponse:
    """Every version for companies and for schools, the newest first."""
    rows = Scheme.objects.visible_to(request.actor).order_by("holder", "-number")
    versions = [(holder, [row for row in rows if row.holder == holder]) for holder in Holder]
    return render(request, "labels/schemes.html", {"versions": versions, "may_edit": _may_edit(request)})


@public
def scheme_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One version with its criteria by theme."""
    scheme = get_object_or_404(Scheme.objects.visible_to(request.actor), pk=pk)
    criteria = list(scheme.criteria.order_by("code"))
    context = {
        "scheme": scheme,
        "themes": [(theme, [row for row in criteria if row.theme == theme]) for theme in Theme],
        "total": sum(row.weight for row in criteria),
        "may_edit": _may_edit(request) and not rules.is_draft(scheme),
        "steps": [step for step in workflow.steps(scheme, request.actor, timezone.localdate()) if step.step in STEPS],
        "is_in_force": bool(scheme.in_force_on and scheme.in_force_on <= timezone.localdate()),
    }
    return render(request, "labels/scheme.html", context)


@require_POST
@require(Role.ADMINISTRATOR)
def scheme_new(request: ActorRequest, holder: str) -> HttpResponse:
    """Begin the next version with a copy of the last one."""
    return redirect("scheme-detail", actions.draft(holder=holder, by=request.actor).pk)


@require(Role.ADMINISTRATOR)
def scheme_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """The numbers of a draft."""
    scheme = get_object_or_404(Scheme.objects.visible_to(request.actor), pk=pk)
    form = SchemeForm(request.POST or None, instance=scheme)
    if request.POST and submit(form, actions.change, scheme=scheme, by=request.actor):
        messages.success(request, _("Bewaard in de versie in opmaak."))
        return redirect("scheme-detail", pk)
    return render(request, "labels/scheme_edit.html", {"form": form, "scheme": scheme, "title": _("Punten en mensen")})


@require(Role.ADMINISTRATOR)
def criterion_edit(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """One criterion of a draft."""
    criteria = Criterion.objects.filter(scheme__in=Scheme.objects.visible_to(request.actor)).select_related("scheme")
    criterion = get_object_or_404(criteria, scheme=pk, code=code)
    form = CriterionForm(request.POST or None, instance=criterion)
    if request.POST and submit(form, actions.change_criterion, criterion=criterion, by=request.actor):
        messages.success(request, _("Bewaard in de versie in opmaak."))
        return redirect("scheme-detail", pk)
    return render(
        request, "labels/scheme_edit.html", {"form": form, "scheme": criterion.scheme, "title": str(criterion)}
    )


@require(Role.ADMINISTRATOR)
def scheme_propose(request: ActorRequest, pk: int) -> HttpResponse:
    """Propose a draft from a day on."""
    scheme = get_object_or_404(Scheme.objects.visible_to(request.actor), pk=pk)
    form = ProposeForm(request.POST or None)
    if request.POST and submit(form, actions.propose, scheme=scheme, by=request.actor):
        messages.success(request, _("Voorgesteld. Een andere beheerder leest en publiceert deze versie."))
        return redirect("scheme-detail", pk)
    context = {"form": form, "scheme": scheme, "title": _("Stel deze versie voor"), "submit": _("Stel voor")}
    return render(request, "labels/scheme_edit.html", context)


@require_POST
@require(Role.ADMINISTRATOR)
def scheme_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Publish what a colleague proposed, or make it a draft again."""
    scheme = get_object_or_404(Scheme.objects.visible_to(request.actor), pk=pk)
    STEPS[step](scheme=scheme, by=request.actor)
    messages.success(request, _("Gepubliceerd.") if step == "publish" else _("Terug in opmaak."))
    return redirect("scheme-detail", pk)


def _may_edit(request: ActorRequest) -> bool:
    return request.actor.has(Role.ADMINISTRATOR)
