"""The page of a round while it runs and afterwards: progress, stopping, and the arrays for a third party."""

# ruff: noqa: F401, F811 -- fixtures are imported, and then arguments

from datetime import timedelta
from hashlib import sha256

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Role
from placements.actions.round import start_round
from placements.actions.round_files import arrays_path
from placements.enums import RoundStatus
from placements.models import Round
from tests.factories.accounts import actor_of, city_member
from tests.factories.schools import ProgrammeFactory, school_member
from tests.placements.actions.test_round import (
    clock,
    make_capacity,
    make_request,
    open_for,
    run,
    school,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return city_member(Role.ADMINISTRATOR)


@pytest.fixture
def running(clock, member, school):
    row = open_for(actor_of(member))
    clock.move_to("2026-08-20 12:00 +0200")
    return start_round(round=row, by=actor_of(member))


@pytest.fixture
def finished(clock, member, school):
    programme = ProgrammeFactory()
    make_request(school, programme)
    make_capacity(programme)
    return run(clock, open_for(actor_of(member)), actor_of(member))


def page(client, row, query=""):
    return client.get(reverse("round-detail", args=[row.pk]) + query)


@pytest.mark.parametrize(
    ("seconds", "done", "words"),
    [
        (20, 4, "nog enkele seconden"),
        (10, 1, "nog ongeveer 40 seconden"),
        (16, 1, "nog ongeveer 1 minuut."),
        (100, 1, "nog ongeveer 7 minuten"),
        (100, 0, ""),
    ],
)
def test_progress_is_told_in_words(client_of, member, running, seconds, done, words):
    at = timezone.now() - timedelta(seconds=seconds)
    Round.objects.update(phase="solve", steps_done=done, steps_total=5, phase_started_at=at)
    text = page(client_of(member), running).content.decode()
    assert f"{done} van 5" in text
    assert (words in text) if words else ("nog ongeveer" not in text)


def test_the_page_follows_only_who_asks_it_and_only_while_it_runs(client_of, member, running):
    client = client_of(member)
    assert "Refresh" not in page(client, running)
    assert page(client, running, "?follow=1")["Refresh"] == "5"
    Round.objects.update(status="stopped")
    assert "Refresh" not in page(client, running, "?follow=1")


def test_the_city_stops_a_round_and_starts_it_again(client_of, member, running):
    client = client_of(member)
    assert "Stop de berekening" in page(client, running).content.decode()
    client.post(reverse("round-stop", args=[running.pk]))
    running.refresh_from_db()
    assert running.status == RoundStatus.STOPPED
    assert "Start de ronde nu" in page(client, running).content.decode()
    client.post(reverse("round-start", args=[running.pk]))
    running.refresh_from_db()
    assert (running.status, running.runs.count()) == (RoundStatus.RUNNING, 2)


def test_the_arrays_are_given_with_their_digest_and_the_command(client_of, member, finished):
    client, stored = client_of(member), finished.runs.get()
    text = page(client, finished).content.decode()
    assert stored.arrays_sha256 in text
    assert f"python -m placements.matching certify {stored.arrays}" in text
    answer = client.get(reverse("round-arrays", args=[finished.pk, 1]))
    assert sha256(b"".join(answer.streaming_content)).hexdigest() == stored.arrays_sha256
    assert answer["Content-Disposition"] == f'attachment; filename="{stored.arrays}"'
    assert client.get(reverse("round-arrays", args=[finished.pk, 2])).status_code == 404


def test_a_school_sees_the_proof_and_gets_no_arrays(client_of, finished, school):
    client = client_of(school_member(school))
    text = page(client, finished).content.decode()
    assert finished.input_digest in text
    assert "certify" not in text
    assert client.get(reverse("round-arrays", args=[finished.pk, 1])).status_code == 403


def test_a_file_that_is_gone_is_told_in_a_sentence(client_of, member, finished):
    arrays_path(finished.runs.get().arrays).unlink()
    answer = client_of(member).get(reverse("round-arrays", args=[finished.pk, 1]))
    assert answer.status_code == 404
    assert "staat niet meer bij het platform" in answer.content.decode()


def test_a_school_draws_the_lots_of_its_students_again(client, client_of, finished, school):
    asked = finished.matches.get().request
    text = client_of(school_member(school)).get(reverse("round-why", args=[finished.pk, asked.pk])).content.decode()
    assert sha256(f"{finished.seed}:{asked.pk}".encode()).hexdigest() in text
    public = client.get(reverse("round-public", args=[finished.pk])).content.decode()
    how = client.get(reverse("round-how")).content.decode()
    assert "iedereen de loting" not in public + how
    assert "de nummers van haar eigen leerlingen" in public
