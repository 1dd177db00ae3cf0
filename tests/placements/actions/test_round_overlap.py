"""Two rounds on the same students and places give nobody and no seat away twice."""

from datetime import date

import pytest
import time_machine

from marketplace.actor import Role
from placements.actions.match import drop_match, publish_matches
from placements.actions.rematch_solve import solve_again
from placements.actions.round import start_round
from placements.actions.round_run import run_round
from placements.actions.round_solve import prepare
from placements.models import Capacity, Rematch, Round
from tests.factories.accounts import actor_of, city_member
from tests.factories.schools import ProgrammeFactory, school_member
from tests.placements.actions.rounds import make_capacity, make_request, make_school, open_for, pairs, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-08-10 10:00 +0200", tick=False) as traveller:
        yield traveller


@pytest.fixture
def administrator():
    return actor_of(city_member(Role.ADMINISTRATOR))


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def school():
    return make_school()


def silent(phase, done, total):
    """Nobody reads the progress."""


def asked(row):
    return set(prepare(row, silent).block.requests.id.tolist())


def offered(row):
    return set(prepare(row, silent).block.seats.id.tolist())


def test_a_second_round_gives_away_nothing_that_the_first_has(clock, administrator, programme, school):
    request = make_request(school, programme)
    make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    assert len(pairs(row)) == 1
    other = run(clock, open_for(administrator), administrator)
    assert pairs(other) == set()
    assert other.result["students"] == 0
    Round.objects.filter(pk=row.pk).update(status="published")
    assert request.pk not in asked(other)  # its published match waits for an offer


def test_the_place_of_a_published_match_is_set_aside(clock, administrator, programme, school):
    make_request(school, programme)
    capacity = make_capacity(programme, places=2, mentors=2)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=actor_of(school_member(school)))
    later = make_request(school, programme), make_request(school, programme)
    other = run(clock, open_for(administrator), administrator)
    assert {place for _request, place in pairs(other)} == {capacity.pk}
    assert len(pairs(other)) == 1
    assert {request for request, _place in pairs(other)} < {request.pk for request in later}


def test_the_mentor_of_a_published_match_elsewhere_at_the_site_is_set_aside(clock, administrator, programme, school):
    make_request(school, programme)
    first = make_capacity(programme, places=1, mentors=1)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=actor_of(school_member(school)))
    Capacity.objects.filter(pk=first.pk).update(status="closed")
    make_capacity(programme, site=first.site, places=3)
    for _ in range(3):
        make_request(school, programme)
    other = run(clock, open_for(administrator), administrator)
    assert len(pairs(other)) == 1  # one mentor takes two


def test_who_was_dropped_is_free_for_another_round(clock, administrator, programme, school):
    request, _capacity = make_request(school, programme), make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    drop_match(match=row.matches.get(), reason="travel", by=actor_of(school_member(school)))
    other = make_capacity(programme)
    assert pairs(run(clock, open_for(administrator), administrator)) == {(request.pk, other.pk)}


def test_of_two_rounds_that_run_the_first_has_it_all(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme)
    rows = open_for(administrator), open_for(administrator)
    clock.move_to("2026-08-20 12:00 +0200")
    first = start_round(round=rows[1], by=administrator)
    clock.move_to("2026-08-20 12:01 +0200")
    second = start_round(round=rows[0], by=administrator)
    assert (len(asked(first)), len(offered(first))) == (1, 1)
    assert (asked(second), offered(second)) == (set(), set())
    for row in (second, first):
        run_round(round_id=row.pk)
    assert (len(pairs(first)), len(pairs(second))) == (1, 0)


def test_a_round_that_waits_takes_nothing_from_one_that_starts(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme)
    open_for(administrator)
    assert len(pairs(run(clock, open_for(administrator), administrator))) == 1


def again(row):
    row.refresh_from_db()
    at = row.finished_at
    return solve_again(Rematch.objects.create(round=row, cause="city", policy=row.policy, stay_bonus=0, asked_at=at))


def test_a_re_matching_keeps_the_mentor_of_who_is_confirmed_at_a_place_that_went(
    clock, administrator, programme, school
):
    make_request(school, programme)
    first = make_capacity(programme, places=1, mentors=1)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=actor_of(school_member(school)))
    Capacity.objects.filter(pk=first.pk).update(status="closed")
    make_capacity(programme, site=first.site, places=3)
    for _ in range(3):
        make_request(school, programme)
    found = again(row)
    assert found.arrays.market.owner_capacity.tolist() == [1]
    assert int((found.after >= 0).sum()) == 2  # who was confirmed, and one more for the same mentor
    assert found.over == {"over_places": 0, "over_mentors": 0, "over_dual": 0}


def test_a_re_matching_says_how_many_are_over(clock, administrator, programme, school):
    for _ in range(2):
        make_request(school, programme)
    capacity = make_capacity(programme, places=2, mentors=1)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=actor_of(school_member(school)))
    capacity.site.mentors.update(left_on=date(2026, 8, 15))
    Capacity.objects.filter(pk=capacity.pk).update(places=1)
    found = again(row)
    assert found.certificate["over_places"] == 1
    assert found.certificate["over_mentors"] == 2
