"""The page around a running placement with its 60/40 asks at most 15 queries, and no more for more rows."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from marketplace.actor import Role
from placements.enums import Moment
from placements.models import Absence, Contact, Evaluation, Placement, Suspension, WeekNote
from schools.models import DayOff
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import director_of, in_signing
from tests.factories.offers import make_market
from tests.placements.views.test_link_queries import login, seal
from tests.test_query_counts import MOST, queries_of

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 1, 11)
NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    """Sealed with a plan and a schedule, and running for eight weeks."""
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as clock:
        placement = seal(market, in_signing(market)).placement
        Placement.objects.update(status="running")
        clock.move_to("2027-03-03 09:00 +0100")
        yield placement


def grow(market, placement, number):
    """That many more rows in every list of the page, as far as there are moments of evaluation."""
    for _row in range(number):
        done = placement.week_notes.count()
        week, day = MONDAY + timedelta(weeks=done), MONDAY + timedelta(days=done)
        note = WeekNote.objects.create(placement=placement, monday_on=week, text="Geladen", written_at=NOW)
        note.competences.set(placement.agreements.get().plan.lines.values_list("competence", flat=True))
        span = {"starts_on": day, "ends_on": day}
        Absence.objects.create(placement=placement, cause="ill", told_by="student", noted_at=NOW, **span)
        Suspension.objects.create(placement=placement, cause="closed", **span)
        DayOff.objects.create(school=market.school, **span)
        Contact.objects.create(placement=placement, kind="visit", planned_on=day)
    for moment in Moment.values[:number]:
        Evaluation.objects.get_or_create(placement=placement, moment=moment, defaults={"planned_on": MONDAY})


def test_following_a_running_placement(market, placement):
    student = MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT)
    placement.student.user = student.user
    placement.student.save()
    people = [login(row) for row in (market.coach_member, market.hr_member, director_of(market), student)]
    url = reverse("follow-up", args=[placement.pk])
    grow(market, placement, 1)
    few = [queries_of(person, url) for person in people]
    grow(market, placement, 9)
    assert [queries_of(person, url) for person in people] == few
    assert max(few) <= MOST, few
    assert all("Gepland en gerealiseerd" in person.get(url).content.decode() for person in people)
