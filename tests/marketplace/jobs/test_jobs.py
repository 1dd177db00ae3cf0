"""Jobs are done once, tried again after a fault, and given up after five."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from marketplace.api.tasks import forget_dead_jobs
from marketplace.jobs import actions, lease
from marketplace.jobs.models import Job, JobState
from tests.constraints import breaks

pytestmark = pytest.mark.django_db
BEAT = lease.BEAT  # as it is outside tests


@pytest.fixture
def calls(monkeypatch):
    seen = []
    monkeypatch.setitem(actions.handlers, "note", lambda **arguments: seen.append(arguments))
    monkeypatch.setitem(actions.handlers, "fail", lambda: 1 / 0)
    return seen


def test_a_job_is_done_once(calls):
    job = actions.enqueue("note", word="hello")
    actions.run(job.pk)
    actions.run(job.pk)
    assert calls == [{"word": "hello"}]
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_fault_is_stored_and_tried_five_times(calls):
    job = actions.enqueue("fail")
    for _ in range(7):
        Job.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DEAD, 5)
    assert "ZeroDivisionError" in job.fault


def test_a_lost_worker_is_noticed_by_its_lease(calls):
    job = actions.enqueue("note", word="again")
    assert actions.claim(job.pk)
    assert actions.claim(job.pk) is None
    Job.objects.update(lease_until_at=timezone.now() - timedelta(seconds=1))
    assert actions.sweep() == 1
    actions.run(job.pk)
    assert calls == [{"word": "again"}]


def test_a_lost_worker_s_job_is_taken_up_within_a_minute(settings):
    assert lease.LEASE + timedelta(seconds=settings.CELERY_BEAT_SCHEDULE["sweep-jobs"]["schedule"]) < timedelta(
        minutes=1
    )
    assert 3 * BEAT < lease.LEASE  # two beats may fail


def test_a_job_that_takes_longer_than_its_lease_stays_with_its_worker(calls, monkeypatch):
    beats = []
    monkeypatch.setattr(lease, "BEAT", timedelta(milliseconds=1))
    monkeypatch.setattr(lease, "extend", lambda job: beats.append(job.pk))
    monkeypatch.setitem(actions.handlers, "slow", lambda: [time.sleep(0.01) for _ in range(500) if len(beats) < 3])
    job = actions.enqueue("slow")
    actions.run(job.pk)
    assert beats[:3] == [job.pk] * 3


def test_a_lease_is_extended_by_who_has_the_job_only(calls):
    job = actions.claim(actions.enqueue("note", word="mine").pk)
    Job.objects.update(lease_until_at=timezone.now() - timedelta(seconds=1))
    assert lease.extend(job)
    assert actions.sweep() == 0
    Job.objects.update(lease_until_at=timezone.now() - timedelta(seconds=1))
    assert actions.claim(job.pk)
    assert not lease.extend(job)


def test_a_database_that_is_away_for_a_beat_ends_nothing(calls, monkeypatch):
    tried = []

    def refuse(job):
        tried.append(job)
        raise OperationalError("away")

    monkeypatch.setattr(lease, "BEAT", timedelta(milliseconds=1))
    monkeypatch.setattr(lease, "extend", refuse)
    monkeypatch.setitem(actions.handlers, "slow", lambda: [time.sleep(0.01) for _ in range(500) if len(tried) < 2])
    job = actions.enqueue("slow")
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, len(tried) >= 2) == (JobState.DONE, True)


def test_a_broker_that_is_away_loses_nothing(calls, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **kwargs):
        raise OSError("away")

    monkeypatch.setattr(actions.current_app, "send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue("note", word="later")
    assert Job.objects.get(pk=job.pk).state == JobState.WAITING


def test_a_done_job_keeps_no_arguments(calls):
    job = actions.enqueue("note", word="secret")
    actions.run(job.pk)
    job.refresh_from_db()
    assert job.arguments == {}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("job_state_known", {"state": "lost"}),
        ("job_at_most_five_attempts", {"attempts": 6}),
        ("job_running_has_lease", {"state": "running"}),
    ],
)
def test_breaks_the_constraints_of_a_job(calls, name, change):
    actions.enqueue("note", word="hello")
    with breaks(name):
        Job.objects.update(**change)


def test_a_job_that_was_given_up_is_emptied_after_a_month(calls):
    old, new = (Job.objects.create(kind="mail", arguments={"to": "x"}, state=JobState.DEAD, attempts=5,
                created_at=at, due_at=at) for at in (timezone.now() - timedelta(days=31), timezone.now()))  # fmt: skip
    assert forget_dead_jobs() == 1
    assert [Job.objects.get(pk=job.pk).arguments for job in (old, new)] == [{}, {"to": "x"}]
