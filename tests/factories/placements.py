"""Invented capacity and requests."""

from datetime import date

import factory
from django.utils import timezone

from placements.models import Capacity, PlacementRequest
from tests.factories.companies import SiteFactory
from tests.factories.schools import StudentFactory


class CapacityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Capacity
        skip_postgeneration_save = True

    site = factory.SubFactory(SiteFactory)
    company = factory.LazyAttribute(lambda capacity: capacity.site.company)
    school_year = 2026
    starts_on = date(2026, 9, 1)
    ends_on = date(2027, 6, 30)
    week = {"3": ["08:00", "16:00"], "4": ["08:00", "16:00"], "5": ["08:00", "16:00"]}
    forms = ["OAO"]
    places = 2
    status = "published"
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def programmes(self, create, extracted, **kwargs):
        self.programmes.set(extracted or [])


class RequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlacementRequest

    student = factory.SubFactory(StudentFactory)
    school = factory.LazyAttribute(lambda request: request.student.school)
    programme = factory.LazyAttribute(lambda request: request.student.programme)
    form = "OAO"
    school_year = 2026
    starts_on = date(2026, 9, 1)
    ends_on = date(2027, 6, 30)
    weekdays = [3, 4, 5]
    reach_km = 15
    submitted_at = factory.LazyFunction(timezone.now)
