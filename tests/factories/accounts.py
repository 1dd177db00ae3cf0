"""Invented people and organisations."""

from datetime import date

import factory
from django.utils import timezone

from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import Actor, Role
from marketplace.commitments.models import Commitment, TextKind, TextVersion


def enterprise_number(n: int) -> str:
    """A well-formed number with right check digits for a running number."""
    base = f"{7_000_000 + n:08d}"
    return f"{base}{97 - int(base) % 97:02d}"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@demo.example")
    name = factory.Sequence(lambda n: f"Persoon {n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Demo Organisatie {n}")
    enterprise_number = factory.Sequence(enterprise_number)
    source = "demo"
    postcode = "2000"
    municipality = "Antwerpen"


class CityFactory(OrganisationFactory):
    name = "Demo Stad"
    is_city = True


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.HR
    may_sign = True
    starts_on = date(2020, 9, 1)


def actor_of(membership: Membership, on: date | None = None) -> Actor:
    """The actor of a membership's user in its organisation."""
    return actor_for(membership.user, membership.organisation_id, on or timezone.localdate())


def city_member(role: str, **fields) -> Membership:
    """A member of a city organisation with a city role."""
    return MembershipFactory(organisation=CityFactory(), role=role, **fields)


def commit_to(organisation: Organisation, kind: str = TextKind.ETHICS_CODE) -> Commitment:
    """The organisation has signed version 1 of a text, in force since 2020."""
    text, _ = TextVersion.objects.get_or_create(
        kind=kind, number=1, defaults={"in_force_on": date(2020, 1, 1), "body_nl": "Tekst", "body_en": "Text"}
    )
    return Commitment.objects.create(
        text=text, organisation=organisation, signed_by=UserFactory(), signed_at=timezone.now()
    )
