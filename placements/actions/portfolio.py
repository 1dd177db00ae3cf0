"""The file with which a student takes along what was reached; it is the student's own and ends with no placement."""

from datetime import UTC, datetime, time
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.crypto import salted_hmac

from labels.actions.signing_key import can_sign, issuer, own_key, private_key
from labels.proof import Document, secure
from marketplace.actor import SCHOOL_ROLES, Actor
from placements.models import ReachedCompetence
from placements.portfolio import Achieved, competence_badge, presentation
from schools.models import Student


def portfolio_of(*, student: Student, by: Actor) -> Document:
    """Every reached competence as a badge, signed when the installation has a key.

    Raises PermissionDenied for all but the student and staff of the school.
    """
    if not by.has(*SCHOOL_ROLES):
        raise PermissionDenied
    row, holder = Student.objects.visible_to(by).get(pk=student.pk), _urn("student", student.pk)
    reached = ReachedCompetence.objects.filter(student=row).select_related("competence__programme")
    said = {"issuer": issuer(), "home": settings.PUBLIC_URL, "holder": holder, "name": str(row)}
    badges = [competence_badge(_achieved(each), **said) for each in reached.order_by("reached_on", "pk")]
    return presentation([_signed(badge) for badge in badges], holder=holder)


def _achieved(row: ReachedCompetence) -> Achieved:
    since = datetime.combine(row.reached_on, time(), timezone.get_current_timezone()).astimezone(UTC)
    return Achieved(
        number=_urn("reached", row.pk),
        code=row.competence.code,
        competence=row.competence.text_nl,
        programme=row.competence.programme.name,
        how=str(row.get_way_display()),
        since=since.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _signed(badge: Document) -> Document:
    """With the proof of the platform's key; without a key the school's word is all there is."""
    if not can_sign():
        return badge
    return secure(badge, key=private_key(), method=own_key().method, created=badge["validFrom"])


def _urn(kind: str, pk: int) -> str:
    """A name that stays the same and says nothing to who does not hold the platform's secret."""
    return UUID(bytes=salted_hmac(f"portfolio.{kind}", str(pk), algorithm="sha256").digest()[:16], version=4).urn
