"""A matching round from opening to publication, on a small cohort."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from marketplace.actor import SYSTEM, Role
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from marketplace.notifications.texts import sentences
from marketplace.reference.models import Figure
from marketplace.workflow import Refused
from placements.actions import round_run
from placements.actions.match import drop_match, publish_matches, release_overdue
from placements.actions.round import cancel_round, open_round, start_due, start_round
from placements.actions.round_run import fail_lost, run_round
from placements.enums import DropReason, RoundStatus
from placements.matching import MarketError
from placements.models import Capacity, DeclinedPair, Match, Offer, Reservation, Round, SiteWish
from placements.rules.pair import pair_problems
from schools.models import Student
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory, ProgrammeFactory, SchoolFactory, school_member
from tests.placements.actions.rounds import is_locked

pytestmark = pytest.mark.django_db
CLOSES = date(2026, 8, 20)


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
    found = SchoolFactory()
    commit_to(found.organisation)
    return found


def make_request(school, programme, **fields):
    request = RequestFactory(student__school=school, student__programme=programme, **fields)
    HomeFactory(student=request.student)
    return request


def make_capacity(programme, site=None, mentors=1, **fields):
    """Open capacity at a labelled, recognised site."""
    if site is None:
        site = SiteFactory()
        LabelFactory(site=site)
        RecognitionFactory(site=site, programme_code=programme.code)
        commit_to(site.company.organisation)
        MentorFactory.create_batch(mentors, site=site)
    return CapacityFactory(site=site, programmes=[programme], **fields)


def offer_of(request, capacity):
    """A request that waits for a company's answer."""
    return Offer.objects.create(
        request=request,
        capacity=capacity,
        company=capacity.company,
        school=request.school,
        slot=1,
        student_told_on=CLOSES,
        sent_at=timezone.now(),
        answer_by_on=CLOSES,
    )


def open_for(administrator, **fields):
    dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "closes_on": CLOSES}
    review = {"review_until_on": date(2026, 8, 27), "name": "Start 2026", "seed": 7}
    return open_round(by=administrator, **dates | review | fields)


def run(clock, row, administrator):
    clock.move_to("2026-08-20 12:00 +0200")
    start_round(round=row, by=administrator)
    run_round(round_id=row.pk)
    row.refresh_from_db()
    return row


def pairs(row):
    return set(row.matches.values_list("request", "capacity"))


def test_a_round_places_the_cohort_and_proves_it(clock, administrator, programme, school):
    requests = [make_request(school, programme) for _ in range(3)]
    capacities = [make_capacity(programme, places=2), make_capacity(programme, places=1)]
    row = run(clock, open_for(administrator), administrator)
    assert row.status == RoundStatus.REVIEW, row.fault
    assert {request for request, _capacity in pairs(row)} == {request.pk for request in requests}
    assert {capacity for _request, capacity in pairs(row)} == {capacity.pk for capacity in capacities}
    assert (row.certificate["feasible"], row.certificate["blocking_pairs"]) == (True, 0)
    assert row.result["students"] == row.result["placed"] == 3
    assert row.result["schools"] == [{"school": school.pk, "students": 3, "placed": 3}]
    assert len(row.input_digest) == 64
    match = row.matches.first()
    assert set(match.parts) == {"competences", "travel", "period", "mentor", "label", "support"}
    assert 0 <= match.score <= 10_000
    assert 1.9 < match.distance_km < 2.1


def test_a_round_knows_its_programmes_days_and_cohort(clock, administrator, programme, school):
    inside = make_request(school, programme)
    make_request(school, ProgrammeFactory())
    make_request(school, programme, starts_on=date(2026, 8, 31))
    make_request(school, programme, status="withdrawn")
    make_capacity(programme, places=3, mentors=2)
    row = run(clock, open_for(administrator, programmes=[programme]), administrator)
    assert [match.request for match in row.matches.all()] == [inside]


def test_mentors_are_shared_by_the_places_of_a_site(clock, administrator, programme, school):
    for _ in range(4):
        make_request(school, programme)
    first = make_capacity(programme, places=2, mentors=1)
    make_capacity(programme, site=first.site, places=2)
    row = run(clock, open_for(administrator), administrator)
    assert row.matches.count() == 2  # one mentor takes two students, whatever the four places say
    assert row.certificate["feasible"]


def test_reserved_seats_go_to_their_school(clock, administrator, programme, school):
    other = SchoolFactory()
    commit_to(other.organisation)
    mine = [make_request(school, programme) for _ in range(2)]
    theirs = make_request(other, programme)
    capacity = make_capacity(programme, places=2, mentors=2)
    Reservation.objects.create(capacity=capacity, school=other, places=1, until_on=date(2026, 8, 31))
    for seed in range(3):
        row = run(clock, open_for(administrator, seed=seed), administrator)
        found = {request for request, _capacity in pairs(row)}
        assert theirs.pk in found
        assert len(found & {request.pk for request in mine}) == 1
        Round.objects.filter(pk=row.pk).update(status="cancelled")


