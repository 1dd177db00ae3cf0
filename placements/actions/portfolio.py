"""The files with which a student takes along what was reached; they are the student's own and end with no placement."""

from datetime import UTC, datetime, time
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from labels.actions.signing_key import can_sign, issuer, own_key, private_key
from labels.proof import Document, secure
from marketplace.actor import SCHOOL_ROLES, Actor
from marketplace.workflow import refuse
from placements.actions.certificate import lines_of
from placements.documents.certificate import digest_of, draw_pages
from placements.europass import LANGUAGE, Issuer, Owner, european_credential
from placements.models import ReachedCompetence
from placements.portfolio import NAME, Achieved, competence_badge, presentation
from schools.models import Student


def portfolio_of(*, student: Student, by: Actor) -> Document:
    """Every reached competence as a badge, signed when the installation has a key.

    Raises PermissionDenied for all but the student and staff of the school.
    """
    row, holder = _own(student, by), _urn("student", student.pk)
    said = {"issuer": issuer(), "home": settings.PUBLIC_URL, "holder": holder, "name": str(row)}
    badges = [competence_badge(_achieved(each), **said) for each in lines_of(row.pk).order_by("reached_on", "pk")]
    return presentation([_signed(badge) for badge in badges], holder=holder)


def europass_of(*, student: Student, by: Actor) -> Document:
    """The same facts in the shape that Europass reads, with a picture of them; nobody sealed it.

    Refused: `portfolio.nothing_reached`. Raises PermissionDenied for all but the student and staff of the school.
    """
    row = _own(student, by)
    reached = list(lines_of(row.pk))
    if not reached:
        refuse("portfolio.nothing_reached", _("Er is nog niets bereikt om mee te nemen."))
    return european_credential(
        [_achieved(each) for each in reached],
        number=_urn("europass", f"{row.pk}:{digest_of(reached)}"),
        owner=Owner(_urn("student", row.pk), row.first_name, row.last_name),
        issuer=Issuer(issuer(), NAME, settings.PUBLIC_URL),
        pages=draw_pages(reached),
    )


def _own(student: Student, by: Actor) -> Student:
    if not by.has(*SCHOOL_ROLES):
        raise PermissionDenied
    return Student.objects.visible_to(by).get(pk=student.pk)


def _achieved(row: ReachedCompetence) -> Achieved:
    """One line in Dutch, as the list of competences is, whatever the language of the page."""
    since = datetime.combine(row.reached_on, time(), timezone.get_current_timezone()).astimezone(UTC)
    with override(LANGUAGE):
        how = str(row.get_way_display())
    return Achieved(
        number=_urn("reached", row.pk),
        code=row.competence.code,
        competence=row.competence.text_nl,
        programme=row.competence.programme.name,
        how=how,
        since=since.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _signed(badge: Document) -> Document:
    """With the proof of the platform's key; without a key the school's word is all there is."""
    if not can_sign():
        return badge
    return secure(badge, key=private_key(), method=own_key().method, created=badge["validFrom"])


def _urn(kind: str, key: int | str) -> str:
    """A name that stays the same and says nothing to who does not hold the platform's secret."""
    return UUID(bytes=salted_hmac(f"portfolio.{kind}", str(key), algorithm="sha256").digest()[:16], version=4).urn
