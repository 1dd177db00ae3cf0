"""How a company and a school begin on the platform, in both windows: other journeys play it over HTTP beforehand."""

import pytest

from tests.journeys.beginnings import begin_company, begin_school
from tests.journeys.chromium import in_both_windows

pytestmark = [pytest.mark.django_db, in_both_windows]


def test_a_company_and_a_school_begin(administrator, officer, clock):
    company, school = begin_company(officer), begin_school(administrator)
    company.hr.open(company.site)
    company.hr.sees(company.mentor)
    company.hr.open("/labels/own/")
    company.hr.sees("Magazijn 1", "voorlopig label")
    school.coordinator.open("/schools/own/")
    school.coordinator.sees(school.name, school.coach.name)
