"""The one way to write an audit event: inside the transaction of the change."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.audit.models import AuditEvent

WHO = (  # the row that stands for an actor, and the name of its key
    ("accounts.organisation", "organisation_id"),
    ("accounts.user", "user_id"),
    ("schools.legalrepresentative", "representative_id"),
    ("schools.student", "student_id"),
)


def record(
    verb: str, *, subject: models.Model, by: Actor, at: datetime | None = None, data: dict[str, Any] | None = None
) -> AuditEvent:
    """Write who did `verb` to `subject`; `data` holds ids and codes only, never names, addresses or free text.

    Raises RuntimeError outside a transaction, because the event must live or die with the change it tells of.
    """
    return _write(verb, subject._meta.label_lower, subject.pk, by=by, at=at, data=data)


@transaction.atomic
def record_refused(code: str, *, by: Actor, subject: models.Model | None = None) -> AuditEvent | None:
    """Write that somebody was refused something about `subject`, and why; what they tried was undone before.

    Where no stored row is known, it is about the organisation or the person that tried. Nothing (None) is written of
    who is nobody here, and the same of somebody without an account once a day: else a stranger with a link fills the
    log.
    """
    data = {"code": code}
    if subject is not None and subject.pk:
        return None if _is_written_today(code, subject, by) else record("refused", subject=subject, by=by, data=data)
    known = next(((kind, key) for kind, name in WHO if (key := getattr(by, name)) is not None), None)
    return _write("refused", *known, by=by, data=data) if known else None


def _is_written_today(code: str, subject: models.Model, by: Actor) -> bool:
    """Whether this was written today of somebody without an account; of an account or a key each time is."""
    if by.is_system or by.user_id or by.organisation_id:
        return False
    rows = AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, verb="refused")
    rows = rows.filter(user_id=None, student_id=by.student_id, representative_id=by.representative_id)
    return rows.filter(data__code=code, at__date=timezone.localdate()).exists()


def _write(
    verb: str,
    subject_type: str,
    subject_id: int,
    *,
    by: Actor,
    at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event is written in the transaction of its change.")
    return AuditEvent.objects.create(
        at=at or timezone.now(),
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        user_id=by.user_id,
        organisation_id=by.organisation_id,
        roles=" ".join(sorted(by.roles)),
        student_id=by.student_id,
        representative_id=by.representative_id,
        data=data or {},
    )
