"""Register what school and company agreed by telephone; the company itself confirms it."""

from datetime import date
from math import ceil
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from companies.models import Site
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.geo import Point, distance_km
from marketplace.notifications.actions import tell_role
from marketplace.workflow import Refused
from placements.actions.offer import send_offer
from placements.actions.request import USUAL_REACH_KM, edit_request, submit_requests
from placements.enums import OfferKind, RequestStatus
from placements.models import Capacity, Offer, PlacementRequest
from placements.rules.request import FURTHEST_KM
from schools.models import Programme, Student


@transaction.atomic
def register_agreed(
    *, student: Student, capacity: Capacity, starts_on: date, ends_on: date, weekdays: list[int], by: Actor
) -> Offer:
    """An offer with the student's name, for a placement that is agreed or running; every hard rule holds.

    The student's open request of that school year gets these days; without one it is made. Refused: what
    `submit_requests`, `edit_request` and `send_offer` refuse.
    """
    request = _open_request(student, capacity.school_year, by)
    reach_km = max(request.reach_km if request else USUAL_REACH_KM, _furthest_km(student, capacity.site))
    days: dict[str, Any] = {"starts_on": starts_on, "ends_on": ends_on, "weekdays": weekdays, "reach_km": reach_km}
    request = edit_request(request=request, by=by, **days) if request else _new_request(student, by, days)
    on = timezone.localdate()
    return send_offer(request=request, capacity=capacity, by=by, student_told_on=on, kind=OfferKind.AGREED)


@transaction.atomic
def ask_to_publish(*, site: Site, programme: Programme, by: Actor) -> None:
    """Ask the company of a site that has no published places to publish some, so that the school can register."""
    if not by.has(Role.COORDINATOR):
        raise PermissionDenied
    record("capacity.ask", subject=site, by=by, data={"programme": programme.pk})
    parameters = {"site": site.name, "programme": programme.name}
    tell_role(site.company_id, Role.HR, "capacity.asked", path=reverse("capacity-new"), **parameters)


def _furthest_km(student: Student, site: Site) -> int:
    """The distance from the furthest home, rounded up: how far is too far was settled by telephone."""
    if site.lat is None or site.lon is None:
        return 0
    work = Point(site.lat, site.lon)
    located = student.homes.filter(lat__isnull=False, lon__isnull=False).values_list("lat", "lon")
    homes = [Point(cast(float, lat), cast(float, lon)) for lat, lon in located]
    return min(FURTHEST_KM, max((ceil(distance_km(home, work)) for home in homes), default=0))


def _open_request(student: Student, school_year: int, by: Actor) -> PlacementRequest | None:
    rows = PlacementRequest.objects.visible_to(by).filter(student=student, school_year=school_year)
    return rows.filter(status=RequestStatus.OPEN).order_by("starts_on").first()


def _new_request(student: Student, by: Actor, days: dict[str, Any]) -> PlacementRequest:
    submitted = submit_requests(students=[student], by=by, **days)
    if submitted.refused:
        raise Refused(submitted.refused[0][1])
    return submitted.made[0]
