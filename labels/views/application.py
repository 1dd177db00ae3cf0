"""Pages of a label file: the holder answers and hands in, the label officer checks whether it is complete."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from companies.models import Site
from labels.actions import application as actions
from labels.actions.assignment import start_audit
from labels.actions.award import award
from labels.enums import Holder, Theme
from labels.file_page import decided_for, doors_for, findings_for, visits_for
from labels.forms.application import AskForm, DescribeForm, LeaveOutForm, QuestionsForm, SitesForm
from labels.models import Application, ApplicationSite
from labels.models.application import HOLDER_ROLES, HOLDERS
from labels.questions import own_result, questions_of
from labels.rules import application as rules
from labels.terms import terms_of
from labels.views.self_scan import scan_of
from labels.workflow.application import applications as workflow
from marketplace.accounts.access import ActorRequest, require
from marketplace.actor import CITY_ROLES, PARTNER_ROLES, Actor, Role
from marketplace.web.submit import submit
from schools.models import School

READERS = (*HOLDERS, *CITY_ROLES, *PARTNER_ROLES)
ON_A_PAGE = 25
STEPS: dict[str, tuple[Callable[..., Application], type[forms.Form], Any]] = {
    "submit": (
        actions.submit,
        forms.Form,
        _("Ingediend. De stad kijkt na of het dossier volledig is; je krijgt een mail."),
    ),
    "complete": (actions.complete, forms.Form, _("Het dossier is volledig. De aanvrager krijgt een mail.")),
    "ask": (actions.ask, AskForm, _("Gevraagd. De aanvrager krijgt een mail.")),
    "audit": (start_audit, forms.Form, _("De audit begint. De auditoren kunnen aan het werk.")),
    "award": (award, forms.Form, _("Het label is uitgereikt.")),
    "withdraw": (actions.withdraw, forms.Form, _("Het dossier is ingetrokken.")),
}
ASKS_FIRST = frozenset({"ask", "withdraw"})  # a page comes between the button and the step


@require(*READERS)
def application_list(request: ActorRequest) -> HttpResponse:
    """The files that the actor sees, the newest first, and where to begin one."""
    found = Application.objects.visible_to(request.actor).select_related("organisation").order_by("-started_at", "-pk")
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "holders": [Holder(h) for h in _holders(request) if not rules.no_open_file(request.actor.organisation_id, h)],
    }
    return render(request, "labels/application_list.html", context)


@require(*HOLDERS)
def application_start(request: ActorRequest, holder: str) -> HttpResponse:
    """Open a file; the answers of a self-scan in this browser come along."""
    if holder not in _holders(request):
        raise Http404
    form = _start_form(request, holder)
    if request.POST:
        facts = {"holder": holder, "by": request.actor, "scan": scan_of(request, holder)}
        if made := submit(form, actions.start, **facts):
            return redirect("application-detail", made.pk)
    return render(request, "labels/application_start.html", {"form": form, "holder": Holder(holder)})


@require(*READERS)
def application_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Where a file stands, what comes next and when, and every answer with its evidence."""
    application = _found(request, pk)
    today = timezone.localdate()
    application.questions_read = questions = questions_of(application, today)
    context = {
        "application": application,
        "themes": [_theme(theme, questions) for theme in Theme],
        "results": [(row, own_result(application, row, questions)) for row in application.sites.all()],
        "steps": [step for step in workflow.steps(application, request.actor, today) if step.step in STEPS],
        "terms": terms_of(application),
    }
    return render(
        request,
        "labels/application.html",
        context | _audited(application, request.actor, today) | _mendable(application, request.actor),
    )


def _audited(application: Application, actor: Actor, on: date) -> dict[str, Any]:
    """What came of its audit, as far as this actor reads it, and the pages on which they work."""
    return {
        "findings": findings_for(application, actor),
        "decided": decided_for(application, actor, on),
        "visits": visits_for(application, actor),
        "doors": doors_for(application, actor),
    }


def _mendable(application: Application, actor: Actor) -> dict[str, bool]:
    """What its holder may still change."""
    own = application.organisation_id == actor.organisation_id and actor.has(*HOLDERS)
    may_edit = own and application.is_editable
    may_leave_out = may_edit and not rules.may_leave_out(application, [])
    return {"may_mend": own, "may_edit": may_edit, "may_leave_out": may_leave_out}


