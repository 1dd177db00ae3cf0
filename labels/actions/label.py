"""Promise a label, decide about promises, and record the end of a label."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from labels.actions.city import tell_city
from labels.enums import Holder, LabelStatus, Outcome
from labels.models import Application, Label, Scheme
from labels.models.application import ApplicationSiteQuerySet
from labels.models.label import LabelQuerySet
from labels.rules import label as rules
from labels.workflow.label import labels as workflow
from marketplace.accounts.models import Organisation
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.commitments.actions import commit
from marketplace.commitments.models import TextKind
from marketplace.notifications.actions import tell_role
from marketplace.workflow import first_refusal, refuse, refuse_if
from schools.models import School

HELD = (LabelStatus.ACTIVE, LabelStatus.SUSPENDED)


@transaction.atomic
def promise(*, by: Actor, site: Site | None = None, sign_code: bool = False) -> Label:
    """Promise every knock-out criterion for a site, or (without one) for the actor's school; an officer is told.

    `sign_code` signs the ethics code in the same go. Raises PermissionDenied for another organisation's site. Refused:
    `label.no_power_to_sign`, `label.code_not_signed`, `label.promised`, `label.exists`, `label.withdrawn`,
    `company.unverified`, `site.no_establishment_number`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    if by.user_id is None or by.organisation_id is None:
        raise PermissionDenied
    holder = _ensure_signatory(site, by)
    organisation = Organisation.objects.select_for_update().filter(pk=by.organisation_id).get()
    if sign_code:
        commit(kind=TextKind.ETHICS_CODE, by=by)
    _expire(Label.objects.filter(organisation=organisation, site=site), at)
    refuse_if(rules.may_promise(organisation.pk, site.pk if site else None, on))
    scheme = Scheme.objects.in_force(holder, on)
    label = Label(organisation=organisation, site=site, scheme=scheme, promised_by_id=by.user_id, promised_at=at)
    refuse_if(first_refusal((rules.holder_ready, rules.code_signed), label, by, on))
    label.save()
    record("label.promised", subject=label, by=by, at=at)
    _tell_officers(label)
    return label


@transaction.atomic
def confirm(*, labels: Iterable[Label], by: Actor) -> list[Label]:
    """Make promises provisional labels from today, all or none.

    Refused: `label.own_promise`, `label.code_not_signed`, `company.unverified`, `label.confirm.wrong_status`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    dates = {"starts_on": on, "ends_on": rules.provisional_end(on), "confirmed_by_id": by.user_id}
    confirmed = [workflow.take(label, "confirm", by=by, at=at, **dates) for label in labels]
    for label in confirmed:
        _tell_holder(label, "confirm")
    return confirmed


@transaction.atomic
def refuse_promise(*, label: Label, reason: str, by: Actor) -> Label:
    """Refuse a promise with a reason; the holder may promise again."""
    return _take(label, "refuse", by, reason=reason)


@transaction.atomic
def keep_while_undecided(*, application: Application, by: Actor) -> int:
    """A file handed in in time keeps the labels that it asks for until it is decided; the number kept."""
    filed_on = application.filed_on
    kept = [
        row for row in _held_by(application, application.sites.all()) if filed_on and rules.filed_in_time(row, filed_on)
    ]
    for row in kept:
        row.waits_for_city = True
        row.save(update_fields=["waits_for_city"])
        record("label.kept", subject=row, by=by, data={"application": application.pk})
    return len(kept)


def let_end(*, application: Application) -> int:
    """The file is refused, taken back, or waits for its holder: its labels end on their own day; the number."""
    undone = application.sites.exclude(outcome=Outcome.GRANTED)
    return _held_by(application, undone).update(waits_for_city=False)


def _held_by(application: Application, places: ApplicationSiteQuerySet) -> LabelQuerySet:
    """The labels that these places of a file ask for anew."""
    own = Label.objects.filter(organisation=application.organisation_id, status__in=HELD)
    if application.holder == Holder.COMPANY:
        return own.filter(site__in=places.values("site"))
    return own.filter(site=None) if places.exists() else own.none()


def expire_labels() -> int:
    """Record the end of every label whose last day is past; their number."""
    at = timezone.now()
    past = Label.objects.filter(status__in=HELD, ends_on__lt=timezone.localdate(at), waits_for_city=False)
    return _expire(past, at)


def _expire(labels: Iterable[Label], at: datetime) -> int:
    on = timezone.localdate(at)
    over = [row for row in labels if row.status in HELD and not rules.is_over(row, SYSTEM, on)]
    for label in over:
        workflow.take(label, "expire", by=SYSTEM, at=at, stops_on=None)
    return len(over)


def _ensure_signatory(site: Site | None, by: Actor) -> Holder:
    """HR promises for a site of their own company, a school's director or coordinator for the school."""
    if site is not None:
        fits = by.has(Role.HR) and site.company_id == by.organisation_id
    else:
        fits = by.has(Role.DIRECTOR, Role.COORDINATOR) and School.objects.filter(pk=by.organisation_id).exists()
    if not fits:
        raise PermissionDenied
    if not by.may_sign:
        refuse(
            "label.no_power_to_sign", _("Alleen iemand die mag tekenen, kan het label beloven. Vraag het die collega.")
        )
    return Holder.SCHOOL if site is None else Holder.COMPANY


def _take(label: Label, step: str, by: Actor, **changes: Any) -> Label:
    taken = workflow.take(label, step, by=by, **changes)
    _tell_holder(taken, step)
    return taken


def _tell_officers(label: Label) -> None:
    tell_city("label.promised", Role.LABEL_OFFICER, path=reverse("label-promised"), holder=label.holder_name)


def _tell_holder(label: Label, step: str) -> None:
    role = Role.HR if label.site_id else Role.DIRECTOR
    facts = {"holder": label.holder_name, "reason": label.reason}
    tell_role(label.organisation_id, role, f"label.{step}", path=reverse("label-own"), **facts)
