"""Invented labels."""

from datetime import date

import factory
from django.utils import timezone

from labels.models import ApplicationSite, Label
from tests.factories.accounts import UserFactory
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
