"""Each promise of the database about requests and wishes, broken once."""

from datetime import date

import pytest

from placements.models import SiteWish
from tests.constraints import breaks
from tests.factories.companies import SiteFactory
from tests.factories.placements import RequestFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("request_ends_after_start", {"ends_on": date(2026, 8, 31)}),
        ("request_form_known", {"form": "IBO"}),
        ("request_status_known", {"status": "lost"}),
        ("request_reach_1_to_200_km", {"reach_km": 0}),
        ("request_reach_1_to_200_km", {"reach_km": 201}),
    ],
)
def test_request(name, fields):
    with breaks(name):
        RequestFactory(**fields)


def test_request_one_per_student_and_start():
    first = RequestFactory(status="placed")
    with breaks("request_one_per_student_and_start"):
        RequestFactory(student=first.student)
    first.status = "withdrawn"
    first.save()
    RequestFactory(student=first.student)


def test_site_wish_rank_once():
    request = RequestFactory()
    SiteWish.objects.create(request=request, site=SiteFactory(), rank=1)
    with breaks("site_wish_rank_once"):
        SiteWish.objects.create(request=request, site=SiteFactory(), rank=1)


def test_site_wish_site_once():
    request, site = RequestFactory(), SiteFactory()
    SiteWish.objects.create(request=request, site=site, rank=1)
    with breaks("site_wish_site_once"):
        SiteWish.objects.create(request=request, site=site, rank=2)
