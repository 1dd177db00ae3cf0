"""A round is matched again: after a refusal, with a new place, with a late student, every week."""

from datetime import date

import numpy as np
import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import Role
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job, JobState
from marketplace.notifications.models import Notification
from marketplace.reference.models import Figure
from marketplace.workflow import Refused
from placements.actions import rematch as module
from placements.actions import rematch_solve
from placements.actions.match import drop_match, publish_matches, release_overdue
from placements.actions.offer import decline, send_offer
from placements.actions.refusal import refuse_match
from placements.actions.rematch import ask_rematch, confirm_rematch, discard_rematch, run_rematch
from placements.actions.round_files import arrays_path
from placements.actions.round_repeat import repeat_round, run_weekly, stop_repeating
from placements.enums import LIVE_MATCHES, MatchStatus, RematchStatus, RoundStatus, RunKind
from placements.matching import Assignment
from placements.matching.arrays import proof_problems, read_arrays
from placements.matching.cli import main
from placements.models import Capacity, DeclinedPair, Match, MatchRefusal, Rematch, RoundRepeat
from placements.tasks.round import fail_lost
from schools.models import Student
from tests.factories.accounts import actor_of, city_member
from tests.factories.companies import hr_of
from tests.factories.schools import ProgrammeFactory, school_member
from tests.placements.actions.rounds import (
    CLOSES,
    is_locked,
    make_capacity,
    make_request,
    make_school,
    open_for,
    pairs,
    run,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-08-10 10:00 +0200", tick=False) as traveller:
        yield traveller


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def administrator():
    return actor_of(city_member(Role.ADMINISTRATOR))


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def coordinator(school):
    return actor_of(school_member(school))


def work():
    """What the worker does: every job of a re-matching that waits."""
    for job in Job.objects.filter(kind="rematch", state=JobState.WAITING).order_by("pk"):
        jobs.run(job.pk)


def live(row):
    return pairs(row, status__in=LIVE_MATCHES)


def hr_at(capacity):
    return actor_of(hr_of(capacity.company))


def again(row, administrator):
    """Match again by hand and carry it out."""
    asked = ask_rematch(round=row, by=administrator)
    work()
    asked.refresh_from_db()
    assert asked.status == RematchStatus.READY, asked.fault
    confirm_rematch(rematch=asked, by=administrator)
    work()
    asked.refresh_from_db()
    row.refresh_from_db()
    return asked


def test_a_refused_match_is_forgotten_and_the_round_matched_again(clock, administrator, programme, school):
    request = make_request(school, programme)
    first, second = make_capacity(programme, places=1), make_capacity(programme, places=1)
    row = run(clock, open_for(administrator), administrator)
    match = row.matches.get()
    other = second if match.capacity == first else first
    refusal = refuse_match(match=match, reason="days", by=hr_at(match.capacity))
    assert (refusal.number, refusal.company) == (1, match.capacity.company)
    assert DeclinedPair.objects.filter(request=request, capacity=match.capacity, party="company").exists()
    work()
    row.refresh_from_db()
    assert live(row) == {(request.pk, other.pk)}
    assert row.status == RoundStatus.REVIEW
    assert Rematch.objects.get().result["gains"] == 1
    match.refresh_from_db()
    assert match.status == MatchStatus.REFUSED


def test_explanations_follow_the_re_matching(clock, administrator, programme, school):
    """Who has a place now hears no more what would help, a late student hears why, and the rest stays as it was."""
    for _ in range(2):
        make_request(school, programme)
    make_capacity(programme, places=1)
    row = run(clock, open_for(administrator), administrator)
    before = {told.request_id: told for told in row.explanations.all()}
    alone = next(request for request, told in before.items() if told.change)
    make_capacity(programme, places=1)
    late = make_request(school, programme)
    assert again(row, administrator).result["gains"] == 1
    after = {told.request_id: told for told in row.explanations.all()}
    without = after.keys() - {request for request, _capacity in live(row)}
    assert after.keys() == {*before, late.pk}
    assert {request for request, told in after.items() if told.change} == without
    assert len(without) == 1
    same = {request for request in before if before[request].pk == after[request].pk}
    assert same == {request for request in before if _told(before[request]) == _told(after[request])}
    assert alone not in same


def _told(explanation):
    return explanation.passed, explanation.near, explanation.change


def test_a_company_refuses_a_few_matches_only(clock, administrator, programme, school):
    for _ in range(5):
        make_request(school, programme)
    capacity = make_capacity(programme, places=5, mentors=3)
    row = run(clock, open_for(administrator), administrator)
    hr, matches = hr_at(capacity), list(row.matches.order_by("pk"))
    for match in matches[:2]:
        refuse_match(match=match, reason="full", by=hr)
    with pytest.raises(Refused) as refused:
        refuse_match(match=matches[2], reason="full", by=hr)
    assert refused.value.code == "match.refusals_used_up"
    assert "Je weigerde al 2 matches" in str(refused.value)
    assert MatchRefusal.objects.count() == 2
    assert Job.objects.filter(kind="rematch").count() == 1  # the second refusal joined the one that waits


def test_the_number_of_refusals_is_a_figure_of_the_city(clock, administrator, programme, school):
    Figure.objects.create(code="round_refusals_per_company", value=0, in_force_on=date(2026, 8, 1), source="stad")
    make_request(school, programme)
    make_capacity(programme)
    match = run(clock, open_for(administrator), administrator).matches.get()
    with pytest.raises(Refused, match="Je weigerde al 0 matches"):
        refuse_match(match=match, reason="full", by=hr_at(match.capacity))


def test_only_the_company_itself_refuses_with_a_reason_from_the_list(
    clock, administrator, programme, school, coordinator
):
    make_request(school, programme)
    make_capacity(programme)
    match = run(clock, open_for(administrator), administrator).matches.get()
    with pytest.raises(Match.DoesNotExist):
        refuse_match(match=match, reason="full", by=hr_at(make_capacity(programme)))
    with pytest.raises(PermissionDenied):
        refuse_match(match=match, reason="full", by=coordinator)
    with pytest.raises(Refused) as refused:
        refuse_match(match=match, reason="ik ken die familie", by=hr_at(match.capacity))
    assert refused.value.code == "offer.reason_needed"
    publish_matches(matches=[match], by=coordinator)
    with pytest.raises(Match.DoesNotExist):  # the review is over: the offer gives HR its say
        refuse_match(match=match, reason="full", by=hr_at(match.capacity))


def test_confirmed_matches_stay_and_a_late_student_gets_what_is_left(
    clock, administrator, programme, school, coordinator
):
    first = make_request(school, programme)
    capacity = make_capacity(programme, places=2)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=coordinator)
    late = make_request(school, programme)
    asked = again(row, administrator)
    assert live(row) == {(first.pk, capacity.pk), (late.pk, capacity.pk)}
    assert (asked.status, asked.result["gains"], asked.result["stays"]) == (RematchStatus.DONE, 1, 1)
    assert row.matches.get(request=first).status == MatchStatus.PUBLISHED
    assert (row.status, row.reopened_at is not None) == (RoundStatus.REVIEW, True)
    assert row.review_until_on == date(2026, 8, 27)


