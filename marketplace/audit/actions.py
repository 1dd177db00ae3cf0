"""The one way to write an audit event: inside the transaction of the change."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.audit.models import AuditEvent


def record(
    verb: str, *, subject: models.Model, by: Actor, at: datetime | None = None, data: dict[str, Any] | None = None
) -> AuditEvent:
    """Write who did `verb` to `subject`; `data` holds ids and codes only, never names, addresses or free text.

    Raises RuntimeError outside a transaction, because the event must live or die with the change it tells of.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event is written in the transaction of its change.")
    return AuditEvent.objects.create(
        at=at or timezone.now(),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        user_id=by.user_id,
        organisation_id=by.organisation_id,
        roles=" ".join(sorted(by.roles)),
        student_id=by.student_id,
        representative_id=by.representative_id,
        data=data or {},
    )


@transaction.atomic
def record_refused(code: str, *, subject: models.Model, by: Actor) -> AuditEvent:
    """Write that somebody was refused something about `subject`, and why; what they tried was undone before."""
    return record("refused", subject=subject, by=by, data={"code": code})
