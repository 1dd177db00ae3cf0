"""Scarce seats under real concurrency: exactly one winner, everybody else gets a sentence, nothing breaks."""

from datetime import date
from functools import partial

import pytest
from django.test import Client

from placements.actions.family import say_no, say_yes
from placements.actions.link import actor_of
from placements.actions.offer import accept, send_offer
from placements.actions.placement import stop
from placements.models import Capacity, MentorAssignment, Offer, PersonalLink, Placement
from tests.factories.companies import hr_of
from tests.factories.offers import TOLD_ON, OfferFactory, make_market
from tests.factories.placements import RequestFactory
from tests.factories.schools import RepresentativeFactory
from tests.race import TRIALS, race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CLIENTS = 12


@pytest.fixture
def market():
    return make_market()


def yes(market, offer, mentor=None):
    return partial(accept, offer=offer, by=market.hr, wants_meeting=False, mentor=mentor)


def offers_on(market, capacity, number=CLIENTS):
    return [OfferFactory(request=market.request(), capacity=capacity) for _client in range(number)]


def winners(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Placement)]


def codes(outcomes):
    return {outcome for outcome in outcomes if isinstance(outcome, str)}


def assert_books_balance():
    """Each capacity counts exactly the placements that hold its seats."""
    for capacity in Capacity.objects.all():
        assert capacity.taken == capacity.placements.holding_seats().count()


def test_the_last_place(market):
    for _trial in range(TRIALS):
        capacity = market.capacity(places=1, mentors_later=1)
        outcomes = race([yes(market, offer) for offer in offers_on(market, capacity)])
        assert len(winners(outcomes)) == 1
        assert codes(outcomes) == {"seat.none_left"}
    assert_books_balance()


def test_the_last_place_over_http(market):
    members = [hr_of(market.company) for _client in range(CLIENTS)]
    clients = [Client() for _member in members]
    for client, member in zip(clients, members, strict=True):
        client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for _trial in range(max(1, TRIALS // 10)):
        offers = offers_on(market, market.capacity(places=1, mentors_later=1))
        posts = [
            partial(client.post, f"/offers/{offer.pk}/accept/", {"wants_meeting": "", "later": "on"})
            for client, offer in zip(clients, offers, strict=True)
        ]
        statuses = sorted(response.status_code for response in race(posts))
        assert statuses == [302] + [409] * (CLIENTS - 1)
    assert_books_balance()


def test_two_tabs_accept_the_same_offer(market):
    for _trial in range(TRIALS):
        offer = OfferFactory(request=market.request(), capacity=market.capacity(mentors_later=2))
        outcomes = race([yes(market, offer)] * 4)
        assert len(winners(outcomes)) == 1
        assert codes(outcomes) == {"offer.accept.wrong_status"}
    assert_books_balance()


def test_three_companies_say_yes_to_one_request(market):
    for _trial in range(TRIALS):
        request = market.request()
        offers = [
            OfferFactory(request=request, slot=slot, capacity=market.capacity(mentors_later=1)) for slot in (1, 2, 3)
        ]
        outcomes = race([yes(market, offer) for offer in offers])
        assert len(winners(outcomes)) == 1
        assert codes(outcomes) <= {"offer.accept.wrong_status", "offer.request_closed"}
        assert sorted(Offer.objects.filter(request=request).values_list("status", flat=True)) == [
            "accepted",
            "superseded",
            "superseded",
        ]
    assert_books_balance()


def test_one_student_and_two_overlapping_placements(market):
    for _trial in range(TRIALS):
        first = market.request()
        second = RequestFactory(student=first.student, starts_on=date(2026, 10, 1))
        offers = [
            OfferFactory(request=request, capacity=market.capacity(mentors_later=1)) for request in (first, second)
        ]
        outcomes = race([yes(market, offer) for offer in offers])
        assert len(winners(outcomes)) == 1
        assert codes(outcomes) == {"seat.student_placed"}
    assert_books_balance()


def test_one_mentor_over_the_limit(market):
    for _trial in range(TRIALS):
        mentor = market.mentor(most_students=2)
        offers = offers_on(market, market.capacity(places=6), number=6)
        outcomes = race([yes(market, offer, mentor) for offer in offers])
        assert len(winners(outcomes)) == 2
        assert codes(outcomes) == {"seat.mentor_full"}
        assert sorted(MentorAssignment.objects.filter(mentor=mentor).values_list("seat", flat=True)) == [1, 2]
    assert_books_balance()


def test_two_families_for_one_seat(market):
    """The first family's no frees the seat while another student's company says yes for it."""
    for _trial in range(TRIALS):
        capacity = market.capacity(places=1, mentors_later=1)
        placement = market.placement(OfferFactory(request=market.request(), capacity=capacity))
        waiting = offers_on(market, capacity, number=2)
        leave = partial(stop, placement=placement, by=market.coach_actor, reason="PUPIL_STOPS")
        outcomes = race([leave, *(yes(market, offer) for offer in waiting)])
        assert len(winners(outcomes[1:])) <= 1
        assert codes(outcomes) <= {"seat.none_left"}
    assert_books_balance()


def test_two_representatives_answer_at_once(market):
    for _trial in range(TRIALS):
        placement = market.placement(OfferFactory(request=market.request(), capacity=market.capacity(mentors_later=1)))
        parents = [RepresentativeFactory(student=placement.student) for _parent in range(2)]
        actors = [actor_of(PersonalLink(representative=parent, placement=placement)) for parent in parents]
        outcomes = race(
            [
                partial(say_yes, placement=placement, by=actors[0], way="link"),
                partial(say_no, placement=placement, by=actors[1], reason="PUPIL_STOPS"),
            ]
        )
        placement.refresh_from_db()
        assert placement.status == "stopped"
        assert outcomes[0] == "placement.yes.wrong_status" or placement.representative_yes_by == parents[0]
    assert_books_balance()


def test_twelve_tabs_send_offers_for_one_request(market):
    for _trial in range(max(1, TRIALS // 5)):
        request = market.request()
        sends = [
            partial(
                send_offer,
                request=request,
                capacity=market.capacity(mentors_later=1),
                by=market.coordinator,
                student_told_on=TOLD_ON,
            )
            for _tab in range(6)
        ]
        outcomes = race(sends)
        assert len([outcome for outcome in outcomes if isinstance(outcome, Offer)]) == 3
        assert codes(outcomes) == {"offer.three_open"}