@pytest.mark.parametrize("method", ["stable", "optimal"])
def test_a_rematching_keeps_what_proves_it(clock, administrator, programme, school, coordinator, method):
    first = make_request(school, programme)
    make_capacity(programme, places=2)
    row = run(clock, open_for(administrator, method=method), administrator)
    publish_matches(matches=row.matches.all(), by=coordinator)
    make_request(school, programme)
    again(row, administrator)
    stored = row.runs.get(kind=RunKind.REMATCH)
    arrays = read_arrays(arrays_path(stored.arrays))
    assert proof_problems(arrays, arrays.certificate()) == []
    assert arrays.digest == stored.input_digest
    assert arrays.earlier.confirmed.tolist() == [True, False]
    assert arrays.earlier.previous[0] == arrays.assignment.place[0] >= 0
    assert arrays.earlier.stay_bonus == stored.stay_bonus > 0
    assert row.matches.get(request=first).status == MatchStatus.PUBLISHED
    for command in ("certify", "solve"):
        assert main([command, str(arrays_path(stored.arrays))]) == 0


def test_a_new_place_after_publication_is_taken_in(clock, administrator, programme, school, coordinator):
    requests = [make_request(school, programme) for _ in range(2)]
    old = make_capacity(programme, places=1)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=coordinator)
    row.refresh_from_db()
    assert row.status == RoundStatus.PUBLISHED
    clock.move_to("2026-09-10 10:00 +0200")
    new = make_capacity(programme, places=1)
    assert again(row, administrator).result["gains"] == 1
    assert live(row) == {(request.pk, place.pk) for request, place in live_places(row)}
    assert {capacity for _request, capacity in live(row)} == {old.pk, new.pk}
    assert {request for request, _capacity in live(row)} == {request.pk for request in requests}
    assert row.review_until_on == date(2026, 9, 15)  # five days to look at what is new
    assert is_locked(new, date(2026, 9, 10))
    assert not is_locked(old, date(2026, 9, 10))  # nobody reviews a match there
    clock.move_to("2026-09-16 10:00 +0200")
    assert release_overdue() == 1
    row.refresh_from_db()
    assert row.status == RoundStatus.PUBLISHED


