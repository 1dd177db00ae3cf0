"""What one reads by personal link and before signing asks at most 15 queries, and no more for more rows."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from marketplace.actor import Role
from placements.actions.agreement import check_data, revise_agreement
from placements.actions.link import issue_links
from placements.actions.mentor import take_over
from placements.actions.reading import set_reading
from placements.actions.signature import sign
from placements.models import Agreement, PlanLine, ScheduleDay
from placements.rules.placement import is_minor
from placements.rules.schedule import schedule_of
from schools.models import CoachStandIn
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.agreements import (
    director_of,
    in_signing,
    no_tie,
    parent_actor,
    student_actor,
)
from tests.factories.offers import make_market
from tests.factories.schools import CoachFactory, CompetenceFactory, RepresentativeFactory
from tests.links import unlock
from tests.test_query_counts import MOST, queries_of

pytestmark = pytest.mark.django_db
FEW, MANY = 1, 10


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as now:
        yield now


@pytest.fixture
def market():
    return make_market()


def login(member):
    client = Client()
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def grow(market, placement, number):
    """That many more rows in every list of the placement's pages."""
    agreement = placement.agreements.live().filter(plan__isnull=False).first()
    for _row in range(number):
        RepresentativeFactory(student=placement.student)
        away = {"starts_on": date(2027, 1, 18), "ends_on": date(2027, 2, 1)}
        CoachStandIn.objects.create(coach=market.coach, stand_in=CoachFactory(school=market.school), **away)
        placement.mentors.create(mentor=market.mentor(), is_stand_in=True, **away)
        if agreement:
            PlanLine.objects.create(
                plan=agreement.plan, competence=CompetenceFactory(programme=market.programme), place="W"
            )
        if schedule := agreement and schedule_of(agreement):
            first = placement.starts_on + timedelta(days=schedule.days.count())
            ScheduleDay.objects.create(schedule=schedule, day=first, kind="free")


def urls_of(market, placement):
    """For each person who has a link: a browser in which it is open, and the address."""
    tokens = [row.url.rstrip("/").rpartition("/")[2] for row in issue_links(placement=placement, by=market.coach_actor)]
    return [(unlock(Client(), token, market.coach_actor), f"/link/{token}/") for token in tokens]


def counts(market, placement, path):
    return [queries_of(client, url + path) for client, url in urls_of(market, placement)]


def stays_small(market, placement, count):
    """What `count` gives holds for one and for ten rows in every list."""
    grow(market, placement, FEW)
    few = count()
    grow(market, placement, MANY - FEW)
    many = count()
    assert max(few + many) <= MOST, (few, many)
    assert many[: len(few)] == few


def seal(market, agreement):
    """Everybody signs, and another mentor takes over."""
    placement = agreement.placement
    parents = [parent_actor(row, placement) for row in placement.student.representatives.order_by("pk")]
    for actor in (*(parents if is_minor(placement, timezone.localdate()) else ()), student_actor(placement)):
        no_tie(agreement, actor)
        sign(agreement=agreement, by=actor, way="link")
    sign(agreement=agreement, by=market.hr)
    sign(agreement=agreement, by=actor_of(director_of(market)))
    row = Agreement.objects.get(pk=agreement.pk)
    take_over(placement=row.placement, mentor=market.mentor(), starts_on=date(2027, 3, 1), by=market.hr)
    return row


def test_the_page_that_asks_a_code(market):
    placement = market.placement()
    row = issue_links(placement=placement, by=market.coach_actor)[0]
    path = row.url[row.url.index("/link/") :]
    stays_small(market, placement, lambda: [queries_of(Client(), path)])


def test_the_answer_to_a_place(market):
    placement = market.placement()
    RepresentativeFactory(student=placement.student)
    stays_small(market, placement, lambda: counts(market, placement, ""))


@pytest.mark.parametrize("form", ["OAO", "STAGE", "TEACHER"])
def test_an_agreement_that_is_being_signed(market, form):
    placement = in_signing(market, form=form).placement
    stays_small(market, placement, lambda: counts(market, placement, "agreement/"))


def test_a_sealed_agreement_of_a_minor(market):
    placement = seal(market, in_signing(market)).placement
    stays_small(market, placement, lambda: counts(market, placement, "agreement/"))


def test_the_week_of_a_student(market):
    placement = seal(market, in_signing(market)).placement
    [(student, url), *_parents] = urls_of(market, placement)
    stays_small(market, placement, lambda: [queries_of(student, f"{url}week/")])


def test_a_sealed_agreement_that_an_adult_shares(market):
    row = seal(market, in_signing(market, born_on=date(2008, 1, 1)))
    parent = row.placement.student.representatives.get()
    set_reading(agreement=row, representative=parent, may_read=True, by=student_actor(row.placement))
    assert len(counts(market, row.placement, "agreement/")) == 2
    stays_small(market, row.placement, lambda: counts(market, row.placement, "agreement/"))


@pytest.mark.parametrize("form", ["OAO", "STAGE"])
@pytest.mark.parametrize("version", [1, 2])
def test_reading_before_signing_by_account(market, form, version):
    agreement = in_signing(market, form=form)
    student = agreement.placement.student
    member = MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT)
    student.user = member.user
    student.save()
    if version == 2:
        agreement = revise_agreement(agreement=agreement, changes={}, by=market.coach_actor)
        check_data(agreement=agreement, by=market.hr)
        agreement = check_data(agreement=agreement, by=market.coach_actor)
    people = [login(row) for row in (member, market.hr_member, director_of(market), market.coordinator_member)]
    url = f"/agreements/{agreement.pk}/sign/"
    stays_small(market, agreement.placement, lambda: [queries_of(person, url) for person in people])


def test_many_at_once(market):
    director = login(director_of(market))
    in_signing(market)
    few = queries_of(director, "/agreements/sign/")
    for form in ("OAO", "STAGE", "SAO") * 3:
        in_signing(market, form=form)
    assert queries_of(director, "/agreements/sign/") == few <= MOST
