"""Pages of an audit: who does it, the auditor's judgements, and findings with their answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from labels.actions import assessment as actions
from labels.actions import assignment as assignments
from labels.actions import finding as findings
from labels.actions.application import correct_size
from labels.assessed import joint
from labels.enums import ApplicationStatus, AssessmentKind, AssessmentStatus, Duty
from labels.file_page import findings_for, last_return
from labels.forms.assessment import AssignForm, EndForm, FindingForm, JudgeForm, PlanForm, SizeForm
from labels.models import Application, AssessedAnswer, Assessment, Assignment, Finding, Settlement
from labels.models.application import HOLDERS
from labels.questions import questions_of
from labels.rules.assignment import AUDITORS, DECIDERS, ready
from marketplace.accounts.access import ActorRequest, require
from marketplace.accounts.models import Membership
from marketplace.actor import Actor, Role
from marketplace.web.fields import choose_from
from marketplace.web.submit import submit

UNDECIDED = (
    ApplicationStatus.AUDITING,
    ApplicationStatus.CORRECTING,
    ApplicationStatus.AUDITED,
    ApplicationStatus.REVIEWED,
)
JUDGES = {*AUDITORS, *DECIDERS}
AUDIT_STEPS: dict[str, Callable[..., Application]] = {"hand_in": actions.hand_in, "mend": findings.ask_to_mend}
FINDING_STEPS: dict[str, Callable[..., Finding]] = {"close": findings.close, "ask_more": findings.ask_more}


@require(Role.LABEL_OFFICER)
def application_team(request: ActorRequest, pk: int) -> HttpResponse:
    """Who has which duty on a file; give somebody one."""
    application = get_object_or_404(Application.objects.visible_to(request.actor).select_related("organisation"), pk=pk)
    form = AssignForm(request.POST or None)
    choose_from(form, "member", _judges())
    if request.POST and submit(form, assignments.assign, application=application, by=request.actor):
        messages.success(request, _("Aangewezen. Die persoon krijgt een mail."))
        return redirect("application-team", pk)
    team = application.assignments.select_related("person", "organisation").order_by("assigned_at", "pk")
    context = {"application": application, "form": form, "team": team, "end_form": EndForm(auto_id=False)}
    context["joint"] = joint(application)
    return render(request, "labels/application_team.html", context)


@require_POST
@require(Role.LABEL_OFFICER)
def assignment_end(request: ActorRequest, pk: int) -> HttpResponse:
    """End somebody's duty with a reason."""
    row = get_object_or_404(Assignment.objects.visible_to(request.actor), pk=pk)
    form = EndForm(request.POST)
    if submit(form, assignments.end, assignment=row, by=request.actor):
        messages.success(request, _("De taak is gestopt."))
    else:
        messages.error(request, _("Zeg waarom de taak stopt."))
    return redirect("application-team", row.application_id)


@require_POST
@require(*JUDGES)
def application_declare(request: ActorRequest, pk: int) -> HttpResponse:
    """Declare to have no tie."""
    duty = get_object_or_404(Assignment.objects.of(request.actor), application=pk)
    assignments.declare(application=duty.application, by=request.actor)
    return redirect(assignments.PAGES.get(duty.duty, "application-detail"), pk)


@require(*AUDITORS)
def application_audit(request: ActorRequest, pk: int) -> HttpResponse:
    """The auditor's own judgements, one panel a criterion; works without a script."""
    duty = auditor_of(request, pk)
    application, row = duty.application, own_of(duty)
    judged = {one.answer_id: one for one in row.answers.all()} if row else {}
    questions = questions_of(application, timezone.localdate())
    form = JudgeForm(request.POST or None, questions=questions, judged=judged)
    conflicts: dict[int, AssessedAnswer] = {}
    if request.POST and (done := submit(form, actions.judge, application=application, by=request.actor)):
        conflicts = {kept.answer_id: kept for kept in done.conflicts}
        if not conflicts:
            messages.success(request, _("Bewaard."))
            return redirect("application-audit", pk)
    context = {
        "rows": [(question, fields, conflicts.get(question.answer.pk)) for question, fields in form.rows()],
        "form": form,
        "conflicts": conflicts,
        "done": len(judged),
    }
    return render(request, "labels/audit.html", context | _duty_facts(duty, row) | _found(duty, request.actor))