def live_places(row):
    return [(match.request, match.capacity) for match in row.matches.filter(status__in=LIVE_MATCHES)]


def test_nothing_changes_before_it_is_confirmed(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme, places=2)
    row = run(clock, open_for(administrator), administrator)
    make_request(school, programme)
    before = live(row)
    asked = ask_rematch(round=row, by=administrator)
    work()
    asked.refresh_from_db()
    assert (asked.status, asked.result["gains"]) == (RematchStatus.READY, 1)
    assert live(row) == before
    assert discard_rematch(rematch=asked, by=administrator).status == RematchStatus.DISCARDED
    assert live(row) == before


def test_what_was_not_shown_is_shown_first(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme, places=3, mentors=2)
    row = run(clock, open_for(administrator), administrator)
    make_request(school, programme)
    asked = ask_rematch(round=row, by=administrator)
    work()
    make_request(school, programme)
    asked.refresh_from_db()
    confirm_rematch(rematch=asked, by=administrator)
    work()
    asked.refresh_from_db()
    assert (asked.status, asked.result["gains"], len(live(row))) == (RematchStatus.READY, 2, 1)
    confirm_rematch(rematch=asked, by=administrator)
    work()
    assert len(live(row)) == 3


def test_a_better_place_moves_a_student_and_a_little_better_one_does_not(clock, administrator, programme, school):
    make_request(school, programme)
    first = make_capacity(programme, places=1, starts_on=date(2026, 7, 1))
    row = run(clock, open_for(administrator), administrator)
    better = make_capacity(programme, places=1)
    gain = ask_rematch(round=row, by=administrator)
    work()
    gain.refresh_from_db()
    assert (gain.result["stays"], gain.result["better"]) == (1, 0)  # it gains less than the bonus for staying
    discard_rematch(rematch=gain, by=administrator)
    Figure.objects.create(code="round_stay_bonus", value=0, in_force_on=date(2026, 8, 1), source="stad")
    assert again(row, administrator).result["better"] == 1
    assert {capacity for _request, capacity in live(row)} == {better.pk}
    assert row.matches.get(capacity=first).status == MatchStatus.MOVED


