"""Start a label file, answer it, hand it in, and check whether it is complete."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.enums import SizeClass
from companies.models import Company, Site
from labels.actions.city import tell_city
from labels.actions.fee import charge_fee, give_back
from labels.actions.label import keep_while_undecided, let_end
from labels.enums import Duty, Holder, LabelStatus, Level, Scope
from labels.models import Answer, Application, ApplicationSite, Assignment, Criterion, Label, LeftOut, Scheme
from labels.models.application import HOLDER_ROLES
from labels.questions import frozen, knocks_out, questions_of
from labels.rules import application as rules
from labels.rules.application import size_of
from labels.rules.assignment import ready
from labels.workflow.application import applications as workflow
from marketplace.accounts.models import Organisation
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.commitments.models import Commitment, TextKind
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse, refuse_if
from schools.models import School

Scores = Mapping[str, int]
SIZE_CORRECTED = _("De auditor verbeterde de grootte van je onderneming. Kijk je antwoorden na en dien opnieuw in.")


@transaction.atomic
def start(*, holder: str, by: Actor, sites: Collection[Site] = (), scan: Scores | None = None) -> Application:
    """Open a file for sites of the own company, or for the own school; answers of a self-scan are carried in.

    Raises PermissionDenied for another organisation's site. Refused: `application.open`, `application.no_site`,
    `company.unverified`, `site.no_establishment_number`.
    """
    at = timezone.now()
    if by.user_id is None or by.organisation_id is None:
        raise PermissionDenied
    _ensure_holder(holder, sites, by)
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    refuse_if(rules.may_start(organisation.pk, holder, sites))
    application = open_file(organisation=organisation, holder=holder, sites=sites, by=by, at=at)
    _carry(application, scan or {}, by)
    return application


@transaction.atomic
def open_file(
    *, organisation: Organisation, holder: str, sites: Collection[Site], by: Actor, at: datetime
) -> Application:
    """A file in draft with its questions, of the holder itself or (by the system) of a label that ends soon."""
    application = Application.objects.create(
        organisation=organisation,
        holder=holder,
        scheme=Scheme.objects.in_force(holder, timezone.localdate(at)),
        is_renewal=_has_audited_label(organisation),
        started_by_id=by.user_id,
        started_at=at,
    )
    _ask_holder(application)
    for site in sites:
        _ask_site(application, site)
    if holder == Holder.SCHOOL:
        _ask_site(application, None)
    record("application.started", subject=application, by=by, at=at, data={"sites": [site.pk for site in sites]})
    return application


@transaction.atomic
def describe(
    *, application: Application, offers_dual: bool, sites: Collection[Site] | None = None, by: Actor
) -> Application:
    """Say which sites of the own company the file covers and whether it offers SAO, OAO or DA.

    A site that is dropped loses its answers. Refused: `application.locked`, `application.no_site`, and as `start`.
    """
    application = _editable(application, by)
    if sites is not None and application.holder == Holder.COMPANY:
        _ensure_holder(application.holder, sites, by)
        refuse_if(rules.sites_ready(sites))
        _cover(application, sites)
    application.offers_dual = offers_dual
    application.save()
    record("application.described", subject=application, by=by)
    return application


@transaction.atomic
def answer(*, answer: Answer, score: int | None, by: Actor, note: str = "", not_applicable_reason: str = "") -> Answer:
    """Keep one answer: a score of 0 to 3, or why the criterion does not apply.

    Refused: `application.locked` after the file was handed in, `answer.applies`, `answer.one_of_both`, `answer.score`.
    """
    _editable(answer.application, by)
    row = Answer.objects.select_related("criterion").get(pk=answer.pk)
    refuse_if(rules.answer_fits(row.criterion, score, not_applicable_reason))
    row.score, row.note, row.not_applicable_reason = score, note, not_applicable_reason
    row.answered_by_id, row.answered_at = by.user_id, timezone.now()
    row.save()
    record("application.answered", subject=row, by=by)
    return row


@transaction.atomic
def answer_page(*, application: Application, answers: Mapping[Answer, Mapping[str, Any]], by: Actor) -> Application:
    """Keep the answers of one page, all or none; what did not change is left alone. Refused as `answer`."""
    application = _editable(application, by)
    for row, given in answers.items():
        if any(getattr(row, name) != value for name, value in given.items()):
            answer(answer=row, by=by, **given)
    return application


@transaction.atomic
def leave_out(*, application: Application, criteria: Collection[Criterion], by: Actor) -> Application:
    """A company under 10 workers names the criteria that it leaves out (all of them at once; none takes them back).

    Refused: `application.locked`, `application.not_small`, `application.too_many_left_out`,
    `application.left_out_knock_out`.
    """
    application = _editable(application, by)
    refuse_if(rules.may_leave_out(application, criteria))
    for criterion in criteria:
        if knocks_out(criterion, application) or criterion.scheme_id != application.scheme_id:
            refuse("application.left_out_knock_out", _("Een criterium dat uitsluit, kun je niet weglaten."))
    application.left_out.all().delete()
    LeftOut.objects.bulk_create(
        LeftOut(application=application, criterion=criterion, slot=slot) for slot, criterion in enumerate(criteria, 1)
    )
    record("application.left_out", subject=application, by=by, data={"criteria": [row.code for row in criteria]})
    return application


@transaction.atomic
def submit(*, application: Application, by: Actor) -> Application:
    """Hand the file in: what the platform knows is frozen and the answers are locked.

    Refused: `application.no_power_to_sign`, `application.no_site`, `application.size_unknown`,
    `application.not_small`, `application.unanswered`, `application.code_not_signed`,
    `application.submit.wrong_status`.
    """
    at = timezone.now()
    signed = Commitment.objects.in_force(TextKind.ETHICS_CODE, timezone.localdate(at))
    commitment = signed.filter(organisation=application.organisation_id).order_by("-signed_at").first()
    locked = Application.objects.of(by).select_for_update().get(pk=application.pk)
    questions = questions_of(locked, timezone.localdate(at))
    facts: dict[str, Any] = {
        "submitted_by_id": by.user_id,
        "commitment": commitment,
        "missing": "",
        "size_class": size_of(locked),
    }
    facts["filed_on"] = locked.filed_on or timezone.localdate(at)
    submitted = workflow.take(application, "submit", by=by, at=at, **facts)
    for question in questions:
        question.answer.known = frozen(question)
    Answer.objects.bulk_update([question.answer for question in questions], ["known"])
    keep_while_undecided(application=submitted, by=by)
    _tell_officers(submitted)
    return submitted


@transaction.atomic
def complete(*, application: Application, by: Actor) -> Application:
    """A label officer finds the file complete: the term of the audit begins, and what it costs is charged."""
    Answer.objects.filter(application=application).exclude(asked="").update(asked="")
    taken = _told(workflow.take(application, "complete", by=by), "complete")
    charge_fee(application=taken, by=by)
    taken.refresh_from_db()
    return taken


@transaction.atomic
def ask(*, application: Application, missing: str, by: Actor, asked: Mapping[int, str] | None = None) -> Application:
    """A label officer says what is missing (`asked`: by answer); the holder may change the file again."""
    taken = workflow.take(application, "ask", by=by, missing=missing)
    let_end(application=taken)
    for row in taken.answers.filter(pk__in=asked or {}):
        row.asked = (asked or {})[row.pk]
        row.save()
    return _told(taken, "ask")


@transaction.atomic
def withdraw(*, application: Application, by: Actor) -> Application:
    """The holder takes the file back, and what it cost by the rules; a provisional label keeps its own end."""
    locked = Application.objects.of(by).select_for_update(of=("self",)).get(pk=application.pk)
    withdrawn = workflow.take(application, "withdraw", by=by)
    give_back(application=locked, by=by)
    let_end(application=locked)
    return withdrawn


@transaction.atomic
def correct_size(*, application: Application, size_class: str, by: Actor) -> Application:
    """An auditor found another size: the file goes back to its holder, who answers what may not be left out.

    What was judged stays. Raises Assignment.DoesNotExist for who is not the auditor. Refused:
    `application.not_in_audit`, `application.same_size`, and what `labels.rules.assignment.ready` refuses.
    """
    at = timezone.now()
    duties = Assignment.objects.of(by).select_related("organisation", "application__organisation")
    refuse_if(ready(duties.get(application=application, duty=Duty.AUDITOR), timezone.localdate(at)))
    locked = Application.objects.visible_to(by).select_for_update(of=("self",)).get(pk=application.pk)
    refuse_if(rules.may_correct_size(locked, size_class))
    if size_class != SizeClass.UNDER_10:
        locked.left_out.all().delete()
    facts = {"size_class": size_class, "size_set_by_id": by.user_id, "missing": str(SIZE_CORRECTED)}
    resized = workflow.take(locked, "resize", by=by, at=at, **facts)
    let_end(application=resized)
    return _told(resized, "ask")


def _editable(application: Application, by: Actor) -> Application:
    """The locked file; raises DoesNotExist when it is not the actor's own."""
    locked = Application.objects.of(by).select_for_update(of=("self",)).select_related("scheme").get(pk=application.pk)
    refuse_if(rules.editable(locked))
    return locked


