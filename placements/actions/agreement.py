"""The written agreement: draft it, check its data, open it for signing, and make its next version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse_if
from placements.actions.link import mail_links_to_sign
from placements.actions.placement_news import tell_both
from placements.actions.plan import copy_plan, draft_plan, untick
from placements.actions.schedule import copy_schedule, draft_schedule, follow_amendment, follow_placement
from placements.actions.seat import hold_student, move_mentors, promises_told
from placements.actions.signature import about, make_slots, news_of, tell_student
from placements.actions.start import make_checks
from placements.agreement_body import body_of, digest_of
from placements.enums import AgreementStatus, Party
from placements.models import Agreement, FormTerms, Placement
from placements.rules import agreement as rules
from placements.rules import amend as amend_rules
from placements.rules.side import sides_of
from placements.workflow.agreement import WRITERS, agreements
from placements.workflow.placement import placements


@promises_told()
def draft_agreement(*, placement: Placement, by: Actor) -> Agreement:
    """Version 1 with its plan prefilled, and the start list. Refused: `agreement.too_early`, `agreement.exists`.

    A first day that has come already moves ahead, so that there is time to sign. Raises PermissionDenied for all but
    coach, coordinator and HR.
    """
    if not sides_of(placement, by).has(*WRITERS):
        raise PermissionDenied
    hold_student(placement.student_id)
    row = (
        Placement.objects.visible_to(by).select_related("offer__request", "capacity", "programme").get(pk=placement.pk)
    )
    refuse_if(rules.may_draft(row))
    agreement = Agreement.objects.create(placement=row, version=1)
    _change_placement(agreement, {"starts_on": rules.first_day(row, timezone.localdate())}, by)
    draft_plan(agreement=agreement)
    draft_schedule(agreement=agreement)
    make_checks(placement=row)
    record("agreement.draft", subject=agreement, by=by, data={"version": 1})
    tell_both(row, "agreement.drafted")
    return agreement


@transaction.atomic
def check_data(*, agreement: Agreement, by: Actor) -> Agreement:
    """Say for one's own side, school or company, that the data are right; with both, signing opens.

    Refused: `agreement.not_draft`, `agreement.plan_empty`, `agreement.no_activities`, `agreement.no_representative`,
    `agreement.line_outside`, `agreement.first_day_passed`, R01 and R02. Raises PermissionDenied for all but coach,
    coordinator and HR.
    """
    at = timezone.now()
    row = held(agreement, by)
    on = timezone.localdate(at)
    refuse_if(next((refusal for rule in rules.OPEN if (refusal := rule(row, by, on))), None))
    side = "hr" if sides_of(row.placement, by).has(Role.HR) else "coach"
    setattr(row, f"{side}_checked_at", at)
    setattr(row, f"{side}_checked_by_id", by.user_id)
    row.save(update_fields=[f"{side}_checked_at", f"{side}_checked_by"])
    record("agreement.checked", subject=row, by=by, at=at, data={"side": side})
    if row.coach_checked_at and row.hr_checked_at:
        return _open_signing(row, at)
    return row


def held(agreement: Agreement, by: Actor) -> Agreement:
    """The agreement as it is now, its student held, for somebody who writes it."""
    if not sides_of(agreement.placement, by).has(*WRITERS):
        raise PermissionDenied
    hold_student(agreement.placement.student_id)
    return (
        Agreement.objects.visible_to(by).select_related("placement__student", "placement__offer").get(pk=agreement.pk)
    )


def _open_signing(agreement: Agreement, at: datetime) -> Agreement:
    """Freeze the text and its digest, make the slots, and tell everybody who signs."""
    on, body = timezone.localdate(at), body_of(agreement)
    row = agreements.take(
        agreement,
        "open",
        by=SYSTEM,
        at=at,
        body=body,
        digest=digest_of(body),
        sign_by_on=rules.sign_by(agreement, on),
        binding=FormTerms.objects.holding(agreement.placement.form, on).binding,
    )
    if row.amends_id is None:
        row.placement = placements.take(row.placement, "open_signing", by=SYSTEM, at=at)
    if row.is_signed_here:
        make_slots(row, on)
        _tell_signers(row, at)
    else:
        tell_both(row.placement, news_of(row, "opened_outside"))
        tell_student(row, news_of(row, "opened_outside"))
    return row


def _tell_signers(agreement: Agreement, at: datetime) -> None:
    placement = agreement.placement
    signing, told = news_of(agreement, "signing"), about(agreement)
    tell_role(placement.company_id, Role.HR, signing, **told)
    if agreement.signatures.filter(party=Party.SCHOOL).exists():  # a DA is signed without the school
        tell_role(placement.school_id, Role.DIRECTOR, signing, **told)
    tell_student(agreement, signing)
    mail_links_to_sign(agreement=agreement, by=SYSTEM, at=at)


def revise_agreement(*, agreement: Agreement, changes: Mapping[str, Any], by: Actor) -> Agreement:
    """The next version, a draft with a copy of the plan; signatures of the version before are void.

    `changes` may hold `starts_on`, `ends_on`, `week` and `form` of the placement; competences are changed in the plan
    of the draft. A draft takes the changes itself. Of an amendment they may hold `in_force_on`, `ends_on` and `week`;
    the next version amends the same text. Refused: the refusals of `rules.may_change` (R01 to R03 too) or
    `amend.may_change`, `agreement.void.wrong_status` (or `drop`), `seat.mentor_full`, `seat.student_placed`.
    """
    with promises_told():
        row = held(agreement, by)
        of_amendment = row.amends_id is not None
        refuse_if((amend_rules if of_amendment else rules).may_change(row, changes, timezone.localdate()))
        is_new = row.status != AgreementStatus.DRAFT
        if is_new:
            row = _revised(row, by)
        (_change_amendment if of_amendment else _change_placement)(row, changes, by)
        untick(row)
        if is_new:
            tell_both(row.placement, news_of(row, "revised"))
            tell_role(row.placement.school_id, Role.DIRECTOR, news_of(row, "revised"), **about(row))
            tell_student(row, news_of(row, "revised"))
        return row


def _revised(agreement: Agreement, by: Actor) -> Agreement:
    """The next version in its place; while a placement runs it goes on running."""
    if agreement.amends_id:
        dropped = agreements.take(agreement, "drop", by=by)
        mail_links_to_sign(agreement=dropped.amends, by=SYSTEM, at=timezone.now())
        terms = {name: getattr(dropped, name) for name in amend_rules.AMENDABLE}
        return next_version(of=dropped, amends=dropped.amends, terms=terms, by=by)
    placements.take(agreement.placement, "revise", by=by)
    return next_version(of=agreements.take(agreement, "void", by=by), amends=None, terms={}, by=by)


def next_version(*, of: Agreement, amends: Agreement | None, terms: Mapping[str, Any], by: Actor) -> Agreement:
    """A draft with the plan and the hours of a version; `terms` are the columns of an amendment."""
    placement = Placement.objects.get(pk=of.placement_id)
    last = Agreement.objects.filter(placement=placement).latest("version").version
    row = Agreement.objects.create(placement=placement, version=last + 1, amends=amends, **terms)
    copy_plan(of=of, to=row)
    copy_schedule(of=of, to=row)
    record("agreement.draft", subject=row, by=by, data={"version": row.version})
    return row


def _change_amendment(agreement: Agreement, changes: Mapping[str, Any], by: Actor) -> None:
    """The draft remembers what the placement becomes; its hours follow."""
    changed = sorted(name for name, value in changes.items() if getattr(agreement, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(agreement, name, changes[name])
    agreement.save(update_fields=changed)
    follow_amendment(agreement=agreement, changed=changed)
    record("agreement.changed", subject=agreement, by=by, data={"fields": changed})


def _change_placement(agreement: Agreement, changes: Mapping[str, Any], by: Actor) -> None:
    """New days are those of its mentors too, and whoever was told that it is not ready is told again."""
    placement = agreement.placement
    changed = {name: value for name, value in changes.items() if getattr(placement, name) != value}
    if not changed:
        return
    Placement.objects.filter(pk=placement.pk).update(**changed, not_ready_told_at=None)
    before = placement.period
    placement.refresh_from_db()
    move_mentors(placement=placement, before=before)
    follow_placement(agreement=agreement, changed=changed)
    if "form" in changed:
        make_checks(placement=placement)
    record("placement.changed", subject=placement, by=by, data={"fields": sorted(changed)})


@transaction.atomic
def move_sign_by(*, agreement: Agreement, sign_by_on: date, by: Actor) -> Agreement:
    """Another last day to sign; the signed text does not change.

    Refused: `agreement.sign_by_day`, `agreement.not_signing`.
    """
    at = timezone.now()
    row = held(agreement, by)
    refuse_if(rules.sign_by_day(row, sign_by_on, timezone.localdate(at)))
    row.sign_by_on = sign_by_on
    row.save(update_fields=["sign_by_on"])
    record("agreement.sign_by_moved", subject=row, by=by, at=at, data={"sign_by_on": sign_by_on.isoformat()})
    return row
