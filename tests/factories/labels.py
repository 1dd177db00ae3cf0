"""Invented labels."""

from datetime import date

import factory
from django.utils import timezone

from labels.models import Label, Scheme
from tests.factories.accounts import UserFactory
from tests.factories.companies import SiteFactory


class SchemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Scheme
        django_get_or_create = ("holder", "number")

    holder = "company"
    number = 1
    in_force_on = date(2020, 1, 1)
    municipalities = ["11002", "46030"]


class LabelFactory(factory.django.DjangoModelFactory):
    """A provisional label in force for a site."""

    class Meta:
        model = Label

    site = factory.SubFactory(SiteFactory)
    organisation = factory.LazyAttribute(lambda label: label.site.company.organisation)
    scheme = factory.SubFactory(SchemeFactory)
    status = "active"
    promised_by = factory.SubFactory(UserFactory)
    promised_at = factory.LazyFunction(timezone.now)
    confirmed_by = factory.SubFactory(UserFactory)
    starts_on = date(2026, 1, 1)
    ends_on = date(2028, 8, 31)
