"""Renew in time: a file opens some months before the end, and its holder is reminded at marks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from labels.actions.application import open_file
from labels.enums import Holder, LabelStatus, Level
from labels.models import Answer, Application, Label
from labels.models.application import HOLDER_ROLES
from labels.models.label import LabelQuerySet
from labels.rules import application as rules
from marketplace.actor import SYSTEM
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.reference.models import Figure

MARKS = ("label_renewal_first_days", "label_renewal_second_days", "label_renewal_last_days")


def open_renewals() -> int:
    """A file for each holder whose audited labels end soon and who has no open file; how many were opened.

    One file covers all sites of a company whose labels end in the same months.
    """
    on = timezone.localdate()
    months = int(Figure.objects.value("label_renewal_months", on))
    holders: dict[tuple[int, str], list[Label]] = defaultdict(list)
    for label in _audited(on).filter(ends_on__lte=on + relativedelta(months=months)).select_related("site__company"):
        holders[label.organisation_id, Holder.COMPANY if label.site_id else Holder.SCHOOL].append(label)
    return sum(_open(organisation_id, holder, labels) for (organisation_id, holder), labels in holders.items())


@transaction.atomic
def _open(organisation_id: int, holder: str, labels: list[Label]) -> bool:
    at = timezone.now()
    organisation = labels[0].organisation
    if rules.no_open_file(organisation_id, holder) or _has_asked(labels):
        return False
    file = open_file(
        organisation=organisation, holder=holder, sites=[label.site for label in labels if label.site], by=SYSTEM, at=at
    )
    _copy_answers(file)
    _tell(organisation_id, holder, "renewal.opened", reverse("application-detail", args=[file.pk]), labels)
    return True


def _has_asked(labels: Iterable[Label]) -> bool:
    """A file that was taken back or refused since is not opened again by itself: the holder decides."""
    since = min(label.ends_on for label in labels if label.ends_on) - relativedelta(months=12)
    own = Application.objects.filter(organisation__in={label.organisation_id for label in labels}, is_renewal=True)
    return own.filter(started_at__date__gte=since).exists()


def _copy_answers(file: Application) -> None:
    """What the holder answered last for the whole organisation, by code of the criterion; a site answers anew."""
    won = Application.objects.filter(organisation=file.organisation_id, holder=file.holder, awarded_at__isnull=False)
    last = won.order_by("-awarded_at").first()
    if last is None:
        return
    kept = {row.criterion.code: row for row in last.answers.filter(application_site=None).select_related("criterion")}
    rows = list(file.answers.filter(application_site=None).select_related("criterion"))
    for row in rows:
        if (before := kept.get(row.criterion.code)) and rules.answer_fits(
            row.criterion, before.score, before.not_applicable_reason
        ) is None:
            row.score, row.note, row.not_applicable_reason = before.score, before.note, before.not_applicable_reason
            row.answered_by_id, row.answered_at = before.answered_by_id, before.answered_at
    Answer.objects.bulk_update(rows, ["score", "note", "not_applicable_reason", "answered_by", "answered_at"])


def remind() -> int:
    """Tell holders, once a mark, how long their label still runs while nothing was filed; how many were told."""
    on = timezone.localdate()
    figures = Figure.objects.in_force(on)
    marks = [int(figures[mark]) for mark in MARKS]
    labels = _audited(on).filter(ends_on__lte=on + timedelta(days=max(marks)), waits_for_city=False)
    return sum(_remind(label, sum(_days_left(label, on) <= mark for mark in marks)) for label in labels)


def _days_left(label: Label, on: date) -> int:
    return (label.ends_on - on).days if label.ends_on else 0


@transaction.atomic
def _remind(label: Label, reached: int) -> bool:
    changed = Label.objects.filter(pk=label.pk, renewal_reminders__lt=reached).update(renewal_reminders=reached)
    if changed:
        record("label.renewal_reminded", subject=label, by=SYSTEM, data={"mark": reached})
        holder = Holder.COMPANY if label.site_id else Holder.SCHOOL
        _tell(label.organisation_id, holder, "renewal.reminder", reverse("application-list"), [label])
    return bool(changed)


def _audited(on: date) -> LabelQuerySet:
    rows = Label.objects.filter(status=LabelStatus.ACTIVE, ends_on__gte=on).exclude(level=Level.PROVISIONAL)
    return rows.select_related("organisation", "site").order_by("organisation", "pk")


def _tell(organisation_id: int, holder: str, code: str, path: str, labels: list[Label]) -> None:
    day = min(label.ends_on for label in labels if label.ends_on)
    for role in HOLDER_ROLES[holder]:
        tell_role(organisation_id, role, code, path=path, holder=labels[0].holder_name, day=day)
