"""The slots of an agreement: sign, sign before a witness, refuse; the last signature seals."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record_refused
from marketplace.mail.actions import queue
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.notifications.models import Notification
from marketplace.workflow import Refusal, Refused, refuse_if
from placements.actions.document import ask_for_document
from placements.actions.in_force import put_in_force
from placements.actions.placement_news import tell_both
from placements.actions.seat import hold_student, promises_told
from placements.enums import AgreementStatus, Party, SignatureStatus, SignedBy
from placements.models import Agreement, PersonalLink, Signature
from placements.rules import signature as rules
from placements.rules.agreement import in_time
from placements.rules.form_terms import parties_of
from placements.rules.identity import shown
from placements.rules.signatory import required_on
from placements.workflow.agreement import agreements
from placements.workflow.signature import signatures


def make_slots(agreement: Agreement, on: date) -> None:
    """A slot for each party and, for a minor on this day, for each representative who may sign; never a second one.

    None where another document binds.
    """
    if not agreement.is_signed_here:
        return
    for party in parties_of(agreement.placement.form, on):
        agreement.signatures.get_or_create(party=party, representative=None)
    if (needed := required_on(agreement.placement, on)) is None:
        return
    for key in sorted(needed.allowed):
        agreement.signatures.get_or_create(party=Party.REPRESENTATIVE, representative_id=key)


@promises_told()
def sign(
    *, agreement: Agreement, by: Actor, way: str = SignedBy.ACCOUNT, link: PersonalLink | None = None
) -> Signature:
    """The signature of the actor's own side, by account or link; the last one that is needed seals the agreement.

    Who told the code of the link stands in the slot as its witness. Refused: `signature.not_open`,
    `signature.too_late`, `amendment.too_late`, `signature.no_power`, `signature.not_yours`, `signature.told_code`,
    `signature.witness_unknown`, `signature.witness_signs`, `signature.text_changed`, `signature.twice`,
    `signature.contact_shared`, `signature.host_tie_asked` (`_waits`, `_no`), `signature.sign.wrong_status`,
    `placement.adult`, `placement.no_say`, `agreement.not_recognised` (R05), `agreement.no_mentor` and R10.
    """
    at = timezone.now()
    row = _held(agreement, by, timezone.localdate(at))
    slot, user = own_slot(row, by), User.objects.get(pk=by.user_id) if by.user_id else None
    refuse_if(rules.same_person_once(slot, user))
    name = user.name or user.email if user else _name_of(slot)
    teller = link.told_by if link else None
    changes: dict[str, Any] = {"way": way, "user_id": by.user_id, "name": name, "identity": shown(slot, link)}
    changes |= {"witness": str(teller), "witness_by": teller} if teller else {}
    signed = signatures.take(slot, "sign", by=by, at=at, **changes)
    if teller:
        refuse_if(rules.witness_fits(signed, teller, timezone.localdate(at)))
    seal_when_complete(row, at)
    return signed


def sign_many(*, agreements: Iterable[Agreement], by: Actor) -> list[tuple[Agreement, Refusal | None]]:
    """Sign each agreement by itself, in the order of their keys; the refusal of those that were not signed."""
    return [(row, _refusal_of(row, by)) for row in sorted(agreements, key=lambda row: row.pk)]


def _refusal_of(agreement: Agreement, by: Actor) -> Refusal | None:
    try:
        sign(agreement=agreement, by=by)
    except Refused as refused:
        record_refused(refused.code, subject=agreement, by=by)
        return refused.refusal
    return None


@promises_told()
def sign_before_witness(*, signature: Signature, by: Actor, witness: User | None = None) -> Signature:
    """The signature of a student or representative on the school's device, seen by a person of the school.

    `witness`: who saw it, where that is not the one who acts. Refused: `signature.witness_unknown`,
    `signature.witness_signs`, `signature.no_witness`, `signature.signed_for_other`, and what `sign` refuses. Raises
    PermissionDenied for all but coach, coordinator and director.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    row = _held(signature.agreement, by, on)
    slot, seen_by = row.signatures.get(pk=signature.pk), witness or _oneself(by)
    changes = {"way": SignedBy.WITNESS, "witness": str(seen_by), "witness_by": seen_by, **_who(slot)}
    signed = signatures.take(slot, "witness", by=by, at=at, **changes)
    refuse_if(rules.witness_fits(signed, seen_by, on))
    seal_when_complete(row, at)
    return signed


@promises_told()
def record_paper(*, signature: Signature, paper_on: date, by: Actor) -> Signature:
    """The signature of a student or representative on a printed copy of this version, which the one who acts keeps.

    Refused: `signature.paper_day`, `signature.paper_of_before`, `signature.witness_signs`, `signature.no_witness`,
    `signature.signed_for_other`, and what `sign` refuses. Raises PermissionDenied for all but coach, coordinator and
    director.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    row = _held(signature.agreement, by, on)
    refuse_if(rules.paper_day(row, paper_on, on))
    slot, keeper = row.signatures.get(pk=signature.pk), _oneself(by)
    changes = {"way": SignedBy.PAPER, "paper_on": paper_on, "witness": str(keeper), "witness_by": keeper, **_who(slot)}
    signed = signatures.take(slot, "paper", by=by, at=at, **changes)
    refuse_if(rules.witness_fits(signed, keeper, on))
    seal_when_complete(row, at)
    return signed


@transaction.atomic
def refuse_to_sign(*, agreement: Agreement, by: Actor, reason: str) -> Signature:
    """Somebody does not sign, and says why: the agreement goes back to the coach, who changes it or stops.

    Refused: `signature.reason_needed`, and what `sign` refuses of who and when.
    """
    at = timezone.now()
    refuse_if(rules.reason_given(reason))
    row = _held(agreement, by, timezone.localdate(at))
    refused = signatures.take(
        own_slot(row, by), "refuse", by=by, at=at, user_id=by.user_id, refusal_reason=reason.strip()
    )
    agreements.take(row, "refuse", by=SYSTEM, at=at)
    tell_both(row.placement, news_of(row, "refused"))
    return refused


def own_slot(agreement: Agreement, by: Actor) -> Signature:
    """The slot of the actor's own side. Raises PermissionDenied for somebody without one."""
    slots = agreement.signatures.filter(party=rules.own_party(agreement.placement, by) or "")
    slot = slots.filter(representative=by.representative_id).select_related("representative").first()
    if slot is None:
        raise PermissionDenied
    return slot


