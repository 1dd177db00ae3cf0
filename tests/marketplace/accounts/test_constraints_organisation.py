"""The named promises of organisations and invitations."""

import pytest
from django.utils import timezone

from marketplace.accounts import actions
from marketplace.accounts.models import Invitation, Organisation
from marketplace.actor import SYSTEM, Role
from tests.constraints import breaks
from tests.factories.accounts import CityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["", "0123", "2123456789", "012345678x"])
def test_breaks_organisation_enterprise_number_shape(number):
    OrganisationFactory()
    with breaks("organisation_enterprise_number_shape"):
        Organisation.objects.update(enterprise_number=number)


def test_breaks_organisation_has_name():
    with breaks("organisation_has_name"):
        OrganisationFactory(name="")


def test_breaks_organisation_source_known():
    with breaks("organisation_source_known"):
        OrganisationFactory(source="hearsay")


def test_breaks_invitation_used_by_somebody():
    actions.invite(organisation=CityFactory(), email="x@demo.example", role=Role.AUDITOR, may_sign=False, by=SYSTEM)
    with breaks("invitation_used_by_somebody"):
        Invitation.objects.update(used_at=timezone.now())
