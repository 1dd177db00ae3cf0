from datetime import date

import pytest

from labels.actions.fact import record_evidence
from labels.models import Fact
from marketplace.actor import SYSTEM
from marketplace.audit.models import AuditEvent
from tests.factories.companies import SiteFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)


def test_a_fact_of_the_same_day_is_replaced():
    site = SiteFactory()
    whose = {"organisation": site.company.organisation, "site": site, "key": "work_share", "by": SYSTEM}
    record_evidence(**whose, value={"share": 0.5}, as_of=ON)
    record_evidence(**whose, value={"share": 0.62}, as_of=ON)
    record_evidence(**whose, value={"share": 0.7}, as_of=date(2026, 11, 23))
    known = Fact.objects.known_on(site.company_id, ON)
    assert [fact.value for fact in known] == [{"share": 0.62}]
    assert AuditEvent.objects.filter(verb="label.fact").count() == 3
