"""Places published in May are matched in June for a placement that starts on 1 September, over HTTP in both roles."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from marketplace.actor import Role
from placements.models import Capacity, Offer, Placement, PlacementRequest
from tests.factories.accounts import commit_to
from tests.factories.companies import CompanyFactory, MentorFactory, RecognitionFactory, SiteFactory, hr_of
from tests.factories.labels import LabelFactory
from tests.factories.schools import (
    HomeFactory,
    ProgrammeFactory,
    SchoolClassFactory,
    SchoolFactory,
    StudentFactory,
    school_member,
)

pytestmark = pytest.mark.django_db
HOURS = {f"{name}_{day}": hour for day in range(1, 8) for name, hour in (("from", "08:00"), ("to", "16:00"))}
PROVISIONAL = {"starts_on": date(2027, 5, 3), "ends_on": date(2028, 8, 31)}  # granted in May 2027


def client_of(membership):
    client = Client()
    client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def site(programme):
    site = SiteFactory(company=CompanyFactory())
    commit_to(site.company.organisation)
    LabelFactory(site=site, **PROVISIONAL)
    MentorFactory(site=site)
    RecognitionFactory(site=site, programme_code=programme.code)
    return site


@pytest.fixture
def student(programme):
    school = SchoolFactory()
    commit_to(school.organisation)
    school_class = SchoolClassFactory(school=school, programme=programme, school_days=[1, 2], study_year=4)
    student = StudentFactory(
        school=school, programme=programme, school_class=school_class, born_on=date(2011, 8, 31), study_year=4
    )
    HomeFactory(student=student)
    return student


def test_from_may_to_september(site, student, programme):
    """The label counts on the days of publishing, offering and saying yes, and reaches the first day."""
    hr, coordinator = hr_of(site.company), school_member(student.school, Role.COORDINATOR)
    with time_machine.travel("2027-05-10 10:00 +0200", tick=False):
        capacity = publish(client_of(hr), site, programme)
    assert (capacity.status, capacity.school_year, capacity.starts_on) == ("published", 2027, date(2027, 9, 1))
    with time_machine.travel("2027-06-14 10:00 +0200", tick=False):
        offer = ask_and_offer(client_of(coordinator), student, capacity)
        client_of(hr).post(reverse("offer-accept", args=[offer.pk]), {"mentor": site.mentors.get().pk})
    placement = Placement.objects.get()
    assert (placement.student, placement.starts_on) == (student, date(2027, 9, 1))
    assert PlacementRequest.objects.get().status == "placed"
    assert Capacity.objects.get().taken == 1


def publish(hr, site, programme):
    """The question pages with what they show filled in, and the button."""
    url = hr.post(reverse("capacity-new"), {"site": site.pk}).url
    url = hr.post(url, {"kinds": ["work"], "programmes": [programme.pk]}).url
    period = hr.get(url).context["form"].initial
    days = {
        "starts_on": period["starts_on"],
        "ends_on": period["ends_on"],
        "places": 1,
        "day_3": "on",
        "day_4": "on",
        "day_5": "on",
    }
    url = hr.post(url, HOURS | days).url
    capacity = Capacity.objects.get()
    hr.post(reverse("capacity-publish", args=[capacity.pk]))
    capacity.refresh_from_db()
    return capacity


def ask_and_offer(coordinator, student, capacity):
    """The filled-in request, its matches, and an offer."""
    period = coordinator.get(reverse("request-new")).context["form"].initial
    asked = {"starts_on": period["starts_on"], "ends_on": period["ends_on"], "reach_km": 15, "students": [student.pk]}
    coordinator.post(reverse("request-new"), asked)
    request = PlacementRequest.objects.get()
    assert (request.school_year, request.weekdays) == (2027, [3, 4, 5])
    assert capacity.site.name in coordinator.get(reverse("request-matches", args=[request.pk])).content.decode()
    told = {"capacities": [capacity.pk], "student_told_on": "2027-06-14"}
    coordinator.post(reverse("offer-send", args=[request.pk]), told)
    return Offer.objects.get()
