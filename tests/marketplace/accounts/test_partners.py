"""The administrator lets partner organisations in."""

import pytest

from marketplace.accounts.models import Invitation, Organisation
from marketplace.actor import Role
from tests.factories.accounts import city_member

pytestmark = pytest.mark.django_db
PAGE = "/accounts/partners/"
ASKED = {"name": "Demo Sectorfonds", "email": "auditor@demo.example", "role": "partner_auditor"}


def test_a_partner_is_made_once_and_its_people_are_invited(client_of):
    client = client_of(city_member(Role.ADMINISTRATOR))
    assert client.post(PAGE, ASKED).status_code == 302
    assert client.post(PAGE, ASKED | {"email": "decider@demo.example", "role": "decider"}).status_code == 302
    partner = Organisation.objects.get(is_partner=True)
    assert set(Invitation.objects.values_list("organisation", "role")) == {
        (partner.pk, "partner_auditor"),
        (partner.pk, "decider"),
    }
    assert "Demo Sectorfonds" in client.get(PAGE).content.decode()


def test_a_city_role_cannot_be_given_to_a_partner(client_of):
    client = client_of(city_member(Role.ADMINISTRATOR))
    answer = client.post(PAGE, ASKED | {"role": "administrator"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["role"]
    assert not Organisation.objects.filter(is_partner=True).exists()


def test_nobody_else_enters(client_of):
    client = client_of(city_member(Role.LABEL_OFFICER))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, ASKED).status_code == 403
