"""A mentor reads about their own student, from the first to thirty days after the last day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from companies.models import Mentor
from marketplace.actor import Role
from placements.actions.seat import name_mentor
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import in_signing
from tests.factories.companies import MentorFactory
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        return in_signing(market)


@pytest.fixture
def member(market, agreement):
    mentor = agreement.placement.mentors.get().mentor
    mentor.user = MembershipFactory(organisation=market.company.organisation, role=Role.MENTOR, may_sign=False).user
    mentor.save()
    return MembershipFactory.build(user=mentor.user, organisation=market.company.organisation)


def test_only_who_has_not_left_may_be_chosen(market, agreement):
    on, site = date(2026, 11, 23), agreement.placement.site_id
    there = agreement.placement.mentors.get().mentor
    MentorFactory(site=there.site, left_on=on - timedelta(days=1))
    MentorFactory()
    staying = MentorFactory(site=there.site, left_on=on)
    assert set(Mentor.objects.choosable(site, on)) == {there, staying}


def pages(agreement):
    return [
        reverse("placement-detail", args=[agreement.placement_id]),
        reverse("agreement-detail", args=[agreement.pk]),
        reverse("plan-edit", args=[agreement.pk]),
        f"/api/v1/placements/{agreement.placement_id}/",
        f"/api/v1/agreements/{agreement.pk}/",
    ]


def answers(client, agreement):
    return {client.get(page).status_code for page in pages(agreement)}


@pytest.mark.parametrize(("moment", "found"), [("2027-07-30 12:00 +0200", 200), ("2027-07-31 12:00 +0200", 404)])
def test_thirty_days_after_the_last_day(agreement, member, client_of, moment, found):
    assert agreement.placement.ends_on.isoformat() == "2027-06-30"
    with time_machine.travel(moment, tick=False):
        client = client_of(member)
        assert answers(client, agreement) == {found}
        assert (str(agreement.placement.student) in client.get("/agreements/?all").content.decode()) == (found == 200)


def test_a_mentor_who_was_replaced_reads_no_more(market, agreement, member, client_of):
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        client = client_of(member)
        assert answers(client, agreement) == {200}
        name_mentor(placement=agreement.placement, mentor=market.mentor(), by=market.hr)
        assert answers(client, agreement) == {404}
