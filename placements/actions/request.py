"""Post, change and withdraw placement requests; the steps that the system takes at an acceptance or an end."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from companies.models import Site
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record, record_refused
from marketplace.period import school_year_of
from marketplace.workflow import Refusal, Refused, Rule, first_refusal
from placements.enums import RequestStatus
from placements.models import PlacementRequest, SiteWish
from placements.rules import request as rules
from placements.rules.form import form_of_person, paid_from_hours
from placements.workflow.request import requests
from schools.models import Student

MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)
USUAL_REACH_KM = 15
ASKED_OF_COMPANIES = frozenset({"form", "starts_on", "ends_on", "weekdays", "competences"})


@dataclass
class Submitted:
    """What came of submitting many at once: the requests, and for each other student why not."""

    made: list[PlacementRequest] = field(default_factory=list)
    refused: list[tuple[Student, Refusal]] = field(default_factory=list)


def usual_weekdays(student: Student) -> list[int]:
    """ISO weekdays from Monday to Friday that are no school days of the student's class."""
    school_days = student.school_class.school_days if student.school_class else []
    return [day for day in MONDAY_TO_FRIDAY if day not in school_days]


@transaction.atomic
def submit_requests(
    *,
    students: Iterable[Student],
    by: Actor,
    starts_on: date,
    ends_on: date,
    form: str | None = None,
    weekdays: list[int] | None = None,
    reach_km: int = USUAL_REACH_KM,
) -> Submitted:
    """One request a student, with all competences of the programme still to learn; none refused stops another.

    Without `form` it follows from the programme and the person, without `weekdays` from the class. The refusals are
    those of `rules.SUBMIT`.
    """
    if not by.has(Role.COORDINATOR):
        raise PermissionDenied
    done = Submitted()
    for student in students:
        try:
            done.made.append(
                _submit(student, by, form, weekdays, starts_on=starts_on, ends_on=ends_on, reach_km=reach_km)
            )
        except Refused as refused:
            record_refused(refused.code, subject=student, by=by)
            done.refused.append((student, refused.refusal))
    return done


@transaction.atomic
def _submit(
    student: Student, by: Actor, form: str | None, weekdays: list[int] | None, **fields: Any
) -> PlacementRequest:
    at = timezone.now()
    student = (
        Student.objects.select_for_update(of=("self",)).select_related("programme", "school_class").get(pk=student.pk)
    )
    request = PlacementRequest(
        student=student,
        school_id=student.school_id,
        programme=student.programme,
        form=form or form_of_person(student, paid_from_hours(fields["starts_on"])),
        weekdays=usual_weekdays(student) if weekdays is None else weekdays,
        submitted_at=at,
        **fields,
    )
    _check(request, by, at)
    request.save()
    request.competences.set(student.programme.competences.all())
    record("request.submit", subject=request, by=by, at=at, data={"student": student.pk, "form": request.form})
    return request


@transaction.atomic
def edit_request(
    *, request: PlacementRequest, by: Actor, wishes: list[Site] | None = None, **changes: Any
) -> PlacementRequest:
    """Change form, period, weekdays, reach, sectors, competences or wished sites (most wished first).

    Refused: any of `rules.SUBMIT`, `request.edit.wrong_status`, and `request.offers_open` for what companies were
    asked.
    """
    if not by.has(Role.COORDINATOR):
        raise PermissionDenied
    at = timezone.now()
    row = PlacementRequest.objects.visible_to(by).select_for_update().get(pk=request.pk)
    if row.status != RequestStatus.OPEN:
        raise Refused(Refusal("request.edit.wrong_status", requests.wrong_status))
    competences = changes.pop("competences", None)
    changed = {name for name, value in changes.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row, by, at, changed=changed)
    row.save(update_fields=[*changes, "school_year"])
    if competences is not None:
        row.competences.set(competences)
    if wishes is not None:
        _wish(row, wishes)
    record("request.edit", subject=row, by=by, at=at, data={"fields": sorted(changes)})
    return row


@transaction.atomic
def withdraw_request(*, request: PlacementRequest, by: Actor) -> PlacementRequest:
    """The student needs no place any more. Refused: `request.offers_open`, `request.withdraw.wrong_status`."""
    return requests.take(request, "withdraw", by=by)


def place_request(*, request: PlacementRequest, at: datetime | None = None) -> PlacementRequest:
    """A company said yes. A step of the system."""
    return requests.take(request, "place", by=SYSTEM, at=at)


def reopen_request(*, request: PlacementRequest, at: datetime | None = None) -> PlacementRequest:
    """The place fell away, the student looks again. A step of the system."""
    return requests.take(request, "reopen", by=SYSTEM, at=at)


def end_request(*, request: PlacementRequest, at: datetime | None = None) -> PlacementRequest:
    """The placement ended, or the last day of the request has passed. A step of the system."""
    return requests.take(request, "end", by=SYSTEM, at=at)


def end_expired(*, at: datetime | None = None) -> int:
    """End open requests whose last day has passed; guards asked the day before this sweep did."""
    over = PlacementRequest.objects.filter(status=RequestStatus.OPEN, ends_on__lt=timezone.localdate(at))
    return len([end_request(request=request, at=at) for request in over])


def _check(request: PlacementRequest, by: Actor, at: datetime, changed: set[str] | None = None) -> None:
    on = timezone.localdate(at)
    request.school_year = school_year_of(request.starts_on)
    asked: tuple[Rule, ...] = rules.SUBMIT
    if changed and changed & ASKED_OF_COMPANIES:
        asked = (*asked, rules.no_open_offers)
    if refusal := first_refusal(asked, request, by, on):
        raise Refused(refusal)


def _wish(request: PlacementRequest, sites: list[Site]) -> None:
    request.wishes.all().delete()
    SiteWish.objects.bulk_create(
        SiteWish(request=request, site=site, rank=rank) for rank, site in enumerate(sites, start=1)
    )