def test_agreed_and_asked_places_are_fixed_beforehand(clock, administrator, programme, school):
    asked, free = make_request(school, programme), make_request(school, programme)
    capacity = make_capacity(programme, places=3, taken=1)
    offer_of(asked, capacity)
    row = run(clock, open_for(administrator), administrator)
    assert pairs(row) == {(free.pk, capacity.pk)}
    assert row.result["students"] == 1


def test_a_declined_pair_stays_out(clock, administrator, programme, school):
    request = make_request(school, programme)
    near, far = make_capacity(programme), make_capacity(programme)
    for capacity in (near, far):
        DeclinedPair.objects.create(
            request=request, capacity=capacity, party="company", reason="days", at=timezone.now()
        )
    DeclinedPair.objects.filter(capacity=far).delete()
    row = run(clock, open_for(administrator), administrator)
    assert pairs(row) == {(request.pk, far.pk)}


def test_who_has_the_fewest_days_left_comes_first_when_the_policy_says_so(clock, administrator, programme, school):
    early, _late = make_request(school, programme), make_request(school, programme)
    Student.objects.filter(pk=early.student_id).update(dual_since_on=date(2026, 5, 4))
    capacity = make_capacity(programme, places=1)
    for seed in range(3):
        row = run(clock, open_for(administrator, seed=seed, policy="days_left"), administrator)
        assert pairs(row) == {(early.pk, capacity.pk)}
        Round.objects.filter(pk=row.pk).update(status="cancelled")


def test_a_wish_is_a_first_choice(clock, administrator, programme, school):
    request = make_request(school, programme)
    capacities = [make_capacity(programme) for _ in range(3)]
    SiteWish.objects.create(request=request, site=capacities[2].site, rank=1)
    row = run(clock, open_for(administrator), administrator)
    assert pairs(row) == {(request.pk, capacities[2].pk)}
    assert row.result["first_choices"] == 1


def test_a_second_run_leaves_nothing_double(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme)
    row = run(clock, open_for(administrator), administrator)
    first = pairs(row)
    Round.objects.filter(pk=row.pk).update(status="running")  # as if the worker had died while it stored
    row.runs.update(ended_at=None, arrays="", arrays_sha256="", input_digest="")
    run_round(round_id=row.pk)
    assert pairs(row) == first
    assert Match.objects.count() == 1
    before = Match.objects.get().pk
    run_round(round_id=row.pk)  # a job that is done again finds the round in review
    assert Match.objects.get().pk == before


def test_the_same_input_has_the_same_digest_and_matches(clock, administrator, programme, school):
    for _ in range(4):
        make_request(school, programme)
    make_capacity(programme, places=3, mentors=2)
    rows = [run(clock, open_for(administrator, seed=9), administrator)]
    Round.objects.filter(pk=rows[0].pk).update(status="cancelled")
    rows.append(run(clock, open_for(administrator, seed=9), administrator))
    Round.objects.filter(pk=rows[1].pk).update(status="cancelled")
    assert pairs(rows[0]) == pairs(rows[1])
    assert rows[0].input_digest == rows[1].input_digest
    other = run(clock, open_for(administrator, seed=10), administrator)
    assert other.input_digest != rows[0].input_digest


def test_what_goes_wrong_is_told_and_can_be_started_again(clock, administrator, programme, school, monkeypatch):
    make_request(school, programme)
    make_capacity(programme)
    row = open_for(administrator)
    monkeypatch.setattr(round_run, "prepare", lambda row, progress: 1 / 0)
    clock.move_to("2026-08-20 12:00 +0200")
    start_round(round=row, by=administrator)
    with pytest.raises(ZeroDivisionError):
        run_round(round_id=row.pk)
    row.refresh_from_db()
    assert row.status == RoundStatus.FAILED
    assert "Start ze opnieuw" in row.fault
    run_round(round_id=row.pk)  # the job's next attempt leaves it to the administrator
    monkeypatch.undo()
    assert run(clock, row, administrator).status == RoundStatus.REVIEW


def test_a_round_whose_job_was_given_up_can_be_started_again(clock, administrator):
    row = open_for(administrator)
    clock.move_to("2026-08-20 12:00 +0200")
    start_round(round=row, by=administrator)
    assert fail_lost() == 0
    Job.objects.filter(kind="round").update(state="dead")
    assert fail_lost() == 1
    row.refresh_from_db()
    assert row.status == RoundStatus.FAILED
    assert start_round(round=row, by=administrator).status == RoundStatus.RUNNING


