"""Open a case, take it in hand, hear both sides, decide and close it; a late case is told to those above."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Site
from labels.actions import measure as measures
from labels.actions.city import tell_city, told_outside
from labels.enums import CaseFinding, CaseStatus, Ground, LabelStatus
from labels.models import Case, Label, Report
from labels.models.case import HANDLER_ROLES
from labels.rules import case as rules
from labels.workflow.case import cases as workflow
from marketplace.accounts.models import Organisation
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.mail.actions import queue
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.workflow import refuse, refuse_if


@transaction.atomic
def open_case(
    *,
    organisation: Organisation,
    kind: str,
    reference: str,
    by: Actor,
    site: Site | None = None,
    is_danger: bool = False,
) -> Case:
    """A case about an organisation, told to the city alone; the open one of the same kind and reference goes on.

    `reference` names a row of another floor as text ("placement:12"), or is empty. The audit event names nobody: who
    reported stands in the report, for the handler's eyes.
    """
    at = timezone.now()
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    found = Case.objects.unfinished().filter(organisation=organisation, kind=kind, reference=reference)
    if reference and (case := found.select_for_update(of=("self",)).first()):
        return _join(case, is_danger)
    case = Case.objects.create(
        organisation=organisation,
        site=site,
        kind=kind,
        reference=reference,
        is_danger=is_danger,
        opened_at=at,
        due_on=rules.due_after(CaseStatus.REPORTED, timezone.localdate(at)),
    )
    record("case.opened", subject=case, by=SYSTEM, at=at, data={"kind": kind, "danger": is_danger})
    _tell_handlers(case)
    return case


def _join(case: Case, is_danger: bool) -> Case:
    """Something more on the same matter: danger makes an open case urgent."""
    if is_danger and not case.is_danger:
        case.is_danger = True
        case.save(update_fields=["is_danger"])
    _tell_handlers(case)
    return case


@transaction.atomic
def report(
    *,
    organisation: Organisation,
    kind: str,
    words: str,
    by: Actor,
    role: str,
    name: str,
    contact: str = "",
    reference: str = "",
    site: Site | None = None,
    is_danger: bool = False,
) -> Report:
    """What somebody tells the city in confidence; it opens a case, or joins the one that is open.

    Refused: `report.empty`.
    """
    if not words.strip():
        refuse("report.empty", _("Schrijf in enkele woorden wat er gebeurde."))
    case = open_case(organisation=organisation, kind=kind, reference=reference, by=by, site=site, is_danger=is_danger)
    return Report.objects.create(
        case=case,
        role=role,
        name=name,
        contact=contact,
        user_id=by.user_id,
        words=words.strip(),
        is_danger=is_danger,
        at=timezone.now(),
    )


@transaction.atomic
def acknowledge(*, case: Case, by: Actor) -> Case:
    """Become the handler; who reported hears that the report arrived. Refused: `case.tied`, `case.about_the_city`."""
    taken = _take(case, "acknowledge", by, handler_id=by.user_id)
    for row in taken.reports.select_related("user"):
        _tell_reporter(row, "case.acknowledged")
    return taken


@transaction.atomic
def take_over(*, case: Case, by: Actor) -> Case:
    """Another handler goes on and reads the reports from now on. Refused: `case.nobody_handles`, `case.yours`."""
    row = _locked(case, by)
    if not by.has(*HANDLER_ROLES):
        raise PermissionDenied
    refuse_if(rules.may_take_over(row, by, timezone.localdate()))
    row.handler_id = by.user_id
    row.save(update_fields=["handler"])
    record("case.taken_over", subject=row, by=by)
    return row


@transaction.atomic
def hear(*, case: Case, question: str, by: Actor) -> Case:
    """Ask the holder for its side, in words that do not tell who reported; the holder learns that there is a case."""
    heard = _take(case, "hear", by, question=question.strip())
    tell_holder(heard, "case.hear")
    return heard


@transaction.atomic
def note_reporter_heard(*, case: Case, heard_on: date, by: Actor) -> Case:
    """The handler spoke with who reported. Refused: `case.not_yours`, `case.day_ahead`."""
    row, on = _locked(case, by), timezone.localdate()
    refuse_if(rules.no_tie(row, by, on) or rules.is_handler(row, by, on))
    if heard_on > on:
        refuse("case.day_ahead", _("Kies de dag van het gesprek: vandaag of vroeger."))
    row.reporter_heard_on = heard_on
    row.save(update_fields=["reporter_heard_on"])
    record("case.reporter_heard", subject=row, by=by, data={"heard_on": heard_on.isoformat()})
    return row


@transaction.atomic
def state_side(*, case: Case, statement: str, by: Actor) -> Case:
    """The holder's side, by HR or the director. Refused: `case.not_in_hearing`, `case.stated`."""
    if not by.has(Role.HR, Role.DIRECTOR):
        raise PermissionDenied
    at = timezone.now()
    row = _locked(case, by)
    refuse_if(rules.may_state(row, by, timezone.localdate(at)))
    row.statement, row.stated_by_id, row.stated_at = statement.strip(), by.user_id, at
    row.save(update_fields=["statement", "stated_by", "stated_at"])
    record("case.stated", subject=row, by=by, at=at)
    if row.handler_id:
        tell_user(row.handler_id, "case.stated", path=_path(row), about=row.about)
    return row