def _duty_facts(duty: Assignment, own: Assessment | None) -> dict[str, Any]:
    """How far the auditor is, and whether they may go on."""
    status = duty.application.status
    is_handed_in = own is not None and own.status == AssessmentStatus.SUBMITTED
    return {
        "application": duty.application,
        "problem": ready(duty, timezone.localdate()),
        "is_declared": duty.declared_at is not None,
        "is_open": status == ApplicationStatus.AUDITING and not is_handed_in,
        "is_waiting": is_handed_in and status == ApplicationStatus.AUDITING,
        "own": own,
    }


def _found(duty: Assignment, actor: Actor) -> dict[str, Any]:
    """What must be mended, and why the file came back."""
    return {
        "may_close": duty.application.status in UNDECIDED,
        "returned": last_return(duty.application),
        "finding_form": _finding_form(duty.application),
        "findings": findings_for(duty.application, actor),
    }


def _finding_form(application: Application) -> FindingForm:
    form = FindingForm(auto_id="finding_%s")
    choose_from(form, "answer", application.answers.select_related("criterion", "application_site__site"))
    return form


@require_POST
@require(*AUDITORS)
def application_audit_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Hand the judgements in, or ask the holder to mend what was found."""
    application = auditor_of(request, pk).application
    form = Form(request.POST)
    if submit(form, AUDIT_STEPS[step], application=application, by=request.actor):
        messages.success(request, _("Gedaan."))
        return redirect("application-detail", pk)
    messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("application-audit", pk)


@require(*AUDITORS)
def application_size(request: ActorRequest, pk: int) -> HttpResponse:
    """The auditor found another size: the file goes back to its holder."""
    application = auditor_of(request, pk).application
    form = SizeForm(request.POST or None)
    if "size_class" in request.POST and submit(form, correct_size, application=application, by=request.actor):
        messages.success(request, _("Verbeterd. Het dossier is terug bij de aanvrager."))
        return redirect("application-detail", pk)
    context = {"form": form, "application": application, "title": _("Verbeter de grootte van de onderneming")}
    return render(request, "labels/application_step.html", context)


@require_POST
@require(*AUDITORS)
def finding_new(request: ActorRequest, pk: int) -> HttpResponse:
    """Write down what must be mended."""
    application = auditor_of(request, pk).application
    form = FindingForm(request.POST, auto_id="finding_%s")
    choose_from(form, "answer", application.answers.all())
    if submit(form, findings.find, application=application, by=request.actor):
        messages.success(request, _("De vaststelling is bewaard."))
        return redirect("application-audit", pk)
    context = {"form": form, "application": application, "title": _("Bewaar de vaststelling")}
    return render(request, "labels/application_step.html", context)


@require_POST
@require(*AUDITORS)
def finding_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Close a finding, or ask more."""
    finding = get_object_or_404(Finding.objects.visible_to(request.actor), pk=pk)
    auditor_of(request, finding.application_id)
    FINDING_STEPS[step](finding=finding, by=request.actor)
    return redirect("application-audit", finding.application_id)


@require(*HOLDERS)
def finding_answer(request: ActorRequest, pk: int) -> HttpResponse:
    """The holder tells what was done about a finding."""
    rows = Finding.objects.filter(application__in=Application.objects.of(request.actor))
    finding = get_object_or_404(rows.select_related("application__organisation", "answer__criterion"), pk=pk)
    form = PlanForm(request.POST or None, request.FILES or None)
    if request.POST and submit(form, findings.answer, finding=finding, by=request.actor):
        messages.success(request, _("Je antwoord is bewaard. De auditor kijkt het na."))
        return redirect("application-detail", finding.application_id)
    return render(request, "labels/finding_answer.html", {"form": form, "finding": finding})


def auditor_of(request: ActorRequest, pk: int) -> Assignment:
    """The actor's duty as auditor of this file; a 404 for everybody else."""
    rows = Assignment.objects.of(request.actor).filter(duty=Duty.AUDITOR)
    rows = rows.select_related("organisation", "application__organisation", "application__scheme")
    return get_object_or_404(rows, application=pk)


def own_of(duty: Assignment) -> Assessment | None:
    """The auditor's own judgement of this attempt, when they began; `differs`: it does from the other's."""
    unsettled = Settlement.objects.unsettled().filter(assessment__application=OuterRef("application"))
    own = duty.assessments.filter(attempt=duty.application.attempt, kind=AssessmentKind.OWN)
    return own.annotate(differs=Exists(unsettled.filter(assessment__attempt=OuterRef("attempt")))).first()


def _judges() -> QuerySet[Membership]:
    held = Membership.objects.in_force(timezone.localdate()).filter(role__in=JUDGES)
    return held.select_related("user", "organisation").order_by("organisation__name", "user__name", "pk")