def _ensure_holder(holder: str, sites: Collection[Site], by: Actor) -> None:
    own = by.has(*HOLDER_ROLES[holder])
    if holder == Holder.COMPANY:
        own = own and all(site.company_id == by.organisation_id for site in sites)
        own = own and Company.objects.filter(pk=by.organisation_id).exists()
    else:
        own = own and not sites and School.objects.filter(pk=by.organisation_id).exists()
    if not own:
        raise PermissionDenied


def _has_audited_label(organisation: Organisation) -> bool:
    audited = Label.objects.filter(organisation=organisation, status__in=[LabelStatus.ACTIVE, LabelStatus.SUSPENDED])
    return audited.exclude(level=Level.PROVISIONAL).exists()


def _ask_holder(application: Application) -> None:
    asked = application.scheme.criteria.all()
    if application.holder == Holder.COMPANY:
        asked = asked.filter(scope=Scope.HOLDER)
    Answer.objects.bulk_create(Answer(application=application, criterion=criterion) for criterion in asked)


def _ask_site(application: Application, site: Site | None) -> None:
    row = ApplicationSite.objects.create(application=application, site=site)
    if site:
        asked = application.scheme.criteria.filter(scope=Scope.SITE)
        Answer.objects.bulk_create(
            Answer(application=application, criterion=criterion, application_site=row) for criterion in asked
        )


