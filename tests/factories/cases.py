"""Invented cases, reports and telephone numbers."""

from datetime import timedelta

import factory
from django.utils import timezone

from labels.models import Case, HelpLine, Report
from tests.factories.accounts import OrganisationFactory, UserFactory


class CaseFactory(factory.django.DjangoModelFactory):
    """A case that nobody has taken yet."""

    class Meta:
        model = Case

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "safety"
    opened_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


class HeardCaseFactory(CaseFactory):
    """A case of which the holder knows."""

    status = "hearing"
    handler = factory.SubFactory(UserFactory)
    question = "Wat gebeurde er?"
    taken_at = hearing_at = factory.LazyFunction(timezone.now)


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    case = factory.SubFactory(CaseFactory)
    role = "student"
    name = "Adil Melder"
    contact = "adil@demo.example"
    words = "Ik moest alleen op het dak."
    at = factory.LazyFunction(timezone.now)


class HelpLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HelpLine

    rank = 1
    name = "Noodnummer"
    phone = factory.Sequence(lambda n: f"03 200 {n:04d}")
    purpose_nl = "Gevaar"
