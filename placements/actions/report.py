"""What somebody around a placement reports to the city in confidence; neither company nor school learns of it."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions import case as cases
from labels.models import Report
from marketplace.accounts.models import User
from marketplace.actor import Actor, Role
from marketplace.workflow import Refusal, refuse_if
from placements.enums import Party
from placements.models import Placement
from placements.rules.side import sides_of
from schools.models import LegalRepresentative, Student

MOST_A_DAY = 5
UNSHOWN = _("via een link, niet getoond wie")
REPORTERS = (Role.STUDENT, Role.REPRESENTATIVE, Role.COACH, Role.COORDINATOR, Role.MENTOR)


@transaction.atomic
def report_problem(
    *, placement: Placement, by: Actor, about: str, kind: str, words: str, is_danger: bool = False
) -> Report:
    """Tell the city about the company (`about` COMPANY) or the school of a placement.

    Refused: `report.empty`, `report.too_many` after five in a day.
    Raises PermissionDenied for all but students, representatives, mentors and school staff.
    """
    name, contact = reporter_of(by)
    told: dict[str, Any] = {"about": about, "kind": kind, "words": words, "is_danger": is_danger}
    return _report(placement, by, name, contact, **told)


@transaction.atomic
def report_unshown(
    *, placement: Placement, by: Actor, about: str, kind: str, words: str, is_danger: bool = False
) -> Report:
    """The same from whoever holds a personal link without its code: in nobody's name, answered to nobody.

    Refused as `report_problem`.
    """
    told: dict[str, Any] = {"about": about, "kind": kind, "words": words, "is_danger": is_danger}
    return _report(placement, by, str(UNSHOWN), "", **told)


def _report(
    placement: Placement, by: Actor, name: str, contact: str, *, about: str, kind: str, words: str, is_danger: bool
) -> Report:
    counting = sides_of(placement, by)
    role = next((role for role in REPORTERS if counting.has(role)), None)
    if role is None:
        raise PermissionDenied
    rows = Placement.objects.visible_to(by).select_related("site", "company__organisation", "school__organisation")
    row = rows.get(pk=placement.pk)
    is_company = about == Party.COMPANY
    reference, at = f"placement:{row.pk}", timezone.now()
    refuse_if(_too_many(reference, role, name, at))
    return cases.report(
        organisation=row.company.organisation if is_company else row.school.organisation,
        site=row.site if is_company else None,
        kind=kind,
        words=words,
        reference=reference,
        is_danger=is_danger,
        role=role,
        name=name,
        contact=contact,
        by=by,
    )


def _too_many(reference: str, role: str, name: str, at: datetime) -> Refusal | None:
    """Whoever got hold of a link cannot bury what matters: the city has five reports of this person today."""
    told = Report.objects.filter(case__reference=reference, role=role, name=name, at__gt=at - timedelta(days=1))
    if told.count() < MOST_A_DAY:
        return None
    return Refusal(
        "report.too_many",
        _("Je meldde vandaag al vijf keer iets. De stad leest alles. Is er nu gevaar? Bel een nummer hieronder."),
    )


def reporter_of(by: Actor) -> tuple[str, str]:
    """Name and how to reach them: a mail address where there is one."""
    if by.representative_id:
        person = LegalRepresentative.objects.get(pk=by.representative_id)
        return str(person), person.email or person.phone
    if by.student_id:
        student = Student.objects.select_related("user").get(pk=by.student_id)
        return str(student), student.email or (student.user.email if student.user else student.phone)
    user = User.objects.get(pk=by.user_id or 0)  # a key of an API has no person, and reports nothing
    return user.name, user.email