def test_a_place_that_no_longer_fits_is_told_as_the_reason(clock, administrator, programme, school):
    make_request(school, programme)
    first = make_capacity(programme, places=1)
    row = run(clock, open_for(administrator), administrator)
    Capacity.objects.filter(pk=first.pk).update(status="closed")
    asked = again(row, administrator)
    assert (asked.result["loses"], asked.result["forced_gone"], asked.result["forced_taken"]) == (1, 1, 0)
    assert live(row) == set()
    assert row.status == RoundStatus.PUBLISHED


def test_a_students_no_and_a_companys_no_search_again(clock, administrator, programme, school, coordinator):
    request = make_request(school, programme)
    make_capacity(programme), make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    match = row.matches.get()
    publish_matches(matches=[match], by=coordinator)
    match.refresh_from_db()
    offer = send_offer(request=request, capacity=match.capacity, by=coordinator, student_told_on=CLOSES, match=match)
    asked = ask_rematch(round=row, by=administrator)
    work()
    asked.refresh_from_db()
    assert asked.result["students"] == 0  # who waits for a company is left alone
    discard_rematch(rematch=asked, by=administrator)
    decline(offer=offer, by=hr_at(match.capacity), reason="full")
    assert again(row, administrator).result["gains"] == 1
    assert live(row).isdisjoint({(request.pk, match.capacity_id)})
    assert len(live(row)) == 1


@pytest.mark.parametrize(("reason", "gains"), [("has_place", 0), ("travel", 1)])
def test_who_has_another_plan_is_not_matched_again(clock, administrator, programme, school, coordinator, reason, gains):
    make_request(school, programme)
    make_capacity(programme), make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    drop_match(match=row.matches.get(), reason=reason, by=coordinator)
    row.refresh_from_db()
    asked = ask_rematch(round=row, by=administrator)
    work()
    asked.refresh_from_db()
    assert asked.result["gains"] == gains


def test_more_confirmed_than_seats_are_kept(clock, administrator, programme, school, coordinator, client_of):
    requests = [make_request(school, programme) for _ in range(2)]
    capacity = make_capacity(programme, places=2)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=coordinator)
    Capacity.objects.filter(pk=capacity.pk).update(places=1)
    make_request(school, programme)
    asked = again(row, administrator)
    assert (asked.result["stays"], asked.result["placed"]) == (3, 2)
    assert live(row) == {(request.pk, capacity.pk) for request in requests}
    page = client_of(school_member(school)).get(f"/rounds/{row.pk}/").content.decode()
    assert "Geen plaats dubbel gebruikt</dt><dd>nee</dd>" in page


def test_people_who_review_meanwhile_are_not_overruled(
    clock, administrator, programme, school, coordinator, monkeypatch
):
    make_request(school, programme)
    make_capacity(programme, places=1), make_capacity(programme, places=1)
    row = run(clock, open_for(administrator), administrator)
    match, solve, calls = row.matches.get(), module.solve_again, []

    def solve_while_a_school_publishes(asked):
        if not calls:
            publish_matches(matches=[match], by=coordinator)
        calls.append(1)
        return solve(asked)

    monkeypatch.setattr(module, "solve_again", solve_while_a_school_publishes)
    ask_rematch(round=row, by=administrator)
    work()
    assert len(calls) == 2
    assert Rematch.objects.get().result["stays"] == 1


