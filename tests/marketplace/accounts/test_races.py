"""What must not happen when two people act at the same moment."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from marketplace.accounts import actions
from marketplace.accounts.models import Membership
from marketplace.actor import Role
from tests.factories.accounts import MembershipFactory, UserFactory, actor_of
from tests.factories.companies import CompanyFactory, hr_of
from tests.race import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 11, 21)


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


def test_a_link_that_is_used_twice_at_once_makes_one_member(hr):
    user = UserFactory(email="nieuw@demo.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    _, token = actions.invite(
        organisation=hr.organisation, email=user.email, role=Role.MENTOR, may_sign=False, by=actor_of(hr)
    )
    given = race([lambda: actions.accept_invitation(token=token, user=user, at=timezone.now())] * 3)
    assert given.count("invitation.used") == 2
    assert Membership.objects.filter(user=user).count() == 1


def test_two_managers_who_end_each_other_do_not_both_go(hr):
    other = MembershipFactory(organisation=hr.organisation)
    calls = [
        lambda: actions.end_membership(membership=other, ends_on=DAY, by=actor_of(hr, DAY)),
        lambda: actions.end_membership(membership=hr, ends_on=DAY, by=actor_of(other, DAY)),
    ]
    assert race(calls).count("membership.last_manager") == 1
    assert Membership.objects.filter(organisation=hr.organisation, ends_on=None).count() == 1


def test_a_question_that_two_colleagues_answer_is_decided_once(hr):
    other = MembershipFactory(organisation=hr.organisation)
    asked = actions.ask_to_join(organisation=hr.organisation, user=UserFactory())
    calls = [
        lambda: actions.decide_join_request(join_request=asked, accept=True, by=actor_of(hr)),
        lambda: actions.decide_join_request(join_request=asked, accept=False, by=actor_of(other)),
    ]
    refused = [answer for answer in race(calls) if isinstance(answer, str)]
    assert len(refused) == 1
    assert refused[0].endswith("wrong_status")
