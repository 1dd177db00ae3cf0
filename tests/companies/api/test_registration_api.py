"""Registering a company and asking its colleagues to be let in, over the API, by somebody who is logged in."""

import pytest
from rest_framework.test import APIClient

from companies.models import Company
from marketplace.accounts.models import JoinRequest, Membership
from marketplace.actor import Role
from tests.factories.accounts import MembershipFactory, UserFactory, enterprise_number
from tests.factories.companies import CompanyFactory

ASK, REGISTER = "/api/v1/join-requests/", "/api/v1/companies/register/"


@pytest.fixture
def newcomer(db):
    client = APIClient()
    client.force_login(UserFactory(name="Nele Nieuw"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def body(number, **facts):
    return {"enterprise_number": number, "name": "Demo Nieuw", "sector": "G", "size_class": "under_10"} | facts


def test_a_company_is_registered_and_waits_for_an_officer(newcomer):
    number = enterprise_number(71_000)
    answer = newcomer.post(REGISTER, body(f"BE {number[:4]}.{number[4:7]}.{number[7:]}"), format="json")
    assert (answer.status_code, answer.json()["status"]) == (201, "unverified"), answer.content
    held = Membership.objects.get(organisation=answer.json()["organisation"])
    assert (held.role, held.may_sign, held.user.name) == (Role.HR, False, "Nele Nieuw")


def test_a_wrong_number_gets_the_sentence_of_the_page(newcomer):
    answer = newcomer.post(REGISTER, body("0123.456.700"), format="json")
    assert answer.status_code == 400
    assert "controlegetal" in answer.json()["fields"]["enterprise_number"][0]
    assert not Company.objects.exists()


def test_a_company_with_members_asks_a_colleague_who_lets_the_person_in(newcomer, person):
    company = CompanyFactory()
    member = MembershipFactory(organisation=company.organisation, role=Role.HR)
    number = company.organisation.enterprise_number
    taken = newcomer.post(REGISTER, body(number), format="json")
    assert (taken.status_code, taken.json()["code"]) == (409, "company.taken")
    asked = newcomer.post(ASK, {"enterprise_number": number}, format="json")
    assert (asked.status_code, asked.json()["status"]) == (201, "asked"), asked.content
    again = newcomer.post(ASK, {"enterprise_number": number}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "join_request.asked")
    colleague = person(member)
    assert [row["name"] for row in colleague.get(ASK).json()["results"]] == ["Nele Nieuw"]
    decided = colleague.post(f"{ASK}{asked.json()['id']}/accept/", {}, format="json")
    assert (decided.status_code, decided.json()["status"]) == (200, "accepted")
    assert Membership.objects.filter(organisation=company.pk, user__name="Nele Nieuw", may_sign=False).exists()
    late = colleague.post(f"{ASK}{asked.json()['id']}/refuse/", {}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "join_request.refuse.wrong_status")


def test_a_number_that_nobody_has_is_told(newcomer):
    answer = newcomer.post(ASK, {"enterprise_number": enterprise_number(72_000)}, format="json")
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {"enterprise_number"})
    assert not JoinRequest.objects.exists()
