from datetime import date

import pytest

from companies.models import Closure, Company, Mentor, Recognition, Site
from tests.constraints import breaks
from tests.factories.companies import CompanyFactory, MentorFactory, RecognitionFactory, SiteFactory

pytestmark = pytest.mark.django_db


def test_company_status_known():
    company = CompanyFactory()
    with breaks("company_status_known"):
        Company.objects.filter(pk=company.pk).update(status="maybe")


def test_company_verified_at_a_moment():
    company = CompanyFactory()
    with breaks("company_verified_at_a_moment"):
        Company.objects.filter(pk=company.pk).update(verified_at=None)


def test_company_refused_with_reason():
    company = CompanyFactory()
    with breaks("company_refused_with_reason"):
        Company.objects.filter(pk=company.pk).update(status="refused")


@pytest.mark.parametrize("number", ["1147812701", "214781270", "21478127O1", ""])
def test_site_establishment_number_shape(number):
    site = SiteFactory()
    with breaks("site_establishment_number_shape"):
        Site.objects.filter(pk=site.pk).update(establishment_number=number)


def test_site_location_known():
    site = SiteFactory()
    with breaks("site_location_known"):
        Site.objects.filter(pk=site.pk).update(location="somewhere")


@pytest.mark.parametrize("facts", [{"location": "unknown"}, {"lat": None}, {"lat": None, "lon": None}])
def test_site_point_fits_location(facts):
    site = SiteFactory()
    with breaks("site_point_fits_location"):
        Site.objects.filter(pk=site.pk).update(**facts)


def test_closure_ends_after_start():
    site = SiteFactory()
    with breaks("closure_ends_after_start"):
        Closure.objects.create(site=site, starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 1))


@pytest.mark.parametrize("most", [0, 4])
def test_mentor_one_to_three(most):
    mentor = MentorFactory()
    with breaks("mentor_one_to_three"):
        Mentor.objects.filter(pk=mentor.pk).update(most_students=most)


def test_mentor_seen_extract_has_date():
    mentor = MentorFactory()
    with breaks("mentor_seen_extract_has_date"):
        Mentor.objects.filter(pk=mentor.pk).update(extract_dated_on=None)


def test_recognition_once_per_programme_site():
    recognition = RecognitionFactory()
    with breaks("recognition_once_per_programme_site"):
        RecognitionFactory(site=recognition.site)


@pytest.mark.parametrize(
    "facts",
    [{"reference": ""}, {"ends_on": None}, {"starts_on": date(2030, 1, 1)}, {"starts_on": None, "ends_on": None}],
)
def test_recognition_requested_or_dated(facts):
    recognition = RecognitionFactory()
    with breaks("recognition_requested_or_dated"):
        Recognition.objects.filter(pk=recognition.pk).update(**facts)
