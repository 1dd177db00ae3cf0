"""Nobody gives themselves a role of the city: by no door."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from marketplace.accounts import actions
from marketplace.accounts.models import Membership
from marketplace.actor import Role
from marketplace.workflow import Refused
from tests.factories.accounts import MembershipFactory, UserFactory, actor_of, city_member
from tests.factories.companies import CompanyFactory, hr_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return city_member(Role.ADMINISTRATOR)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def invite(by, email, role=Role.LABEL_OFFICER):
    return actions.invite(organisation=by.organisation, email=email, role=role, may_sign=False, by=actor_of(by))


@pytest.mark.parametrize("role", [Role.LABEL_OFFICER, Role.AUDITOR])
def test_not_by_an_invitation_to_oneself(administrator, role):
    with refused("membership.own_grant"):
        invite(administrator, administrator.user.email, role)


def test_not_by_an_invitation_to_ones_other_address(administrator):
    EmailAddress.objects.create(user=administrator.user, email="ander@demo.example", verified=True)
    _invitation, token = invite(administrator, "ander@demo.example")
    with refused("membership.own_grant"):
        actions.accept_invitation(token=token, user=administrator.user, at=timezone.now())
    assert not Membership.objects.filter(role=Role.LABEL_OFFICER).exists()


def test_not_by_letting_oneself_in(administrator):
    asked = actions.ask_to_join(
        organisation=administrator.organisation, user=administrator.user, role=Role.LABEL_OFFICER
    )
    with refused("membership.own_grant"):
        actions.decide_join_request(join_request=asked, accept=True, by=actor_of(administrator))


def test_not_by_standing_in_for_an_officer(administrator):
    officer = MembershipFactory(role=Role.LABEL_OFFICER, organisation=administrator.organisation)
    today = timezone.localdate()
    with refused("membership.own_grant"):
        actions.name_stand_in(
            membership=officer,
            user=administrator.user,
            starts_on=today,
            ends_on=today + timedelta(days=1),
            by=actor_of(administrator),
        )


def test_another_administrator_does_it(administrator):
    second = MembershipFactory(role=Role.ADMINISTRATOR, organisation=administrator.organisation)
    EmailAddress.objects.create(user=administrator.user, email=administrator.user.email, verified=True)
    _invitation, token = invite(second, administrator.user.email)
    membership = actions.accept_invitation(token=token, user=administrator.user, at=timezone.now())
    assert membership.role == Role.LABEL_OFFICER


def test_a_student_stands_in_for_nobody():
    hr = hr_of(CompanyFactory())
    student = Membership.objects.create(
        user=UserFactory(), organisation=hr.organisation, role=Role.STUDENT, starts_on=timezone.localdate()
    )
    with refused("stand_in.not_a_colleague"):
        actions.name_stand_in(
            membership=hr,
            user=student.user,
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
            by=actor_of(hr),
        )
