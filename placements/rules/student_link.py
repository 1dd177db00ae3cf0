"""Which students without an account are left without a link that lasts while they are followed."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from marketplace.reference.models import Figure
from placements.enums import WORK_FORMS, AgreementStatus, PlacementStatus
from placements.models import Agreement, PersonalLink, Placement

OVER = (PlacementStatus.ENDED, PlacementStatus.ENDED_EARLY)


def without_lasting_link(at: datetime) -> QuerySet[Placement]:
    """Placements around real work that run or have just ended, whose student has neither account nor lasting link."""
    figures, on = Figure.objects.in_force(timezone.localdate(at)), timezone.localdate(at)
    since = on - timedelta(days=int(figures["student_link_after_end_days"]))
    followed = Q(status=PlacementStatus.RUNNING) | Q(status__in=OVER, ended_on__gte=since)
    bound = Agreement.objects.filter(
        placement=OuterRef("pk"), status__in=(AgreementStatus.SIGNING, AgreementStatus.SEALED)
    )
    lasting = _lasting(at, timedelta(days=int(figures["student_link_renew_days"])))
    rows = Placement.objects.filter(followed, form__in=WORK_FORMS, student__user=None)
    return rows.filter(Exists(bound), ~Exists(lasting.filter(placement=OuterRef("pk"))))


def _lasting(at: datetime, ahead: timedelta) -> QuerySet[PersonalLink]:
    """Links of students that were made since the first day and do not expire soon; one to sign lasts until its end."""
    kept = Q(expires_at__gt=at + ahead, created_at__date__gte=OuterRef("starts_on"))
    lasts = Q(agreement__status=AgreementStatus.SEALED) & kept
    signs = Q(agreement__status=AgreementStatus.SIGNING, expires_at__gt=at)
    return PersonalLink.objects.filter(lasts | signs, student__isnull=False, withdrawn_at=None)
