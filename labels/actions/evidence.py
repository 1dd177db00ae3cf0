"""Add evidence to an answer, or take it away."""

from datetime import date
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.evidence_file import CleanFile, clean
from labels.models import Answer, Application, Evidence
from labels.rules import application as rules
from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse, refuse_if


def add_file(*, answer: Answer, title: str, data: bytes, by: Actor, expires_on: date | None = None) -> Evidence:
    """Keep a photo or PDF with an answer, stripped of metadata and under a random name.

    The cleaning takes seconds, so no row is locked while it goes on.

    Refused: `application.locked`, `evidence.expired`, `evidence.many`, and what `labels.evidence_file.clean` refuses.
    """
    refuse_if(rules.editable(Application.objects.of(by).get(pk=answer.application_id)))
    refuse_if(rules.room_for_evidence(answer))
    kept = clean(data)
    with transaction.atomic():
        _may_add(answer, expires_on, timezone.localdate(), by)
        return keep_paper(answer=answer, title=title, kept=kept, by=by, expires_on=expires_on)


@transaction.atomic
def keep_paper(*, answer: Answer, title: str, kept: CleanFile, by: Actor, expires_on: date | None = None) -> Evidence:
    """Keep what was cleaned; whoever calls has asked whether the actor may add to this file now.

    Refused: `evidence.many`.
    """
    at = timezone.now()
    if by.user_id is None:
        raise PermissionDenied
    refuse_if(rules.room_for_evidence(answer))
    row = Evidence(
        answer=answer,
        title=title,
        media_type=kept.media_type,
        digest=sha256(kept.data).hexdigest(),
        expires_on=expires_on,
        added_by_id=by.user_id,
        added_at=at,
    )
    row.file.save(f"evidence{kept.suffix}", ContentFile(kept.data), save=False)
    row.save()
    record("evidence.added", subject=row, by=by, at=at, data={"type": kept.media_type})
    return row


@transaction.atomic
def add_seen(
    *, answer: Answer, title: str, seen_on: date, seen_by: str, by: Actor, expires_on: date | None = None
) -> Evidence:
    """Write down that somebody saw a paper on a day; the paper itself is not kept.

    Refused: `application.locked`, `evidence.expired`, `evidence.many`, `evidence.seen_later`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    person_id = _may_add(answer, expires_on, on, by)
    if seen_on > on:
        refuse("evidence.seen_later", _("Die dag moet nog komen: je kunt het stuk nog niet gezien hebben."))
    row = Evidence.objects.create(
        answer=answer,
        title=title,
        seen_on=seen_on,
        seen_by=seen_by,
        expires_on=expires_on,
        added_by_id=person_id,
        added_at=at,
    )
    record("evidence.seen", subject=row, by=by, at=at)
    return row


@transaction.atomic
def remove(*, evidence: Evidence, by: Actor) -> None:
    """Take evidence away, its file too; only while the file may be changed. Refused: `application.locked`."""
    _own(evidence.answer, by)
    record("evidence.removed", subject=evidence, by=by)
    if stored := evidence.file.name:
        storage = evidence.file.storage
        transaction.on_commit(lambda: storage.delete(stored))
    evidence.delete()


def _own(answer: Answer, by: Actor) -> int:
    """Lock the actor's own file while it may be changed; the actor's key."""
    if by.user_id is None:
        raise PermissionDenied
    locked = Application.objects.of(by).select_for_update().get(pk=answer.application_id)
    refuse_if(rules.editable(locked), locked)
    return by.user_id


def _may_add(answer: Answer, expires_on: date | None, on: date, by: Actor) -> int:
    person_id = _own(answer, by)
    refuse_if(rules.room_for_evidence(answer))
    if expires_on and expires_on < on:
        refuse("evidence.expired", _("Dit stuk is al verlopen. Voeg een stuk toe dat nu geldt."))
    return person_id
