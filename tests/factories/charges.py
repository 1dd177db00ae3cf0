"""Invented prices and charges."""

from datetime import date

import factory
from django.utils import timezone

from labels.actions.fee import charge_fee
from labels.models import Application
from marketplace.accounts.models import Organisation
from marketplace.actor import SYSTEM
from marketplace.billing.actions import charge as billing
from marketplace.billing.models import Charge, PriceItem, Repayment
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.companies import CompanyFactory
from tests.factories.label_files import ApplicationFactory, ApplicationSiteFactory

PRICE_CENTS = 25_000


def set_price(code: str = "file_from_10", cents: int = PRICE_CENTS) -> PriceItem:
    """A price in force since 2021."""
    facts = {"amount_cents": cents, "vat_treatment": "out_of_scope_art6", "source": "Reglement (test)"}
    price, _made = PriceItem.objects.update_or_create(code=code, in_force_on=date(2021, 1, 1), defaults=facts)
    return price


def make_charge(organisation: Organisation, key: int | None = None) -> Charge:
    """A charge of an organisation for a file that need not be there."""
    set_price()
    facts = {"organisation_id": organisation.pk, "price_code": "file_from_10", "by": SYSTEM}
    charge = billing.charge(reference=f"application:{key or organisation.pk + 10**6}", **facts)
    assert charge is not None
    return charge


def charged_file(**facts) -> tuple[Application, Charge]:
    """A label file of a company with 10 to 49 workers, charged; with facts of the file."""
    set_price()
    organisation = facts.pop("organisation", None) or CompanyFactory(size_class="from_10").organisation
    application = ApplicationFactory(organisation=organisation, **{"size_class": "from_10"} | facts)
    if not application.sites.exists():
        won = {"outcome": "granted", "level": "label", "score": 80} if facts.get("awarded") else {}
        ApplicationSiteFactory(application=application, **won)
    charge = charge_fee(application=application, by=SYSTEM)
    assert charge is not None
    application.refresh_from_db()
    return application, charge


class RepaymentFactory(factory.django.DjangoModelFactory):
    """A repayment that one person proposed."""

    class Meta:
        model = Repayment

    charge = factory.LazyFunction(lambda: make_charge(OrganisationFactory()))
    amount_cents = 5_000
    reason = "vzw"
    proposed_by = factory.SubFactory(UserFactory)
    proposed_at = factory.LazyFunction(timezone.now)
