"""Registering a company gives nobody a role beside the people who run the organisation already."""

import pytest
from django.urls import reverse

from marketplace.accounts.models import Membership
from marketplace.actor import Role
from marketplace.api.actions import make_key
from marketplace.api.models import ApiKey
from tests.factories.accounts import MembershipFactory, actor_of
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


def facts_of(organisation):
    return {"enterprise_number": organisation.enterprise_number, "name": "x", "sector": "P", "size_class": "under_10"}


@pytest.mark.parametrize("role", [Role.STUDENT, Role.COACH])
def test_a_student_or_a_coach_does_not_make_themselves_hr_of_the_own_school(client_of, role):
    school = SchoolFactory().organisation
    MembershipFactory(organisation=school, role=Role.COORDINATOR)
    member = MembershipFactory(organisation=school, role=role, may_sign=False)
    client = client_of(member)
    by_api = client.post("/api/v1/companies/register/", facts_of(school), content_type="application/json")
    assert (by_api.status_code, by_api.json()["code"]) == (409, "company.has_members")
    page = client.post(reverse("company-register-details", args=[school.enterprise_number]), {"sector": "P"})
    assert "heeft al leden" in page.text
    assert [row.role for row in Membership.objects.filter(user=member.user)] == [role]


def test_a_student_cannot_take_the_keys_of_the_own_school_away(client_of):
    manager = MembershipFactory(organisation=SchoolFactory().organisation, role=Role.COORDINATOR)
    key, _ = make_key(name="rooster", role=Role.COORDINATOR, by=actor_of(manager))
    client = client_of(MembershipFactory(organisation=manager.organisation, role=Role.STUDENT, may_sign=False))
    client.post("/api/v1/companies/register/", facts_of(manager.organisation), content_type="application/json")
    assert client.get(reverse("colleague-list")).status_code == 403
    assert client.post(reverse("api-key-revoke", args=[key.pk])).status_code == 403
    assert ApiKey.objects.get().revoked_at is None


def test_who_lets_people_in_makes_the_own_school_a_company(client_of):
    member = MembershipFactory(organisation=SchoolFactory().organisation, role=Role.COORDINATOR)
    answer = client_of(member).post(
        "/api/v1/companies/register/", facts_of(member.organisation), content_type="application/json"
    )
    assert answer.status_code == 201
