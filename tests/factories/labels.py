"""Invented labels."""

from datetime import date

import factory
from django.utils import timezone

from labels.models import ApplicationSite, Label, Measure
from labels.workflow.label import labels
from marketplace.actor import SYSTEM
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.companies import SiteFactory
from tests.factories.label_files import ApplicationSiteFactory, SchemeFactory


class LabelFactory(factory.django.DjangoModelFactory):
    """A provisional label in force for a site; one of a higher level comes from a label file."""

    class Meta:
        model = Label

    site = factory.SubFactory(SiteFactory)
    organisation = factory.LazyAttribute(lambda label: label.site.company.organisation)
    scheme = factory.SubFactory(SchemeFactory)
    level = "provisional"
    status = "active"
    promised_by = factory.SubFactory(UserFactory)
    promised_at = factory.LazyFunction(timezone.now)
    confirmed_by = factory.SubFactory(UserFactory)
    starts_on = date(2026, 1, 1)
    ends_on = date(2028, 8, 31)

    @factory.lazy_attribute
    def application_site(self) -> ApplicationSite | None:
        """The file of an audited label."""
        if self.level == "provisional":
            return None
        holder = "company" if self.site else "school"
        facts = {"application__organisation": self.organisation, "application__holder": holder}
        won = {"outcome": "granted", "level": self.level, "score": 90}
        return ApplicationSiteFactory(site=self.site, application__awarded=True, **facts, **won)


def take_step(label: Label, step: str, **changes) -> Label:
    """What the system does to a label when its measure holds: `suspend`, `reinstate` or `withdraw`."""
    return labels.take(Label.objects.get(pk=label.pk), step, by=SYSTEM, **changes)


class MeasureFactory(factory.django.DjangoModelFactory):
    """A suspension that somebody proposed; `held=True` gives one in force."""

    class Meta:
        model = Measure

    class Params:
        held = factory.Trait(
            status="in_force",
            reviewed_by=factory.SubFactory(UserFactory),
            reviewed_at=factory.LazyFunction(timezone.now),
            decided_at=factory.LazyFunction(timezone.now),
            objection_until_on=date(2027, 1, 1),
        )

    label = factory.SubFactory(LabelFactory)
    number = factory.LazyAttribute(lambda row: row.label.measures.count() + 1)
    matter = "suspension"
    ground = "finding"
    reasons = "De risicoanalyse ontbreekt al een jaar."
    effective_on = date(2026, 11, 23)
    proposed_by = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    proposed_at = factory.LazyFunction(timezone.now)
