"""Pages have a door from where their readers look for them."""

import pytest
from django.urls import reverse

from companies.actions import register
from marketplace.actor import Role
from tests.factories.accounts import UserFactory, city_member, enterprise_number
from tests.factories.companies import CompanyFactory, hr_of

pytestmark = pytest.mark.django_db


def main_of(answer):
    """The page without its menu."""
    return answer.text.split("<main")[1]


@pytest.mark.parametrize("page", ["home", "label-register"])
def test_everybody_finds_the_self_scan(client, page):
    assert reverse("self-scan") in main_of(client.get(reverse(page)))


def test_hr_finds_the_self_scan_where_the_label_is_asked(client_of):
    assert reverse("self-scan") in main_of(client_of(hr_of(CompanyFactory())).get(reverse("application-list")))


def test_an_administrator_finds_the_criteria_in_the_menu(client_of):
    assert reverse("scheme-list") in client_of(city_member(Role.ADMINISTRATOR)).get(reverse("dashboard")).text


@pytest.mark.parametrize(("role", "found"), [(Role.ADMINISTRATOR, True), (Role.LABEL_OFFICER, False)])
def test_who_sets_prices_finds_them_at_the_charges(client_of, role, found):
    assert (reverse("price-list") in client_of(city_member(role)).get(reverse("charge-list")).text) is found


def test_an_officer_reads_a_company_before_confirming_it(client_of):
    company = register(enterprise_number=enterprise_number(200), name="Demo Wacht", by_user=UserFactory())
    client = client_of(city_member(Role.LABEL_OFFICER))
    page = reverse("company-detail", args=[company.pk])
    assert page in client.get(reverse("company-unconfirmed")).text
    assert "Demo Wacht" in client.get(page).text


def test_a_mailed_link_that_does_not_open_leads_to_the_pledge(client):
    assert reverse("pledge-own") in client.get(reverse("pledge-answer", args=["no-such-token"])).text