def test_two_workers_with_one_round_store_it_once(clock, administrator, programme, school, monkeypatch):
    make_request(school, programme)
    make_capacity(programme)
    prepare, row = round_run.prepare, open_for(administrator)

    def prepare_while_another_finishes(row, progress):
        prepared = prepare(row, progress)
        monkeypatch.setattr(round_run, "prepare", prepare)
        run_round(round_id=row.pk)
        return prepared

    monkeypatch.setattr(round_run, "prepare", prepare_while_another_finishes)
    assert run(clock, row, administrator).status == RoundStatus.REVIEW
    assert Match.objects.count() == 1
    assert Notification.objects.filter(code="round.review").count() == 1


def test_wrong_input_is_a_sentence_on_the_round(clock, administrator, monkeypatch):
    def wrong(row, progress):
        raise MarketError("lottery holds the same number twice.")

    monkeypatch.setattr(round_run, "prepare", wrong)
    row = run(clock, open_for(administrator), administrator)
    assert row.status == RoundStatus.FAILED
    assert "lottery holds" in row.fault


def test_an_empty_round_is_published_at_once(clock, administrator):
    row = run(clock, open_for(administrator), administrator)
    assert (row.status, row.fault) == (RoundStatus.PUBLISHED, "")
    assert row.result["students"] == 0


def test_the_job_runs_the_round(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme)
    row = open_for(administrator)
    clock.move_to("2026-08-21 12:00 +0200")
    assert start_due(by=SYSTEM) == 1
    jobs.run(Job.objects.get(kind="round").pk)
    row.refresh_from_db()
    assert row.status == RoundStatus.REVIEW
    assert start_due(by=SYSTEM) == 0


def test_a_round_starts_on_its_closing_day_and_not_before(administrator):
    with pytest.raises(Refused) as refused:
        start_round(round=open_for(administrator), by=administrator)
    assert refused.value.code == "round.before_closing_day"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"closes_on": date(2026, 8, 9)}, "round.closes_in_the_past"),
        ({"review_until_on": CLOSES}, "round.review_too_early"),
        ({"ends_on": date(2026, 8, 31)}, "round.ends_before_start"),
        ({"ends_on": date(2027, 9, 1)}, "round.other_school_year"),
    ],
)
def test_a_round_has_dates_in_order(administrator, fields, code):
    with pytest.raises(Refused) as refused:
        open_for(administrator, **fields)
    assert refused.value.code == code


def test_only_the_city_opens_starts_and_cancels(administrator, school):
    coordinator = actor_of(school_member(school))
    with pytest.raises(PermissionDenied):
        open_for(coordinator)
    row = open_for(administrator)
    for step in (start_round, cancel_round):
        with pytest.raises(PermissionDenied):
            step(round=row, by=coordinator)
    with pytest.raises(PermissionDenied):
        start_round(round=row, by=administrator, seed=3)  # what was announced stays
    assert cancel_round(round=row, by=administrator).status == RoundStatus.CANCELLED


def test_schools_hear_of_a_round_and_of_its_result(clock, administrator, programme, school):
    make_request(school, programme)
    make_capacity(programme)
    run(clock, open_for(administrator), administrator)
    told = Notification.objects.filter(organisation=school.organisation, role=Role.COORDINATOR)
    assert [row.code for row in told.order_by("pk")] == ["round.open", "round.review"]
    assert {row.code: sentences[row.code] % row.parameters for row in told}["round.review"]


@pytest.fixture
def reviewed(clock, administrator, programme, school):
    """A round in review, with one match of each of two schools."""
    other = SchoolFactory()
    commit_to(other.organisation)
    requests = [make_request(found, programme) for found in (school, other)]
    make_capacity(programme, places=2)
    row = run(clock, open_for(administrator), administrator)
    mine, theirs = (row.matches.get(request=request) for request in requests)
    return row, mine, theirs, actor_of(school_member(school)), actor_of(school_member(other))


def test_a_school_reviews_its_own_matches_only(reviewed):
    row, mine, theirs, coordinator, other = reviewed
    assert list(Match.objects.visible_to(coordinator)) == [mine]
    with pytest.raises(Match.DoesNotExist):
        publish_matches(matches=[mine, theirs], by=coordinator)
    mine.refresh_from_db()
    assert mine.status == "review"  # all of them or none
    with pytest.raises(Match.DoesNotExist):
        drop_match(match=theirs, reason=DropReason.TRAVEL, by=coordinator)
    assert [match.status for match in publish_matches(matches=[mine], by=coordinator)] == ["published"]
    row.refresh_from_db()
    assert row.status == RoundStatus.REVIEW
    publish_matches(matches=[theirs], by=other)
    row.refresh_from_db()
    assert row.status == RoundStatus.PUBLISHED


