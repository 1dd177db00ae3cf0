"""Whoever is refused, has left, or decides about their own: no way back in, no key, no invitation, no vote."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from companies.actions import confirm, refuse_company, register
from labels.actions.label import confirm as confirm_labels
from marketplace.accounts.actions import accept_invitation, end_membership, invite, name_stand_in
from marketplace.accounts.models import Membership
from marketplace.actor import Role
from marketplace.commitments.actions import commit
from marketplace.workflow import Refused
from tests.factories.accounts import (
    MembershipFactory,
    UserFactory,
    actor_of,
    city_member,
    commit_to,
    enterprise_number,
)
from tests.factories.companies import CompanyFactory, SiteFactory, hr_of
from tests.factories.keys import with_key
from tests.factories.labels import LabelFactory
from tests.factories.schools import SchoolFactory, school_member

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
ENDED_ON = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-21 10:00 +0100", tick=False):
        yield


def refusal(action, **arguments):
    with pytest.raises(Refused) as refused:
        action(**arguments)
    return refused.value.code


class TestEndedMembership:
    def test_nobody_revives_their_own(self, client_of):
        """The day is set by POST; the person now works elsewhere."""
        company = CompanyFactory()
        ended = hr_of(company, ends_on=ENDED_ON)
        hr_of(company)
        client = client_of(hr_of(CompanyFactory(), user=ended.user))
        client.post(reverse("membership-end", args=[ended.pk]), {"ends_on": "2099-12-31"})
        ended.refresh_from_db()
        assert ended.ends_on == ENDED_ON

    def test_a_stand_in_does_not_stay_longer(self):
        hr = hr_of(CompanyFactory())
        mentor = MembershipFactory(organisation=hr.organisation, role=Role.MENTOR, may_sign=False)
        week = {"starts_on": DAY, "ends_on": DAY + timedelta(days=7)}
        stand_in = name_stand_in(membership=hr, user=mentor.user, by=actor_of(hr), **week)
        later = {"membership": stand_in, "ends_on": DAY + timedelta(days=300)}
        assert refusal(end_membership, by=actor_of(mentor), **later) == "membership.prolonged"
        assert end_membership(by=actor_of(hr), **later).ends_on == later["ends_on"]

    def test_power_to_sign_is_not_prolonged_by_somebody_without(self):
        signer = hr_of(CompanyFactory(), ends_on=DAY)
        other = MembershipFactory(organisation=signer.organisation, may_sign=False)
        later = {"membership": signer, "ends_on": DAY + timedelta(days=300)}
        assert refusal(end_membership, by=actor_of(other), **later) == "membership.prolonged"

    def test_the_key_of_somebody_who_left_opens_nothing(self):
        hr = hr_of(CompanyFactory())
        client = with_key(hr)
        assert client.get("/api/v1/offers/").status_code == 200
        Membership.objects.filter(pk=hr.pk).update(ends_on=ENDED_ON)
        assert client.get("/api/v1/offers/").status_code == 401


class TestRefusedClaim:
    """Whoever claimed somebody else's company gets in by no side door once the real one claims it."""

    @pytest.fixture
    def claim(self):
        claimant = UserFactory()
        number = enterprise_number(904_242)
        return claimant, register(enterprise_number=number, name="Demo Geclaimd", by_user=claimant), number

    def refuse(self, company):
        refuse_company(company=company, reason="Onbekend", by=actor_of(city_member(Role.LABEL_OFFICER)))

    def test_open_invitations_are_withdrawn(self, claim):
        claimant, company, _number = claim
        friend = UserFactory()
        friend.emailaddress_set.create(email=friend.email, verified=True, primary=True)
        membership = Membership.objects.get(user=claimant)
        _invitation, token = invite(
            organisation=company.organisation, email=friend.email, role=Role.HR, may_sign=False, by=actor_of(membership)
        )
        self.refuse(company)
        accepting = {"token": token, "user": friend, "at": timezone.now()}
        assert refusal(accept_invitation, **accepting) == "invitation.withdrawn"

    def test_keys_stay_shut_for_the_next_owner(self, claim):
        claimant, company, number = claim
        client = with_key(Membership.objects.get(user=claimant))
        self.refuse(company)
        register(enterprise_number=number, name="Demo Geclaimd", by_user=UserFactory())
        assert client.get("/api/v1/me/").status_code == 401


class TestOwnCase:
    """An officer with a second job decides about others only."""

    def test_a_company_where_the_officer_works(self):
        officer = city_member(Role.LABEL_OFFICER)
        company = CompanyFactory(status="unverified", verified_at=None)
        hr_of(company, user=officer.user)
        assert refusal(confirm, companies=[company], may_sign=True, by=actor_of(officer)) == "company.own"

    def test_a_label_that_a_colleague_promised(self):
        officer = city_member(Role.LABEL_OFFICER)
        site = SiteFactory()
        label = LabelFactory(site=site, status="promised")
        hr_of(site.company, user=officer.user)
        assert refusal(confirm_labels, labels=[label], by=actor_of(officer)) == "label.own_promise"


class TestTexts:
    def test_the_director_alone_answers_for_the_data(self, client_of):
        school = SchoolFactory()
        commit_to(SchoolFactory().organisation, "data_arrangement")
        coordinator, director = school_member(school), school_member(school, Role.DIRECTOR)
        assert refusal(commit, kind="data_arrangement", by=actor_of(coordinator)) == "commitment.not_your_role"
        assert "Alleen de directeur" in client_of(coordinator).get("/commitments/data_arrangement/").text
        assert commit(kind="data_arrangement", by=actor_of(director)).organisation == school.organisation
