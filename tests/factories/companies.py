"""Invented companies with a site and mentors."""

from datetime import date

import factory
from django.utils import timezone

from companies.models import Company, Mentor, Recognition, Site
from marketplace.accounts.models import Membership
from marketplace.actor import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    organisation = factory.SubFactory(OrganisationFactory)
    status = "verified"
    size_class = "from_10"
    verified_at = factory.LazyFunction(timezone.now)


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    company = factory.SubFactory(CompanyFactory)
    name = factory.Sequence(lambda n: f"Vestiging {n}")
    street = "Demostraat 1"
    postcode = "2000"
    municipality = "Antwerpen"
    lat = 51.22
    lon = 4.40
    location = "postcode"
    contact_name = "Contact Persoon"
    contact_phone = "+3231234567"


class MentorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mentor

    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda n: f"Mentor {n}")
    born_on = date(1980, 5, 5)
    profession = "magazijnier"
    in_practice_since_on = date(2005, 1, 1)
    extract_dated_on = date(2026, 8, 1)
    extract_seen_on = date(2026, 8, 15)
    designated_on = date(2026, 8, 20)
    trained_on = date(2024, 3, 1)


class RecognitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recognition

    site = factory.SubFactory(SiteFactory)
    programme_code = "1"
    reference = "ERK-2024-0001"
    starts_on = date(2024, 1, 1)
    ends_on = date(2029, 12, 31)


def hr_of(company: Company, **fields) -> Membership:
    """An HR person of a company, with the power to sign."""
    return MembershipFactory(organisation=company.organisation, role=Role.HR, **fields)
