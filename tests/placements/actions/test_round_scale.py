"""A cohort of 2,000 students and 600 sites is matched and proven with queries that do not grow with it."""

from datetime import date

import numpy as np
import pytest
import time_machine
from django.utils import timezone

from companies.models import Company, Mentor, Recognition, Site
from labels.models import Label
from marketplace.accounts.models import Organisation
from marketplace.commitments.models import Commitment
from placements.actions.round import begin_run
from placements.actions.round_run import run_round
from placements.models import Capacity, PlacementRequest, Round
from placements.rules.match_weight import weights_on
from schools.models import Home, Student
from tests.factories.accounts import UserFactory, commit_to, enterprise_number
from tests.factories.companies import CompanyFactory, MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory, SchemeFactory
from tests.factories.placements import RequestFactory
from tests.factories.schools import HomeFactory, ProgrammeFactory, SchoolFactory, StudentFactory

pytestmark = pytest.mark.django_db
STUDENTS, SITES = 2000, 600
YEAR = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "school_year": 2026}
WEEK = {day: ["08:00", "16:00"] for day in "345"}


@pytest.fixture
def programmes():
    return ProgrammeFactory.create_batch(10)


@pytest.fixture
def points():
    rng = np.random.default_rng(4)
    return {"lat": 51.15 + rng.random(STUDENTS) / 8, "lon": 4.3 + rng.random(STUDENTS) / 5}


def add_sites(programmes, points):
    """600 sites with label, mentor, recognition and two places each."""
    signer, officer = UserFactory.create_batch(2)
    code = commit_to(SchoolFactory().organisation).text
    at, of = {"signed_at": timezone.now(), "signed_by": signer}, range(SITES)
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Demo {n}", enterprise_number=enterprise_number(500_000 + n)) for n in of
    )
    Commitment.objects.bulk_create(Commitment(text=code, organisation=row, **at) for row in organisations)
    companies = Company.objects.bulk_create(CompanyFactory.build(organisation=row) for row in organisations)
    sites = Site.objects.bulk_create(
        SiteFactory.build(company=companies[n], lat=points["lat"][-n], lon=points["lon"][-n]) for n in of
    )
    label = {"scheme": SchemeFactory(), "promised_by": signer, "confirmed_by": officer}
    Label.objects.bulk_create(
        LabelFactory.build(site=site, organisation=site.company.organisation, **label) for site in sites
    )
    Mentor.objects.bulk_create(MentorFactory.build(site=site) for site in sites)
    Recognition.objects.bulk_create(
        RecognitionFactory.build(site=sites[n], programme_code=programmes[n % 10].code) for n in of
    )
    places = {
        "status": "published",
        "published_at": timezone.now(),
        "places": 2,
        "forms": ["OAO"],
        "week": WEEK,
        **YEAR,
    }
    rows = Capacity.objects.bulk_create(Capacity(site=site, company=site.company, **places) for site in sites)
    link = Capacity.programmes.through
    link.objects.bulk_create(link(capacity=rows[n], programme=programmes[n % 10]) for n in of)


def add_requests(programmes, points):
    """2,000 students of five schools, each with a home and a request."""
    schools = SchoolFactory.create_batch(5)
    for school in schools:
        commit_to(school.organisation)
    students = Student.objects.bulk_create(
        StudentFactory.build(school=schools[n % 5], programme=programmes[n * 7 % 10]) for n in range(STUDENTS)
    )
    Home.objects.bulk_create(
        HomeFactory.build(student=student, lat=points["lat"][n], lon=points["lon"][n])
        for n, student in enumerate(students)
    )
    PlacementRequest.objects.bulk_create(RequestFactory.build(student=student) for student in students)


@time_machine.travel("2026-08-20 10:00 +0200", tick=True)
def test_a_cohort_is_matched_with_few_queries(programmes, points, django_assert_max_num_queries):
    add_sites(programmes, points)
    add_requests(programmes, points)
    dates = {"closes_on": date(2026, 8, 20), "review_until_on": date(2026, 8, 27), "seed": 1, "name": "Groot"}
    row = Round.objects.create(**YEAR, **dates, status="running", weights=weights_on(date(2026, 8, 20)))
    Round.objects.filter(pk=row.pk).update(started_at=timezone.now())
    row.refresh_from_db()
    begin_run(row)
    with django_assert_max_num_queries(250):  # notifications and progress included
        run_round(round_id=row.pk)
    row.refresh_from_db()
    assert row.result["students"] == STUDENTS
    assert row.matches.count() == row.result["placed"] > 1000
    assert (row.certificate["feasible"], row.certificate["blocking_pairs"]) == (True, 0)