@require(*HOLDERS)
def application_describe(request: ActorRequest, pk: int) -> HttpResponse:
    """Which sites the file covers, and whether a dual form is offered."""
    application = _own(request, pk)
    initial = {
        "sites": application.sites.values_list("site", flat=True),
        "offers_dual": application.offers_dual,
    }
    form = DescribeForm(request.POST or None, sites=_sites(request), initial=initial)
    if request.POST and submit(form, actions.describe, application=application, by=request.actor):
        return redirect("application-detail", pk)
    return render(request, "labels/application_describe.html", {"form": form, "application": application})


@require(*HOLDERS)
def application_questions(request: ActorRequest, pk: int, theme: str) -> HttpResponse:
    """One page of questions; each change is kept at once where the browser can, and all of it on the button."""
    application = _own(request, pk)
    number = Theme.values.index(theme)
    asked = [q for q in questions_of(application, timezone.localdate()) if q.criterion.theme == theme]
    form = QuestionsForm(request.POST or None, questions=asked)
    if request.POST and submit(form, actions.answer_page, application=application, by=request.actor):
        last = number + 1 == len(Theme.values)
        if "autosave" in request.POST:
            return HttpResponse(status=204)
        return (
            redirect("application-detail", pk)
            if last
            else redirect("application-questions", pk, Theme.values[number + 1])
        )
    context = {"application": application, "form": form, "theme": Theme(theme), "number": number + 1, "all": len(Theme)}
    return render(request, "labels/questions.html", context, status=422 if "autosave" in request.POST else 200)


@require(*HOLDERS)
def application_leave_out(request: ActorRequest, pk: int) -> HttpResponse:
    """The criteria that a small company leaves out."""
    application = _own(request, pk)
    criteria = application.scheme.criteria.filter(knock_out="no").order_by("code")
    initial = {"criteria": application.left_out.values_list("criterion", flat=True)}
    form = LeaveOutForm(request.POST or None, criteria=criteria, initial=initial)
    if request.POST and submit(form, actions.leave_out, application=application, by=request.actor):
        return redirect("application-detail", pk)
    return render(request, "labels/application_leave_out.html", {"form": form, "application": application})


@require_POST
@require(*HOLDERS, Role.LABEL_OFFICER)
def application_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Hand in, take back, find complete, or ask for what is missing."""
    application = _found(request, pk)
    action, form_class, said = STEPS[step]
    answered = step not in ASKS_FIRST or "sure" in request.POST
    form = form_class(request.POST if answered else None)
    if answered and submit(form, action, application=application, by=request.actor):
        messages.success(request, said)
        return redirect("application-detail", pk)
    title = workflow.transition(step, application.status) or workflow.wrong_status
    context = {"form": form, "application": application, "title": getattr(title, "label", title)}
    return render(request, "labels/application_step.html", context)


def _found(request: ActorRequest, pk: int) -> Application:
    found = Application.objects.visible_to(request.actor).select_related("organisation", "scheme", "submitted_by")
    sites = Prefetch("sites", ApplicationSite.objects.select_related("site__company"))
    return get_object_or_404(found.prefetch_related(sites, "left_out__criterion"), pk=pk)


def _own(request: ActorRequest, pk: int) -> Application:
    return get_object_or_404(Application.objects.of(request.actor).select_related("organisation", "scheme"), pk=pk)


def _holders(request: ActorRequest) -> list[str]:
    """As what the actor's organisation may ask for a label."""
    held = [holder for holder, roles in HOLDER_ROLES.items() if request.actor.has(*roles)]
    is_school = Holder.SCHOOL in held and School.objects.filter(pk=request.actor.organisation_id).exists()
    return [holder for holder in held if holder == Holder.COMPANY or is_school]


def _sites(request: ActorRequest) -> Any:
    return Site.objects.of(request.actor).filter(is_active=True).select_related("company").order_by("name")


def _start_form(request: ActorRequest, holder: str) -> forms.Form:
    if holder == Holder.SCHOOL:
        return forms.Form(request.POST or None)
    return SitesForm(request.POST or None, sites=_sites(request))


def _theme(theme: Theme, questions: list[Any]) -> dict[str, Any]:
    own = [question for question in questions if question.criterion.theme == theme]
    return {"theme": theme, "questions": own, "open": sum(question.is_open for question in own)}
