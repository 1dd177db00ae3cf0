"""A worker that is killed in the middle of a round loses nothing: another one finishes it, with the same result."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from marketplace.actor import Role
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job
from placements.actions.round import start_round
from placements.actions.round_files import arrays_path
from placements.enums import RoundStatus
from placements.matching.cli import main
from placements.models import Match, Round, RoundPart, RoundRun
from tests.factories.accounts import actor_of, city_member, commit_to
from tests.factories.schools import ProgrammeFactory, SchoolFactory
from tests.placements.actions.test_round import make_capacity, make_request, open_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
SECONDS = 40
LEASE = 2
SLOW_WORKER = Path(__file__).with_name("slow_worker.py")


def database_url():
    """The address of the test database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@contextmanager
def worker(settings, *, seconds_a_part):
    """A real worker in a process group of its own; killed at the end."""
    surroundings = {"DATABASE_URL": database_url(), "DATA_DIR": str(settings.DATA_DIR)}
    told = settings.DATA_DIR / "worker.log"
    with told.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, str(SLOW_WORKER), str(seconds_a_part), str(LEASE)],
            env={**os.environ, **surroundings, "SECRET_KEY": "x", "CELERY_BROKER_URL": "filesystem://"},
            cwd=Path(__file__).parents[3],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait_for(happened, what, log):
    until = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < until, f"{what} did not happen: {log.read_text()[:6000]}"
        time.sleep(0.1)


def hand_out():
    """A round of four programmes, prepared and asked for in parts; its days lie still, the jobs are due now."""
    with time_machine.travel("2026-08-10 10:00 +0200", tick=False) as clock:
        school = SchoolFactory()
        commit_to(school.organisation)
        for size in (4, 3, 2, 2):
            programme = ProgrammeFactory()
            for _ in range(size):
                make_request(school, programme)
            make_capacity(programme, places=1)
        administrator = actor_of(city_member(Role.ADMINISTRATOR))
        row = open_for(administrator)
        clock.move_to("2026-08-20 12:00 +0200")
        start_round(round=row, by=administrator)
        jobs.run(Job.objects.get(kind="round").pk)
    RoundRun.objects.update(started_at=timezone.now())
    Job.objects.update(due_at=timezone.now())
    return row


@pytest.mark.long
def test_a_killed_worker_loses_nothing(settings):
    settings.ROUND_SPLIT_ABOVE = 0
    settings.DATA_DIR.mkdir(parents=True)
    row, log = hand_out(), settings.DATA_DIR / "worker.log"
    busy = Job.objects.filter(kind="round_part", state="running")
    with worker(settings, seconds_a_part=60) as slow:
        wait_for(busy.exists, "the first part", log)
        first = busy.get().lease_until_at
        wait_for(lambda: busy.get().lease_until_at > first + timedelta(seconds=LEASE), "the longer lease", log)
        slow.send_signal(signal.SIGKILL)
        slow.wait()
    assert busy.count() == 1  # it died with a part in its hands
    assert not RoundPart.objects.exclude(done_at=None).exists()
    wait_for(lambda: busy.get().lease_until_at < timezone.now(), "the end of its lease", log)
    with worker(settings, seconds_a_part=0):
        wait_for(lambda: Round.objects.get().status != RoundStatus.RUNNING, "the end of the round", log)
    row.refresh_from_db()
    assert row.status == RoundStatus.REVIEW, row.fault
    stored = RoundRun.objects.get()
    assert stored.parts.count() == stored.parts.exclude(done_at=None).count() == 4
    assert Match.objects.count() == stored.placed == 4
    assert main(["certify", str(arrays_path(stored.arrays))]) == 0
    assert main(["solve", str(arrays_path(stored.arrays))]) == 0
