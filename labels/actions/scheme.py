"""Make a new version of the criteria: copy the last one, change the copy, propose it; somebody else publishes it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from labels.enums import SchemeStatus
from labels.models import Criterion, Scheme
from labels.rules import scheme as rules
from labels.workflow.scheme import schemes as workflow
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if

COPIED = (
    "holder", "municipalities", "label_from", "distinction_from", "years", "assessors", "assessors_heavy", "deciders",
    "deciders_heavy", "may_leave_out",
)  # fmt: skip


@transaction.atomic
def draft(*, holder: str, by: Actor) -> Scheme:
    """The draft of the next version: a copy of the newest one, or the one that is begun already."""
    _ensure_administrator(by)
    versions = Scheme.objects.select_for_update().filter(holder=holder)
    if begun := versions.exclude(status=SchemeStatus.PUBLISHED).first():
        return begun
    last = versions.order_by("-number")[:1].get()
    facts = {name: getattr(last, name) for name in COPIED}
    made = Scheme.objects.create(number=last.number + 1, status=SchemeStatus.DRAFT, in_force_on=None, **facts)
    Criterion.objects.bulk_create(_copy(criterion, made) for criterion in last.criteria.all())
    record("scheme.drafted", subject=made, by=by, data={"from": last.number})
    return made


@transaction.atomic
def change(*, scheme: Scheme, by: Actor, **numbers: Any) -> Scheme:
    """Change the numbers of a draft. Refused: `scheme.published`, `scheme.numbers`."""
    locked = _draft(scheme, by)
    for name, value in numbers.items():
        setattr(locked, name, value)
    refuse_if(rules.numbers_fit(locked))
    locked.save()
    record("scheme.changed", subject=locked, by=by)
    return locked


@transaction.atomic
def change_criterion(*, criterion: Criterion, by: Actor, **facts: Any) -> Criterion:
    """Change one criterion of a draft. Refused: `scheme.published`, `criterion.knock_out_applies`."""
    _draft(criterion.scheme, by)
    for name, value in facts.items():
        setattr(criterion, name, value)
    refuse_if(rules.knock_out_applies(criterion))
    criterion.save()
    record("criterion.changed", subject=criterion, by=by, data={"code": criterion.code, "weight": criterion.weight})
    return criterion


@transaction.atomic
def propose(*, scheme: Scheme, in_force_on: date, by: Actor) -> Scheme:
    """Propose a draft from a day on; another administrator reads it and publishes it.

    Refused: `scheme.weights` (they must sum to 100), `scheme.texts`, `scheme.day`, `scheme.propose.wrong_status`.
    """
    at = timezone.now()
    refuse_if(rules.later_than_the_last(scheme, in_force_on, timezone.localdate(at)))
    return workflow.take(scheme, "propose", by=by, at=at, in_force_on=in_force_on, proposed_by_id=by.user_id)


@transaction.atomic
def publish(*, scheme: Scheme, by: Actor) -> Scheme:
    """Publish what another administrator proposed; files that run stay on the version with which they began.

    Refused: `scheme.own_proposal`, `scheme.day`, and as `propose`.
    """
    return workflow.take(scheme, "publish", by=by, published_by_id=by.user_id)


@transaction.atomic
def send_back(*, scheme: Scheme, by: Actor) -> Scheme:
    """Make a proposal a draft again, to change it. Refused: `scheme.send_back.wrong_status`."""
    facts = {"in_force_on": None, "proposed_by_id": None, "proposed_at": None}
    return workflow.take(scheme, "send_back", by=by, **facts)


def _ensure_administrator(by: Actor) -> None:
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied


def _draft(scheme: Scheme, by: Actor) -> Scheme:
    _ensure_administrator(by)
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    refuse_if(rules.is_draft(locked))
    return locked


def _copy(criterion: Criterion, scheme: Scheme) -> Criterion:
    facts = {field.attname: getattr(criterion, field.attname) for field in Criterion._meta.concrete_fields}
    return Criterion(**facts | {"id": None, "scheme_id": scheme.pk})