def seal_when_complete(agreement: Agreement, at: datetime) -> bool:
    """Seal once everybody who must sign on this day has signed; whether it was sealed. The student is held."""
    on = timezone.localdate(at)
    make_slots(agreement, on)
    if rules.complete(agreement, SYSTEM, on) or in_time(agreement, SYSTEM, on):
        return False
    row = agreements.take(agreement, "seal", by=SYSTEM, at=at)
    row.placement = put_in_force(row, at)
    ask_for_document(row)
    tell_sealed(row)
    return True


def seal_complete(*, by: Actor) -> int:
    """Seal what needs nobody any more because the student came of age; the number of them.

    What may not be sealed on that day (R05, R10) stays open until it may: coach and HR are told each reason once.
    """
    at = timezone.now()
    waiting = Agreement.objects.open_at(AgreementStatus.SIGNING)
    return sum(_seal_or_tell(agreement, by, at) for agreement in waiting.visible_to(by).order_by("pk"))


def _seal_or_tell(agreement: Agreement, by: Actor, at: datetime) -> bool:
    try:
        with promises_told():
            row = _held(agreement, by, timezone.localdate(at))
            return row.status == AgreementStatus.SIGNING and seal_when_complete(row, at)
    except Refused as refused:
        _keep(agreement, refused.refusal, by)
        return False


@transaction.atomic
def _keep(agreement: Agreement, refusal: Refusal, by: Actor) -> None:
    """Keep what stands in the way and tell coach and HR, unless that was the last thing that they were told of it.

    What was solved with nothing else in the way was sealed that night.
    """
    code, told = news_of(agreement, "not_sealed"), about(agreement) | {"reason": refusal.code}
    last = Notification.objects.filter(code=code, path=told["path"]).order_by("-pk").first()
    if last and last.parameters.get("reason") == refusal.code:
        return
    record_refused(refusal.code, subject=agreement, by=by)
    tell_role(agreement.placement.company_id, Role.HR, code, **told)
    tell_role(agreement.placement.school_id, Role.COACH, code, **told)


def _held(agreement: Agreement, by: Actor, on: date) -> Agreement:
    """The agreement as it is now; whoever else signs it waits until this transaction ends."""
    hold_student(agreement.placement.student_id)
    row = Agreement.objects.visible_to(by).select_related("placement__student").get(pk=agreement.pk)
    if row.status == AgreementStatus.SIGNING:
        make_slots(row, on)
    return row


def _oneself(by: Actor) -> User:
    if by.user_id is None:
        raise PermissionDenied
    return User.objects.get(pk=by.user_id)


def _who(slot: Signature) -> dict[str, Any]:
    """The name as it is printed, and how it was shown whose it is."""
    return {"name": _name_of(slot), "identity": shown(slot)}


def _name_of(slot: Signature) -> str:
    return str(slot.representative or slot.agreement.placement.student)


def tell_sealed(agreement: Agreement) -> None:
    """Tell both sides, the director and who of the family signed."""
    code = "amendment.sealed_from" if agreement.amends_id else "agreement.sealed"
    told: dict[str, Any] = {**about(agreement), **_from_day(agreement)}
    tell_both(agreement.placement, code, **_from_day(agreement))
    tell_role(agreement.placement.school_id, Role.DIRECTOR, code, **told)
    student = agreement.placement.student
    if student.user_id:
        tell_user(student.user_id, code, **told)
    slots = agreement.signatures.filter(representative__isnull=False, status=SignatureStatus.SIGNED)
    signed = slots.select_related("representative")
    mails = {slot.representative.email for slot in signed if slot.representative}
    if student.user_id is None:  # who has an account was told there, and never got a link
        mails.add(student.email)
    template = "placements/sealed_mail" if agreement.is_signed_here else "placements/signed_outside_mail"
    for address in sorted(mails - {""}):
        queue(template, to=address, language="nl", context=told)


def _from_day(agreement: Agreement) -> dict[str, date]:
    return {"day": agreement.in_force_on} if agreement.in_force_on else {}


def tell_student(agreement: Agreement, code: str) -> None:
    """Tell a student who has an account."""
    if user_id := agreement.placement.student.user_id:
        tell_user(user_id, code, **about(agreement))


def news_of(agreement: Agreement, what: str) -> str:
    """The code of a message about a version: of an amendment it says so."""
    return f"{'amendment' if agreement.amends_id else 'agreement'}.{what}"


def about(agreement: Agreement) -> dict[str, Any]:
    """What a message about an agreement says, and the page that it leads to."""
    placement = agreement.placement
    return {
        "path": reverse("agreement-detail", args=[agreement.pk]),
        "programme": placement.programme.name,
        "company": placement.company.organisation.name,
    }
