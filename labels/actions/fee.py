"""The fee of a label file: charged when it is complete, followed, given back by the rules; it never touches a score."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from companies.enums import SizeClass
from labels.enums import ApplicationStatus, FeeStatus, Holder, LabelStatus
from labels.models import Application, Label
from labels.models.application import HOLDER_ROLES
from labels.workflow.label import labels as label_workflow
from marketplace.actor import SYSTEM, Actor
from marketplace.billing import purposes
from marketplace.billing.actions import charge as billing
from marketplace.billing.models import Charge, ChargeStatus
from marketplace.notifications.actions import tell_role
from marketplace.reference.models import Figure

KIND = "application"
UNPAID = "Het geld voor dit label ging terug en is na de aanmaning niet betaald."
BEFORE_AUDIT, PLANNED, AUDITED = "fee_back_before_audit", "fee_back_planned", "fee_back_audited"
BACK_CODES = {
    ApplicationStatus.DRAFT: BEFORE_AUDIT,
    ApplicationStatus.SUBMITTED: BEFORE_AUDIT,
    ApplicationStatus.INCOMPLETE: BEFORE_AUDIT,
    ApplicationStatus.COMPLETE: BEFORE_AUDIT,
    ApplicationStatus.AUDITING: PLANNED,
    ApplicationStatus.CORRECTING: PLANNED,
    ApplicationStatus.AUDITED: AUDITED,
    ApplicationStatus.REVIEWED: AUDITED,
}
PRICES = {
    SizeClass.UNDER_10: "file_under_10",
    SizeClass.FROM_10: "file_from_10",
    SizeClass.FROM_50: "file_from_50",
    SizeClass.FROM_250: "file_from_250",
}


@transaction.atomic
def charge_fee(*, application: Application, by: Actor) -> Charge | None:
    """Charge a complete file by the size with which it was handed in; None when it costs nothing.

    A file that is complete again with another size owes what that costs; what was paid counts.
    """
    charge = billing.charge(
        reference=f"{KIND}:{application.pk}",
        organisation_id=application.organisation_id,
        price_code=_price_code(application),
        extra_sites=max(0, application.sites.count() - 1),
        by=by,
    )
    if charge and charge.status == ChargeStatus.DUE:
        Application.objects.filter(pk=application.pk).update(fee_status=FeeStatus.DUE)
        _tell(application, "fee.due", charge)
    return charge


@transaction.atomic
def give_back(*, application: Application, by: Actor) -> Charge | None:
    """Owe less for a file that is taken back, by how far it came (domain 12.2: 100, 50 or 0 %).

    `application` is the file as it was before; an audit that was reported counts, passed or not.
    """
    charge = Charge.objects.filter(reference=f"{KIND}:{application.pk}").first()
    if charge is None:
        return None
    percent = Figure.objects.value(_back_code(application), timezone.localdate())
    return billing.credit(charge=charge, percent=int(percent), by=by)


def fee_changed(key: str, status: str) -> None:
    """The charge of a file changed: the file follows; money that goes back after the award starts a notice."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=key)
    is_awarded = application.status == ApplicationStatus.AWARDED
    application.fee_status = status if is_awarded or status != ChargeStatus.REVERSED else FeeStatus.DUE
    application.save(update_fields=["fee_status"])
    if is_awarded and status == ChargeStatus.SETTLED:
        _lift_unpaid(application)
    if status == ChargeStatus.REVERSED:
        _tell(application, "fee.reversed", Charge.objects.get(reference=f"{KIND}:{key}"))


def _lift_unpaid(application: Application) -> None:
    """What was suspended for its money alone is valid again once it is paid."""
    labels = Label.objects.filter(application_site__application=application, status=LabelStatus.SUSPENDED)
    for label in labels.filter(reason=UNPAID):
        label_workflow.take(label, "reinstate", by=SYSTEM, reason="")


def suspend_unpaid() -> int:
    """Suspend the labels of awarded files whose money went back and whose notice is over; their number."""
    at = timezone.now()
    over = Charge.objects.filter(status=ChargeStatus.REVERSED, notice_until_on__lt=timezone.localdate(at))
    keys = [int(reference.partition(":")[2]) for reference in over.values_list("reference", flat=True)]
    labels = Label.objects.filter(application_site__application__in=keys, status=LabelStatus.ACTIVE)
    for label in labels:
        label_workflow.take(label, "suspend", by=SYSTEM, at=at, reason=UNPAID)
    return len(labels)


def _price_code(application: Application) -> str:
    if application.holder == Holder.SCHOOL:
        return "file_school"
    return PRICES[SizeClass(application.size_class or SizeClass.UNDER_10)]


def _back_code(application: Application) -> str:
    """The figure of the phase; a file that went back after its audit was audited all the same."""
    if application.sites.filter(score__isnull=False).exists():
        return AUDITED
    return BACK_CODES[ApplicationStatus(application.status)]


def _tell(application: Application, code: str, charge: Charge) -> None:
    path = reverse("charge-detail", args=[charge.pk])
    day = charge.notice_until_on or charge.due_on
    for role in HOLDER_ROLES[application.holder]:
        tell_role(application.organisation_id, role, code, path=path, day=day)


purposes.register(KIND, fee_changed)