@transaction.atomic
def decide(*, case: Case, finding: str, reasons: str, by: Actor) -> Case:
    """The finding with its reasons, for the holder and who reported; a major one suspends the label at once (R32).

    Placements go on: placements lists them for review. Refused: `case.reporter_not_heard`, `case.holder_not_heard`.
    """
    decided = _take(case, "decide", by, finding=finding, reasons=reasons.strip(), decided_by_id=by.user_id)
    if finding == CaseFinding.MAJOR:
        _suspend_labels(decided, by)
    tell_holder(decided, "case.decided")
    for row in decided.reports.select_related("user"):
        _tell_reporter(row, "case.outcome")
    return decided


@transaction.atomic
def close(*, case: Case, by: Actor) -> Case:
    """What had to follow has followed; a suspended label is given back or withdrawn by a measure of its own."""
    return _take(case, "close", by)


def escalate_late(*, by: Actor) -> int:
    """Tell administrators and handlers, once a step, of cases whose term has passed; the number of cases."""
    return len([_escalate(case, by) for case in Case.objects.late(timezone.localdate()).select_related("organisation")])


@transaction.atomic
def _escalate(case: Case, by: Actor) -> None:
    case.escalated_at = timezone.now()
    case.save(update_fields=["escalated_at"])
    record("case.late", subject=case, by=by, at=case.escalated_at, data={"due_on": str(case.due_on)})
    tell_above(case, "case.late", Role.ADMINISTRATOR)
    if case.handler_id:
        tell_user(case.handler_id, "case.late", path=_path(case))


def _take(case: Case, step: str, by: Actor, **changes: Any) -> Case:
    """The step, with the term of the one after it."""
    at = timezone.now()
    target = next(row.target for row in workflow.transitions if row.step == step)
    due_on = None if target == CaseStatus.CLOSED else rules.due_after(target, timezone.localdate(at))
    return workflow.take(case, step, by=by, at=at, due_on=due_on, escalated_at=None, **changes)


def _locked(case: Case, by: Actor) -> Case:
    rows = Case.objects.visible_to(by).select_related("organisation", "site")
    return rows.select_for_update(of=("self",)).get(pk=case.pk)


def _suspend_labels(case: Case, by: Actor) -> None:
    """At once and provisionally, whatever was proposed; two deciders who did not handle the case confirm it."""
    labels = Label.objects.filter(organisation=case.organisation_id, status=LabelStatus.ACTIVE)
    for label in labels.filter(site=case.site_id) if case.site_id else labels:
        measures.suspend_now(label=label, reason=case.reasons, ground=Ground.ETHICS, case=case, by=by)


def _path(case: Case) -> str:
    return reverse("case-detail", args=[case.pk])


def _tell_handlers(case: Case) -> None:
    """A new case to everybody who may take it, one in hand to its handler; never to the organisation it is about."""
    code = "case.danger" if case.is_danger else "case.opened"
    if case.handler_id:
        tell_user(case.handler_id, code, path=_path(case))
        return
    tell_above(case, code, Role.LABEL_OFFICER)


def tell_above(case: Case, code: str, role: str) -> None:
    """A role of the city; about the city itself those partners' deciders who do not work for it, and nobody else."""
    if not told_outside(case.organisation_id, code, path=_path(case)):
        tell_city(code, role, path=_path(case))


def tell_holder(case: Case, code: str) -> None:
    """HR of a company or the director of a school."""
    is_company = Company.objects.filter(pk=case.organisation_id).exists()
    role = Role.HR if is_company else Role.DIRECTOR
    tell_role(case.organisation_id, role, code, path=reverse("case-answer", args=[case.pk]))


def _tell_reporter(row: Report, code: str) -> None:
    """In the own inbox, or by mail to who has no account; who left only a telephone number is called."""
    if row.user_id:
        tell_user(row.user_id, code, path=reverse("inbox"))
    elif "@" in row.contact:
        queue("labels/report_mail", to=row.contact, language="nl", context={"is_decided": code == "case.outcome"})
