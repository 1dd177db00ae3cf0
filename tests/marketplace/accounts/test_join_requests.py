"""A newcomer asks, a colleague of the organisation decides, once."""

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.accounts import actions
from marketplace.accounts.models import JoinRequest, Membership
from marketplace.actor import Role
from marketplace.jobs.models import Job
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, actor_of
from tests.factories.companies import CompanyFactory, hr_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


@pytest.fixture
def asked(hr):
    return actions.ask_to_join(organisation=hr.organisation, user=UserFactory())


def mails():
    return [job.arguments["to"] for job in Job.objects.filter(kind="mail").order_by("pk")]


def test_those_who_may_decide_get_a_mail(hr, asked):
    assert asked.role == Role.HR
    assert mails() == [hr.user.email]


@pytest.mark.parametrize("accept", [True, False])
def test_a_colleague_decides(hr, asked, accept):
    decided = actions.decide_join_request(join_request=asked, accept=accept, by=actor_of(hr))
    assert decided.decided_at
    assert Membership.objects.filter(user=asked.user, may_sign=False).exists() == accept
    assert mails()[-1] == asked.user.email


def test_a_decision_is_final(hr, asked):
    actions.decide_join_request(join_request=asked, accept=False, by=actor_of(hr))
    with pytest.raises(Refused, match="al beslist"):
        actions.decide_join_request(join_request=asked, accept=True, by=actor_of(hr))
    assert not Membership.objects.filter(user=asked.user).exists()


def test_the_asker_decides_nothing_not_even_as_hr_elsewhere(asked):
    elsewhere = MembershipFactory(user=asked.user, organisation=CompanyFactory().organisation)
    with pytest.raises(Refused) as refused:
        actions.decide_join_request(join_request=asked, accept=True, by=actor_of(elsewhere))
    assert refused.value.code == "join_request.foreign"


def test_another_organisation_does_not_see_it(asked):
    with pytest.raises(JoinRequest.DoesNotExist):
        actions.decide_join_request(join_request=asked, accept=True, by=actor_of(hr_of(CompanyFactory())))


def test_a_mentor_does_not_decide(hr, asked):
    mentor = MembershipFactory(organisation=hr.organisation, role=Role.MENTOR)
    with pytest.raises(PermissionDenied):
        actions.decide_join_request(join_request=asked, accept=True, by=actor_of(mentor))


def test_asking_twice_is_refused(asked):
    with pytest.raises(Refused) as refused:
        actions.ask_to_join(organisation=asked.organisation, user=asked.user)
    assert refused.value.code == "join_request.asked"


def test_members_and_organisations_without_that_capacity_are_refused(hr):
    with pytest.raises(Refused) as refused:
        actions.ask_to_join(organisation=hr.organisation, user=hr.user)
    assert refused.value.code == "membership.exists"
    with pytest.raises(Refused) as refused:
        actions.ask_to_join(organisation=OrganisationFactory(), user=hr.user)
    assert refused.value.code == "membership.wrong_capacity"


def test_breaks_join_request_one_open(asked):
    with breaks("join_request_one_open"):
        JoinRequest.objects.create(user=asked.user, organisation=asked.organisation, role=Role.MENTOR)


def test_breaks_join_request_status_known(asked):
    with breaks("join_request_status_known"):
        JoinRequest.objects.update(status="maybe")
