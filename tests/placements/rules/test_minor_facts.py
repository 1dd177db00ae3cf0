"""What a company reads of a student's age, when a parent's link closes, and who is both company and school."""

import json
from datetime import date

import pytest
import time_machine
from django.test import Client

from marketplace.actor import Actor, Role
from placements.actions.link import issue_links
from placements.models import Offer, Placement
from tests.factories.agreements import agreed_placement, draft, in_signing
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    with time_machine.travel("2026-11-21 10:00 +0100", tick=False):
        yield make_market()


class TestBirthDate:
    @pytest.fixture
    def student(self):
        return {"born_on": date(2009, 3, 14)}

    def pages(self, agreement, client):
        page = client.get(f"/agreements/{agreement.pk}/").content.decode()
        return page, json.dumps(client.get(f"/api/v1/agreements/{agreement.pk}/").json())

    def test_hr_reads_of_a_draft_only_until_when_the_student_is_a_minor(self, market, student, client_of):
        row = draft(market, agreed_placement(market, **student))
        page, answer = self.pages(row, client_of(market.hr_member))
        assert "minderjarig tot" in page
        assert "14 maart 2027" in page
        assert "2009" not in page
        assert "2009" not in answer

    def test_the_school_reads_it_in_full(self, market, student, client_of):
        page, answer = self.pages(draft(market, agreed_placement(market, **student)), client_of(market.coach_member))
        assert "14 maart 2009" in page
        assert "2009-03-14" in answer

    def test_the_text_that_is_signed_names_it(self, market, student, client_of):
        page, answer = self.pages(in_signing(market, agreed_placement(market, **student)), client_of(market.hr_member))
        assert "14 maart 2009" in page
        assert "2009-03-14" in answer


def test_a_parents_link_closes_on_the_eighteenth_birthday(market):
    placement = market.placement()
    placement.student.born_on = date(2008, 12, 1)
    placement.student.save()
    placement.student.representatives.create(name="Ouder", authority="parent", signs="may", channel="phone", phone="x")
    urls = [link.url for link in issue_links(placement=placement, by=market.coach_actor) if link.name == "Ouder"]
    path = urls[0].partition("8000")[2]
    assert Client().get(path).status_code == 200
    with time_machine.travel("2026-12-01 10:00 +0100", tick=False):
        closed = Client().get(path)
    assert closed.status_code == 403 or closed.status_code == 410
    assert "meerderjarig en regelt dit zelf" in closed.content.decode()


def test_who_is_hr_and_coordinator_of_one_organisation_sees_both_sides(market):
    placement = market.placement()
    other = make_market()
    hosted = other.placement()
    both = Actor(
        user_id=1, organisation_id=market.school.pk, roles=frozenset({Role.HR, Role.COORDINATOR}), may_sign=True
    )
    assert set(Placement.objects.visible_to(both)) == {placement}
    assert set(Offer.objects.visible_to(both)) == {placement.offer}
    assert hosted not in Placement.objects.visible_to(both)
