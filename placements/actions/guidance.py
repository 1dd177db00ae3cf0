"""What the city lists for mentors and coaches, and the certificates of trainings that HR and schools saw."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from companies.actions.mentors import change_mentor
from companies.models import Mentor
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from placements.models import Tip, Training, TrainingCertificate
from placements.rules import guidance as rules
from schools.models import Coach


@transaction.atomic
def keep_tip(*, by: Actor, tip: Tip | None = None, **facts: Any) -> Tip:
    """Add a tip, or change one. Refused: `guidance.dates`. Raises PermissionDenied for all but an administrator."""
    row = tip or Tip()
    _keep(row, facts, by)
    record("guidance.tip", subject=row, by=by)
    return row


@transaction.atomic
def keep_training(*, by: Actor, training: Training | None = None, **facts: Any) -> Training:
    """List a training, or change one. Refused and raised: as `keep_tip`."""
    row = training or Training()
    _keep(row, facts, by)
    record("guidance.training", subject=row, by=by)
    return row


def _keep(row: Tip | Training, facts: dict[str, Any], by: Actor) -> None:
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied
    refuse_if(rules.shown_in_order(facts["from_on"], facts["until_on"]))
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


@transaction.atomic
def note_mentor_certificate(
    *, mentor: Mentor, title: str, provider: str, dated_on: date, seen_on: date, is_mentor_training: bool, by: Actor
) -> TrainingCertificate:
    """HR saw a certificate of a mentor; that of the mentor training itself also answers R11, by its own date.

    Refused: `certificate.future`, `certificate.dates`, `certificate.twice`. Raises PermissionDenied for all but HR.
    """
    facts = {"title": title, "provider": provider, "dated_on": dated_on, "seen_on": seen_on}
    held = Mentor.objects.select_for_update(of=("self",)).get(pk=mentor.pk)
    if not by.has(Role.HR) or held.site.company_id != by.organisation_id:
        raise PermissionDenied
    row = _note(held, facts, by)
    if is_mentor_training and (held.trained_on is None or held.trained_on > dated_on):
        change_mentor(mentor=held, by=by, trained_on=dated_on)
    return row


@transaction.atomic
def note_coach_certificate(
    *, coach: Coach, title: str, provider: str, dated_on: date, seen_on: date, by: Actor
) -> TrainingCertificate:
    """The school saw a certificate of a coach. Refused: as `note_mentor_certificate`; others are denied."""
    facts = {"title": title, "provider": provider, "dated_on": dated_on, "seen_on": seen_on}
    held = Coach.objects.select_for_update(no_key=True).get(pk=coach.pk)
    if not by.has(Role.COORDINATOR, Role.DIRECTOR) or held.school_id != by.organisation_id:
        raise PermissionDenied
    return _note(held, facts, by)


def _note(person: Mentor | Coach, facts: dict[str, Any], by: Actor) -> TrainingCertificate:
    refuse_if(rules.seen_in_order(facts["dated_on"], facts["seen_on"], timezone.localdate()))
    refuse_if(rules.certificate_new(person, facts["title"], facts["provider"], facts["dated_on"]))
    holder = {"mentor": person} if isinstance(person, Mentor) else {"coach": person}
    row = TrainingCertificate.objects.create(**facts, **holder, seen_by_id=by.user_id)
    record("guidance.certificate", subject=row, by=by, data={name: one.pk for name, one in holder.items()})
    return row
