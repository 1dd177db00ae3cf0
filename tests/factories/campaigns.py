"""Invented campaigns, holders in them, and checks; of a campaign that really drew, see the tests of its actions."""

from datetime import date

import factory
from django.utils import timezone

from labels.models import Campaign, CampaignEntry, SpotCheck
from tests.factories.accounts import UserFactory
from tests.factories.labels import LabelFactory

now = factory.LazyFunction(timezone.now)


class CampaignFactory(factory.django.DjangoModelFactory):
    """A draft; `announced=True`, `drawn=True` and `visiting=True` are further on, with invented digests."""

    class Meta:
        model = Campaign

    class Params:
        announced = factory.Trait(
            status="announced", secret="5" * 64, commitment="c" * 64, digest="d" * 64, number=1, announced_at=now
        )
        drawn = factory.Trait(announced=True, status="drawn", public_number="123456", drawn_at=now)
        visiting = factory.Trait(drawn=True, status="visiting", visiting_at=now)

    kind = "yearly"
    name = factory.Sequence(lambda n: f"Steekproef {n}")
    fewest, most, files_each, waves = 1, 20, 1, 1
    draws_on = date(2026, 12, 1)
    visits_start_on = date(2026, 12, 7)
    visits_end_on = date(2027, 6, 30)
    public_source = "de zes cijfers van de Joker+ van 1 december 2026"
    made_by = factory.SubFactory(UserFactory)
    made_at = now


class CampaignEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CampaignEntry

    campaign = factory.SubFactory(CampaignFactory, announced=True)
    organisation = factory.LazyFunction(lambda: LabelFactory().organisation)
    code = factory.Sequence(lambda n: f"{n:010x}")
    weight = 1
    salt, proof = "5" * 32, "f" * 64


class SpotCheckFactory(factory.django.DjangoModelFactory):
    """A check that waits for the holder, or with `answered=True` for the auditor."""

    class Meta:
        model = SpotCheck

    class Params:
        answered = factory.Trait(
            status="answered", answer="Bel ons.", answered_by=factory.SubFactory(UserFactory), answered_at=now
        )

    entry = factory.SubFactory(CampaignEntryFactory, wave=1)
    label = factory.SubFactory(LabelFactory)
    code = factory.Sequence(lambda n: f"{n:010x}")
    weight = 1
    status = "asked"
    starts_on = date(2026, 12, 7)
    answer_by_on = date(2026, 12, 21)
    visit_by_on = date(2027, 6, 30)
