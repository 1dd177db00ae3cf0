"""Sign a versioned text for an organisation, and publish a new version."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Membership
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.commitments.models import RESIGN_TERM, Commitment, TextKind, TextVersion
from marketplace.jobs.actions import enqueue
from marketplace.notifications.actions import tell_role
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal, refuse_if

MARKS = ("resign_first_days", "resign_last_days")


@transaction.atomic
def commit(*, kind: str, by: Actor) -> Commitment:
    """Sign the version in force today for the actor's organisation; signing twice changes nothing.

    Refused: `commitment.no_power_to_sign` for an actor without that power, `commitment.not_your_role`.
    Raises PermissionDenied for who is no person of an organisation.
    """
    if by.organisation_id is None or by.user_id is None:
        raise PermissionDenied
    refuse_if(may_commit(kind, by))
    at = timezone.now()
    text = TextVersion.objects.in_force(kind, timezone.localdate(at))
    commitment, made = Commitment.objects.get_or_create(
        text=text,
        organisation_id=by.organisation_id,
        defaults={"signed_by_id": by.user_id, "signed_at": at},
    )
    if made:
        record("commitment.signed", subject=commitment, by=by, at=at, data={"kind": kind, "number": text.number})
    return commitment


@transaction.atomic
def publish_text(*, kind: str, body_nl: str, body_en: str, in_force_on: date, by: Actor) -> TextVersion:
    """Make the next version of a text, in force from a day on; whoever signs for a holder is told.

    Raises PermissionDenied for all but the administrator. Refused: `text.in_the_past`, `text.before_last_version`.
    """
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise PermissionDenied
    at = timezone.now()
    last = TextVersion.objects.select_for_update().filter(kind=kind).order_by("-number").first()
    refuse_if(_wrong_day(in_force_on, timezone.localdate(at), last))
    number = last.number + 1 if last else 1
    text = TextVersion.objects.create(
        kind=kind, number=number, in_force_on=in_force_on, body_nl=body_nl, body_en=body_en
    )
    record("text.published", subject=text, by=by, at=at, data={"kind": kind, "number": number})
    enqueue("commitment_new_version", text_id=text.pk)
    return text


@transaction.atomic
def tell_holders(*, text_id: int) -> int:
    """Tell the roles that sign for each organisation which signed an earlier version; the number of messages."""
    text = TextVersion.objects.get(pk=text_id)
    organisations = Commitment.objects.filter(text__kind=text.kind).values("organisation")
    signers = Membership.objects.in_force(timezone.localdate()).filter(organisation__in=organisations, may_sign=True)
    roles = list(signers.values_list("organisation", "role").distinct())
    path = reverse("text-version", args=[text.kind, text.number])
    for organisation_id, role in roles:
        tell_role(organisation_id, role, f"commitment.new_{text.kind}", path=path, day=text.in_force_on)
    return len(roles)


def remind_to_sign() -> int:
    """Remind, once a mark, who did not sign a new version while its predecessor still counts; how many were told."""
    on = timezone.localdate()
    return sum(_remind(kind, on) for kind in TextKind)


def _remind(kind: TextKind, on: date) -> int:
    last_on = TextVersion.objects.current(kind, on).values_list("in_force_on", flat=True).first()
    if last_on is None:
        return 0
    last_on += RESIGN_TERM - timedelta(days=1)
    marks = [int(Figure.objects.value(mark, on)) for mark in MARKS]
    reached = sum((last_on - on).days <= mark for mark in marks)
    late = Commitment.objects.to_sign_again(kind, on).filter(reminders__lt=reached)
    return len([_remind_one(row, kind, last_on, reached) for row in late])


@transaction.atomic
def _remind_one(row: Commitment, kind: TextKind, last_on: date, reached: int) -> None:
    row.reminders = reached
    row.save(update_fields=["reminders"])
    record("commitment.reminded", subject=row, by=SYSTEM, data={"mark": reached})
    signers = Membership.objects.in_force(timezone.localdate()).filter(organisation=row.organisation_id, may_sign=True)
    path = reverse("commitment-detail", args=[kind])
    for role in signers.values_list("role", flat=True).distinct():
        tell_role(
            row.organisation_id,
            role,
            "commitment.sign_again",
            path=path,
            text=str(kind.label),
            day=last_on,
        )


def may_commit(kind: str, by: Actor) -> Refusal | None:
    """A text is signed by somebody with the power to sign; of a school the director alone answers for its data."""
    if not by.may_sign:
        return Refusal(
            "commitment.no_power_to_sign", _("Alleen iemand die voor de organisatie mag tekenen, kan dit ondertekenen.")
        )
    if kind == TextKind.DATA_ARRANGEMENT and not by.has(Role.DIRECTOR):
        return Refusal("commitment.not_your_role", _("Alleen de directeur aanvaardt de afspraken over gegevens."))
    return None


def is_committed(organisation_id: int | None, kind: str, on: date) -> bool:
    """Whether the organisation has signed the version in force (or its predecessor within 30 days) on a day."""
    return Commitment.objects.in_force(kind, on).filter(organisation=organisation_id).exists()


def _wrong_day(in_force_on: date, today: date, last: TextVersion | None) -> Refusal | None:
    if in_force_on < today:
        return Refusal("text.in_the_past", _("Een nieuwe versie kan niet in het verleden beginnen."))
    if last and in_force_on <= last.in_force_on:
        return Refusal("text.before_last_version", _("Een nieuwe versie begint later dan de vorige."))
    return None