def test_what_goes_wrong_is_told(clock, administrator, programme, school, monkeypatch):
    make_request(school, programme)
    make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    asked = ask_rematch(round=row, by=administrator)
    monkeypatch.setattr(module, "solve_again", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_rematch(rematch_id=asked.pk)
    asked.refresh_from_db()
    assert asked.status == RematchStatus.FAILED
    assert "fout in het platform" in asked.fault
    run_rematch(rematch_id=asked.pk)  # the job's next attempt leaves it alone


def test_only_a_round_that_has_run_is_matched_again_and_only_by_the_city(clock, administrator, coordinator):
    row = open_for(administrator)
    with pytest.raises(Refused) as refused:
        ask_rematch(round=row, by=administrator)
    assert refused.value.code == "rematch.round_not_run"
    with pytest.raises(PermissionDenied):
        ask_rematch(round=row, by=coordinator)
    run(clock, row, administrator)
    clock.move_to("2027-07-01 10:00 +0200")
    with pytest.raises(Refused) as refused:
        ask_rematch(round=row, by=administrator)
    assert refused.value.code == "rematch.round_over"


def test_schools_and_companies_hear_of_it(clock, administrator, programme, school):
    make_request(school, programme)
    capacity = make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    told = Notification.objects.filter(organisation=capacity.company.organisation, code="match.to_look_at")
    assert told.count() == 1
    new = make_capacity(programme)
    make_request(school, programme)
    make_request(school, programme)
    again(row, administrator)
    assert Notification.objects.filter(organisation=school.organisation, code="round.rematched").count() == 1
    assert Notification.objects.filter(organisation=new.company.organisation, code="match.to_look_at").count() <= 1


@pytest.fixture
def weekly(clock, administrator, programme, school, coordinator):
    """A published round that runs every week from 1 to 22 September, with one student more than places."""
    requests = [make_request(school, programme) for _ in range(2)]
    make_capacity(programme, places=1)
    row = run(clock, open_for(administrator), administrator)
    publish_matches(matches=row.matches.all(), by=coordinator)
    repeat_round(round=row, by=administrator, next_on=date(2026, 9, 1), until_on=date(2026, 9, 22))
    return row, requests


def test_a_weekly_round_runs_on_what_is_left_and_stops_by_itself(clock, weekly, programme, school):
    row, _requests = weekly
    confirmed = live(row)
    assert run_weekly() == 0
    clock.move_to("2026-09-01 04:30 +0200")
    new = make_capacity(programme, places=1)
    assert (run_weekly(), run_weekly()) == (1, 0)
    work()
    assert confirmed < live(row)
    assert {capacity for _request, capacity in live(row) - confirmed} == {new.pk}
    ran = []
    for day in (5, 8, 15, 22, 29):
        clock.move_to(f"2026-09-{day:02d} 04:30 +0200")
        ran.append(run_weekly())
        work()
    assert ran == [0, 1, 1, 1, 0]
    assert [again.cause for again in row.rematches.order_by("pk")] == ["weekly"] * 4
    assert {again.status for again in row.rematches.all()} == {RematchStatus.DONE}
    assert confirmed < live(row)


def test_a_missed_week_is_not_done_twice(clock, weekly):
    clock.move_to("2026-09-17 04:30 +0200")
    assert (run_weekly(), run_weekly()) == (1, 0)
    assert RoundRepeat.objects.get().next_on == date(2026, 9, 22)


def test_weekly_serves_the_fewest_days_left_first(clock, weekly, programme, school):
    row, _requests = weekly
    urgent = make_request(school, programme)
    Student.objects.filter(pk=urgent.student_id).update(dual_since_on=date(2026, 8, 24))
    clock.move_to("2026-09-08 04:30 +0200")
    new = make_capacity(programme, places=1)
    run_weekly()
    work()
    assert (urgent.pk, new.pk) in live(row)


def test_the_city_stops_a_weekly_round(clock, weekly, administrator, coordinator):
    row, _requests = weekly
    with pytest.raises(PermissionDenied):
        stop_repeating(round=row, by=coordinator)
    stop_repeating(round=row, by=administrator)
    clock.move_to("2026-09-08 04:30 +0200")
    assert run_weekly() == 0


@pytest.mark.parametrize(
    ("next_on", "until_on", "code"),
    [
        (date(2026, 8, 1), date(2026, 9, 30), "repeat.in_the_past"),
        (date(2026, 9, 8), date(2026, 9, 7), "repeat.ends_before_start"),
        (date(2026, 9, 8), date(2026, 11, 3), "repeat.other_months"),
        (date(2026, 8, 25), date(2026, 9, 30), "repeat.other_months"),
    ],
)
def test_a_weekly_round_has_its_months(administrator, coordinator, next_on, until_on, code):
    row = open_for(administrator)
    with pytest.raises(Refused) as refused:
        repeat_round(round=row, by=administrator, next_on=next_on, until_on=until_on)
    assert refused.value.code == code
    with pytest.raises(PermissionDenied):
        repeat_round(round=row, by=coordinator, next_on=next_on, until_on=until_on)


def test_a_re_matching_that_proves_nothing_changes_nothing(clock, administrator, programme, school, monkeypatch):
    make_request(school, programme)
    make_capacity(programme, places=1)
    row = run(clock, open_for(administrator), administrator)
    make_capacity(programme, places=1), make_request(school, programme)
    before = live(row)
    monkeypatch.setattr(rematch_solve, "solve_in_parts", nobody_placed)
    asked = ask_rematch(round=row, by=administrator, applies=True)
    work()
    asked.refresh_from_db()
    assert asked.status == RematchStatus.FAILED
    assert "bewijst haar resultaat niet" in asked.fault
    assert (live(row), row.runs.count()) == (before, 1)


def nobody_placed(market, method, _earlier):
    """A solver that is wrong: every place stays empty."""
    return Assignment(np.full(market.n_students, -1, np.int32), method)


def test_a_lost_re_matching_fails_and_can_be_asked_again(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    lost = ask_rematch(round=row, by=administrator)
    assert fail_lost() == 0
    Job.objects.filter(kind="rematch").update(state=JobState.DEAD)
    assert fail_lost() == 1
    lost.refresh_from_db()
    assert lost.status == RematchStatus.FAILED
    assert "viel vijf keer stil" in lost.fault
    assert again(row, administrator).status == RematchStatus.DONE


@pytest.mark.parametrize("method", ["stable", "optimal"])
def test_the_round_tells_and_proves_its_last_run(clock, administrator, programme, school, client_of, method):
    """After a re-matching the page and the API prove who sits where now."""
    for _ in range(6):
        make_request(school, programme)
    make_capacity(programme, places=6, mentors=6)
    row = run(clock, open_for(administrator, method=method), administrator)
    first = row.runs.get()
    make_request(school, programme)
    make_capacity(programme, places=1)
    again(row, administrator)
    last = row.runs.get(kind=RunKind.REMATCH)
    assert last.input_digest != first.input_digest
    assert (row.input_digest, row.certificate, row.result) == (last.input_digest, last.certificate, last.result)
    assert (row.result["students"], row.result["placed"]) == (7, 7)
    assert row.result["schools"] == [{"school": school.pk, "students": 7, "placed": 7}]
    page = client_of(school_member(school)).get(f"/rounds/{row.pk}/").content.decode()
    assert last.input_digest in page
    assert first.input_digest not in page
    assert "Berekening 2 (herberekening)" in page
    assert ("Paren die elkaar liever hadden" in page) == (method == "stable")
    assert ("7, en meer dan 7 kan niet" in page) == (method == "optimal")


def test_a_school_reads_no_number_of_a_round_that_points_at_a_student(
    clock, administrator, programme, school, client_of
):
    for _ in range(6):
        make_request(school, programme)
    make_capacity(programme, places=1)
    row = run(clock, open_for(administrator, method="optimal"), administrator)
    assert row.result["median_km"] is None  # one is placed: it would be how far that student travels
    client = client_of(school_member(school))
    assert "<dd>minder dan 5</dd>" in client.get(f"/rounds/{row.pk}/").content.decode()
    told = client.get(f"/api/v1/rounds/{row.pk}/").json()
    assert (told["result"]["students"], told["result"]["placed"]) == (6, None)
    assert (told["certificate"]["placed"], told["certificate"]["bound"]) == (None, None)
    city = client_of(city_member(Role.ADMINISTRATOR)).get(f"/api/v1/rounds/{row.pk}/").json()
    assert (city["result"]["placed"], city["certificate"]["bound"][0]) == (1, 1)