def _cover(application: Application, sites: Collection[Site]) -> None:
    covered = {row.site_id: row for row in application.sites.all()}
    for site in sites:
        if site.pk not in covered:
            _ask_site(application, site)
    for row in [row for pk, row in covered.items() if pk not in {site.pk for site in sites}]:
        for dropped in row.answers.all():
            refuse_if(rules.without_evidence(dropped))
        row.answers.all().delete()
        row.delete()


def _carry(application: Application, scan: Scores, by: Actor) -> None:
    """The scores of a self-scan by code of the criterion, for the file and for each of its sites."""
    rows = [row for row in application.answers.select_related("criterion") if row.criterion.code in scan]
    for row in rows:
        row.score, row.answered_by_id, row.answered_at = scan[row.criterion.code], by.user_id, timezone.now()
    Answer.objects.bulk_update(rows, ["score", "answered_by", "answered_at"])


def _tell_officers(application: Application) -> None:
    path = reverse("application-detail", args=[application.pk])
    tell_city("application.submitted", Role.LABEL_OFFICER, path=path, holder=application.organisation.name)


def _told(application: Application, step: str) -> Application:
    facts: dict[str, Any] = {"missing": application.missing}
    path = reverse("application-detail", args=[application.pk])
    role = Role.HR if application.holder == Holder.COMPANY else Role.DIRECTOR
    tell_role(application.organisation_id, role, f"application.{step}", path=path, **facts)
    return application