def test_a_dropped_match_has_a_reason_and_is_not_proposed_again(reviewed):
    _row, mine, _theirs, coordinator, _other = reviewed
    with pytest.raises(Refused) as refused:
        drop_match(match=mine, reason="I do not like it", by=coordinator)
    assert refused.value.code == "match.reason_needed"
    assert drop_match(match=mine, reason=DropReason.TRAVEL, by=coordinator).status == "dropped"
    assert DeclinedPair.objects.filter(request=mine.request, capacity=mine.capacity, party="school").exists()
    with pytest.raises(Refused):
        publish_matches(matches=[mine], by=coordinator)


def test_only_coordinators_review(reviewed, school):
    _row, mine, *_others = reviewed
    coach = actor_of(school_member(school, Role.COACH))
    with pytest.raises(PermissionDenied):
        publish_matches(matches=[mine], by=coach)


def test_what_nobody_reviewed_is_released_on_the_review_date(clock, reviewed, school):
    row, mine, theirs, coordinator, _other = reviewed
    publish_matches(matches=[mine], by=coordinator)
    clock.move_to("2026-08-27 10:00 +0200")
    assert release_overdue(by=SYSTEM) == 0
    clock.move_to("2026-08-28 03:30 +0200")
    assert release_overdue(by=SYSTEM) == 1
    for match, status in ((mine, "published"), (theirs, "released")):
        match.refresh_from_db()
        assert match.status == status
    row.refresh_from_db()
    assert row.status == RoundStatus.PUBLISHED
    assert Notification.objects.filter(code="round.released", organisation=theirs.request.school_id).exists()


def test_capacity_in_a_round_takes_only_its_published_matches(reviewed):
    _row, mine, theirs, coordinator, other = reviewed
    on = timezone.localdate()
    assert is_locked(mine.capacity, on)
    assert pair_problems(mine.request, mine.capacity, on=on)[0].code == "capacity.locked"
    assert pair_problems(mine.request, mine.capacity, on=on, match=mine)[0].code == "capacity.locked"
    (published,) = publish_matches(matches=[mine], by=coordinator)
    assert pair_problems(mine.request, mine.capacity, on=on, match=published) == []
    assert pair_problems(theirs.request, theirs.capacity, on=on, match=published)[0].code == "capacity.locked"
    publish_matches(matches=[theirs], by=other)
    assert not is_locked(mine.capacity, on)
    assert pair_problems(mine.request, mine.capacity, on=on) == []


def test_the_command_shows_progress_result_and_certificate(clock, administrator, programme, school, capsys):
    make_request(school, programme)
    make_capacity(programme)
    row = open_for(administrator)
    with pytest.raises(CommandError, match="kan pas lopen vanaf"):
        call_command("run_round", row.name)
    clock.move_to("2026-08-20 12:00 +0200")
    call_command("run_round", str(row.pk), method="optimal", seed=3)
    told = capsys.readouterr()
    assert "placed: 1" in told.out
    assert "feasible: True" in told.out
    assert "1/1" in told.err
    row.refresh_from_db()
    assert (row.method, row.seed, row.certificate["bound"]) == ("optimal", 3, [1, row.certificate["total"]])
    assert set(told.out.splitlines()) >= {"placed: 1", "feasible: True"}
    with pytest.raises(CommandError, match="0 matching rounds"):
        call_command("run_round", "nothing")


def test_what_is_published_while_matches_are_reviewed_is_free(clock, reviewed):
    _row, mine, *_others = reviewed
    clock.shift(3600)
    Capacity.objects.filter(pk=mine.capacity_id).update(published_at=timezone.now())
    assert not is_locked(mine.capacity, timezone.localdate())


def test_schools_in_turn_gives_a_small_school_its_first_place(clock, administrator, programme, school):
    other = SchoolFactory()
    commit_to(other.organisation)
    for _ in range(4):
        make_request(school, programme)
    theirs = make_request(other, programme)
    make_capacity(programme, places=2)
    for seed in range(4):
        row = run(clock, open_for(administrator, seed=seed, policy="schools_in_turn"), administrator)
        assert theirs.pk in {request for request, _capacity in pairs(row)}
        Round.objects.filter(pk=row.pk).update(status="cancelled")


def test_a_round_takes_weights_that_sum_to_100_only(administrator):
    Figure.objects.create(
        code="match_weight_travel", value=25, in_force_on=date(2026, 8, 1), source="Een nieuw cijfer van de stad"
    )
    with pytest.raises(Refused) as refused:
        open_for(administrator)
    assert refused.value.code == "round.weights_not_whole"
    assert "samen 105 in plaats van 100" in str(refused.value)
    Figure.objects.create(code="match_weight_support", value=5, in_force_on=date(2026, 8, 1), source="En nog een")
    assert sum(open_for(administrator).weights.values()) == 100
