"""A round in parts on several workers: the same result as in one piece, whoever is lost on the way."""

# ruff: noqa: F401, F811 -- fixtures are imported, and then arguments

import csv
import json
import random
from datetime import date, timedelta
from hashlib import sha256

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from marketplace.actor import SYSTEM
from marketplace.jobs import actions as jobs
from marketplace.jobs import lease
from marketplace.jobs.models import Job
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions import round_parts, round_run, round_solve, round_store
from placements.actions.round import start_due, start_round, stop_round
from placements.actions.round_files import arrays_path, keys_path
from placements.actions.round_run import fail_lost, run_round
from placements.enums import RoundStatus
from placements.matching import Assignment
from placements.matching.arrays import proof_problems, read_arrays
from placements.matching.cli import main
from placements.models import Match, PlacementRequest, Round, RoundPart
from tests.factories.accounts import actor_of
from tests.factories.schools import ProgrammeFactory, school_member
from tests.placements.actions.test_round import (
    administrator,
    clock,
    make_capacity,
    make_request,
    open_for,
    pairs,
    run,
    school,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(school):
    """Three programmes, each with more students than places."""
    for size in (4, 3, 2):
        programme = ProgrammeFactory()
        for _ in range(size):
            make_request(school, programme)
        make_capacity(programme, places=2, mentors=1)
        make_capacity(programme, places=1)


@pytest.fixture
def in_parts(settings):
    settings.ROUND_SPLIT_ABOVE = 0


def work(*, most=100):
    """Do the jobs that wait, in any order, as several workers would; how many."""
    for done in range(most):
        waiting = list(Job.objects.filter(state="waiting", due_at__lte=timezone.now()).values_list("pk", flat=True))
        if not waiting:
            return done
        jobs.run(random.choice(waiting))
    return most


def start(clock, row, by):
    clock.move_to("2026-08-20 12:00 +0200")
    start_round(round=row, by=by)
    return row.runs.get(ended_at=None)


def again(row):
    """The same round, open once more."""
    Round.objects.filter(pk=row.pk).update(status="open")
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("method", ["stable", "optimal"])
def test_in_parts_or_in_one_piece_is_the_same(clock, administrator, city, settings, method):
    row = run(clock, open_for(administrator, method=method), administrator)
    whole, whole_pairs = row.runs.get(), pairs(row)
    settings.ROUND_SPLIT_ABOVE = 0
    start(clock, again(row), administrator)
    assert work() > 4
    row.refresh_from_db()
    assert row.status == RoundStatus.REVIEW, row.fault
    parts = row.runs.get(number=2)
    assert parts.parts.count() == 3
    assert pairs(row) == whole_pairs
    assert (parts.input_digest, parts.result) == (whole.input_digest, whole.result)
    assert arrays_path(parts.arrays).read_bytes() == arrays_path(whole.arrays).read_bytes()
    assert row.certificate["feasible"]


def test_a_run_keeps_what_proves_it(clock, administrator, city):
    row = run(clock, open_for(administrator), administrator)
    stored = row.runs.get()
    arrays = read_arrays(arrays_path(stored.arrays))
    assert proof_problems(arrays, arrays.certificate()) == []
    assert arrays.digest == row.input_digest == stored.input_digest
    assert arrays.settings == {"method": "stable", "policy": "lottery", "seed": 7, "weights": row.weights}
    assert (stored.placed, stored.students) == (row.result["placed"], 9)
    assert (stored.method, stored.policy, stored.seed, stored.engine) == ("stable", "lottery", 7, arrays.engine)
    with np.load(arrays_path(stored.arrays.replace(".npz", "-keys.npz"))) as keys:
        places = arrays.assignment.place
        found = {(int(keys["request"][n]), int(keys["capacity"][p])) for n, p in enumerate(places) if p >= 0}
    assert found == pairs(row)


def test_progress_counts_parts(clock, administrator, city, in_parts):
    row = open_for(administrator)
    start(clock, row, administrator)
    run_round(round_id=row.pk)
    row.refresh_from_db()
    assert (row.phase, row.steps_done, row.steps_total) == ("solve", 0, 3)
    jobs.run(Job.objects.filter(kind="round_part").first().pk)
    row.refresh_from_db()
    assert (row.phase, row.steps_done, row.steps_total) == ("solve", 1, 3)
    assert row.phase_started_at is not None


def test_a_lost_worker_s_part_is_run_again(clock, administrator, city, in_parts):
    row = open_for(administrator)
    start(clock, row, administrator)
    jobs.run(Job.objects.get(kind="round").pk)
    lost = Job.objects.filter(kind="round_part").first()
    assert jobs.claim(lost.pk)  # and then its worker is gone
    work()
    row.refresh_from_db()
    assert (row.status, row.steps_done) == (RoundStatus.RUNNING, 2)
    clock.shift(lease.LEASE + timedelta(seconds=1))
    assert jobs.sweep() == 1
    jobs.run(lost.pk)
    work()
    row.refresh_from_db()
    assert row.status == RoundStatus.REVIEW, row.fault


def test_a_part_done_twice_is_collected_once(clock, administrator, city, in_parts):
    row = open_for(administrator)
    stored = start(clock, row, administrator)
    run_round(round_id=row.pk)
    for number in (0, 0, 1, 2, 2):
        round_run.run_part(round_id=row.pk, run_id=stored.pk, part=number)
    assert Job.objects.filter(kind="round_collect").count() == 1
    work()
    assert Match.objects.filter(round=row).count() == row.runs.get().placed


def test_the_first_job_done_again_hands_nothing_out_twice(clock, administrator, city, in_parts):
    row = open_for(administrator)
    start(clock, row, administrator)
    run_round(round_id=row.pk)
    run_round(round_id=row.pk)
    assert RoundPart.objects.count() == Job.objects.filter(kind="round_part").count() == 3


def test_a_stopped_round_stores_nothing_and_can_be_started_again(clock, administrator, city, in_parts, settings):
    row = open_for(administrator)
    stopped = start(clock, row, administrator)
    run_round(round_id=row.pk)
    jobs.run(Job.objects.filter(kind="round_part").first().pk)
    assert stop_round(round=row, by=administrator).status == RoundStatus.STOPPED
    work()
    assert not Match.objects.exists()
    stopped.refresh_from_db()
    assert (stopped.was_stored, stopped.parts.exclude(done_at=None).count()) == (False, 1)
    clock.shift(timedelta(days=2))
    assert start_due(by=SYSTEM) == 0  # who stopped it starts it
    start_round(round=row, by=administrator)
    work()
    row.refresh_from_db()
    assert row.status == RoundStatus.REVIEW, row.fault
    assert row.runs.get(number=2).was_stored
    assert not list((settings.DATA_DIR / "rounds").glob(f"{row.pk}-1-*"))


def test_stopping_while_the_result_is_stored_leaves_nothing(clock, administrator, city, monkeypatch, settings):
    row = open_for(administrator)
    certified = round_run.certified

    def stop_meanwhile(*arguments):
        outcome = certified(*arguments)
        Round.objects.filter(pk=row.pk).update(status="stopped")
        row.runs.update(ended_at=timezone.now())
        return outcome

    monkeypatch.setattr(round_run, "certified", stop_meanwhile)
    start(clock, row, administrator)
    run_round(round_id=row.pk)
    assert not Match.objects.exists()
    assert not list((settings.DATA_DIR / "rounds").glob("*.npz"))


def test_a_worker_hears_at_its_next_step_that_the_round_was_stopped(clock, administrator, city, monkeypatch):
    row, prepare = open_for(administrator), round_run.prepare

    def prepare_and_stop(row, progress):
        stop_round(round=row, by=administrator)
        return prepare(row, progress)

    monkeypatch.setattr(round_run, "prepare", prepare_and_stop)
    start(clock, row, administrator)
    run_round(round_id=row.pk)
    row.refresh_from_db()
    assert (row.status, row.fault) == (RoundStatus.STOPPED, "")


def test_a_fault_in_a_part_fails_the_round(clock, administrator, city, in_parts, monkeypatch):
    row = open_for(administrator)
    start(clock, row, administrator)
    monkeypatch.setattr(round_parts, "solve_part", lambda *arguments: 1 / 0)
    work()
    row.refresh_from_db()
    assert row.status == RoundStatus.FAILED
    assert "Start ze opnieuw" in row.fault
    monkeypatch.undo()


def test_a_round_whose_part_was_given_up_can_be_started_again(clock, administrator, city, in_parts):
    row = open_for(administrator)
    start(clock, row, administrator)
    jobs.run(Job.objects.get(kind="round").pk)
    assert fail_lost() == 0
    Job.objects.filter(kind="round_part").update(state="dead")
    assert fail_lost() == 1
    row.refresh_from_db()
    assert row.status == RoundStatus.FAILED


def test_only_the_city_stops_a_round_that_runs(clock, administrator, city, school):
    row = open_for(administrator)
    with pytest.raises(Refused) as refused:
        stop_round(round=row, by=administrator)
    assert refused.value.code == "round.stop.wrong_status"
    start(clock, row, administrator)
    with pytest.raises(PermissionDenied):
        stop_round(round=row, by=actor_of(school_member(school)))


@pytest.mark.parametrize("split_above", [0, 1000])
def test_the_command_runs_a_round_to_its_end_and_writes_files(
    clock,
    administrator,
    city,
    settings,
    tmp_path,
    capsys,
    split_above,
):
    settings.ROUND_SPLIT_ABOVE = split_above
    row = open_for(administrator)
    clock.move_to("2026-08-20 12:00 +0200")
    call_command("run_round", row.name, out=tmp_path / "out")
    row.refresh_from_db()
    placed = row.result["placed"]
    assert f"placed: {placed}" in capsys.readouterr().out
    with (tmp_path / "out" / "matches.csv").open(newline="") as file:
        rows = {(int(line["request"]), int(line["capacity"])) for line in csv.DictReader(file)}
    assert rows == pairs(row)
    assert json.loads((tmp_path / "out" / "certificate.json").read_text())["placed"] == placed
    assert main(["certify", str(tmp_path / "out" / row.runs.get().arrays)]) == 0


def test_the_command_tells_that_the_round_was_stopped(clock, administrator, city, monkeypatch):
    row, prepare = open_for(administrator), round_run.prepare

    def prepare_and_stop(row, progress):
        stop_round(round=row, by=administrator)
        return prepare(row, progress)

    monkeypatch.setattr(round_run, "prepare", prepare_and_stop)
    clock.move_to("2026-08-20 12:00 +0200")
    with pytest.raises(CommandError, match="was stopped"):
        call_command("run_round", str(row.pk))


def nobody_placed(market, method, *_rest, **_options):
    """A solver that is wrong: every place stays empty."""
    return Assignment(np.full(market.n_students, -1, np.int32), method)


def test_a_run_that_proves_nothing_is_not_stored_nor_told(clock, administrator, city, monkeypatch, settings):
    row = open_for(administrator)
    Notification.objects.all().delete()
    monkeypatch.setattr(round_solve, "solve_in_parts", nobody_placed)
    row = run(clock, row, administrator)
    assert row.status == RoundStatus.FAILED
    assert "bewijst haar resultaat niet" in row.fault
    assert "not stable" in row.fault
    assert not Match.objects.exists()
    assert not Notification.objects.exists()
    assert not row.runs.get().was_stored
    assert not list((settings.DATA_DIR / "rounds").glob("*.npz"))


def test_a_run_done_twice_at_once_keeps_the_arrays_of_the_first(clock, administrator, city, monkeypatch, settings):
    """The second worker, who stores nothing, touches no file of the first."""
    row, keep = open_for(administrator), round_store.keep
    stored = start(clock, row, administrator)

    def while_another_finishes(*arguments):
        monkeypatch.setattr(round_store, "keep", keep)
        written = keep(*arguments)
        run_round(round_id=row.pk)
        return written

    monkeypatch.setattr(round_store, "keep", while_another_finishes)
    kept, forget = [], round_store.forget_arrays

    def forget_and_look(name):
        kept.append(sorted(path.name for path in (settings.DATA_DIR / "rounds").glob("*.npz")))
        forget(name)

    monkeypatch.setattr(round_store, "forget_arrays", forget_and_look)
    run_round(round_id=row.pk)
    stored.refresh_from_db()
    assert [len(names) for names in kept] == [4]  # two of each
    assert sha256(arrays_path(stored.arrays).read_bytes()).hexdigest() == stored.arrays_sha256
    assert keys_path(stored.arrays).exists()
    assert len(list((settings.DATA_DIR / "rounds").glob("*.npz"))) == 2
    assert Match.objects.count() == stored.placed


@pytest.mark.parametrize("split_above", [0, 1000])
def test_the_command_claims_the_jobs_that_it_does(clock, administrator, city, settings, monkeypatch, split_above):
    settings.ROUND_SPLIT_ABOVE = split_above
    row, prepare, tried = open_for(administrator), round_run.prepare, []

    def while_another_worker_tries(*arguments):
        tried.append(jobs.claim(Job.objects.get(kind="round").pk))
        return prepare(*arguments)

    monkeypatch.setattr(round_run, "prepare", while_another_worker_tries)
    clock.move_to("2026-08-20 12:00 +0200")
    call_command("run_round", row.name)
    assert tried == [None]
    assert set(Job.objects.filter(kind__startswith="round").values_list("state", flat=True)) == {"done"}


def test_the_command_tells_that_the_arrays_are_gone(clock, administrator, city, monkeypatch, tmp_path):
    row, store = open_for(administrator), round_run.store

    def store_and_lose(stored, outcome):
        store(stored, outcome)
        stored.refresh_from_db()
        arrays_path(stored.arrays).unlink()

    monkeypatch.setattr(round_run, "store", store_and_lose)
    clock.move_to("2026-08-20 12:00 +0200")
    with pytest.raises(CommandError, match="no longer kept"):
        call_command("run_round", row.name, out=tmp_path / "out")


def test_a_student_who_leaves_the_cohort_meanwhile_fails_no_round(clock, administrator, city, monkeypatch):
    row, find = open_for(administrator, policy="days_left"), round_solve.find_candidates

    def while_two_requests_change(*arguments, **options):
        first, second = PlacementRequest.objects.order_by("pk")[:2]
        PlacementRequest.objects.filter(pk=first.pk).update(status="withdrawn")
        PlacementRequest.objects.filter(pk=second.pk).update(starts_on=date(2026, 8, 1))
        return find(*arguments, **options)

    monkeypatch.setattr(round_solve, "find_candidates", while_two_requests_change)
    row = run(clock, row, administrator)
    assert (row.status, row.fault) == (RoundStatus.REVIEW, "")
    assert row.result["students"] == 9
