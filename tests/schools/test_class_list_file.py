"""A long class list is read by a worker: its page tells how far, nothing is lost, doubled or kept too long."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Role
from marketplace.commitments.models import TextKind
from marketplace.jobs.actions import MOST_ATTEMPTS
from marketplace.jobs.models import Job, JobState
from schools.actions import class_list as stored
from schools.actions import class_list_file as sent
from schools.models import ClassList, ClassListFile, Student
from tests.factories.accounts import commit_to
from tests.factories.schools import ProgrammeFactory, SchoolFactory, school_member
from tests.journeys.post import run_jobs

HEADER = "leerlingnummer,voornaam,familienaam,geboortedatum,klas,opleiding,leerjaar\n"
THREE = "".join(f"{number},Noor,Demo,3/3/2009,5LOG,1134,5\n" for number in range(3))
LATE = "ligt even stil"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21 10:00 +0100", tick=False)


@pytest.fixture
def school(db):
    school = SchoolFactory()
    commit_to(school.organisation, TextKind.DATA_ARRANGEMENT)
    ProgrammeFactory(code="1134", name="Logistiek duaal", grade="3")
    return school


@pytest.fixture
def coordinator(school, client_of):
    return client_of(school_member(school, Role.COORDINATOR))


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch):
    monkeypatch.setattr(sent, "READ_AT_ONCE", 1)
    monkeypatch.setattr(stored, "AT_ONCE", 1)
    monkeypatch.setattr(stored, "PART", 2)


def upload(client, text=HEADER + THREE, name="klas.csv"):
    body = {"file": SimpleUploadedFile(name, text.encode()), "school_year": "2026"}
    return client.post(reverse("student-upload"), body, follow=True)


def address(verb="preview"):
    return reverse(f"student-upload-{verb}", args=[ClassList.objects.get().pk])


def give_up():
    """Every job that waits was tried in vain for the last time."""
    Job.objects.filter(state=JobState.WAITING, due_at__lte=timezone.now()).update(state=JobState.DEAD)


def test_a_worker_reads_it_and_its_page_tells_how_far_it_is(coordinator):
    page = upload(coordinator)
    assert page.redirect_chain[0][0] == f"{address()}?follow=1"
    assert "0 van ongeveer 4 rijen gelezen" in page.text
    assert page["Refresh"] == "5"
    assert "Refresh" not in coordinator.get(address())
    run_jobs()
    page = coordinator.get(address(), {"follow": 1})
    assert "Bewaar 3 leerlingen" in page.text
    assert "Refresh" not in page
    assert not ClassListFile.objects.exists()
    assert address() in coordinator.get(reverse("dashboard")).text


def test_how_many_rows_were_read_is_told_meanwhile(coordinator, monkeypatch):
    told = []
    monkeypatch.setattr("schools.class_list.reading.STEP", 1)
    upload(coordinator)
    judge = sent.judge

    def followed(class_list, data, filename, tell):
        def tell_and_look(count):
            tell(count)
            told.append(ClassList.objects.get().rows_read)

        return judge(class_list, data, filename, tell_and_look)

    monkeypatch.setattr(sent, "judge", followed)
    run_jobs()
    assert told == [0, 1, 2]


def test_nothing_is_stored_before_it_is_read(coordinator):
    upload(coordinator)
    answer = coordinator.post(address("apply"))
    assert (answer.status_code, "lezen dit bestand nog" in answer.text) == (409, True)


@pytest.mark.parametrize(("text", "name"), [("artikel,prijs\nhamer,1\nzaag,2\n", "a.csv"), ("\n\n\n", "leeg.csv")])
def test_a_file_that_is_no_class_list_gets_its_sentence_afterwards(coordinator, text, name):
    upload(coordinator, text, name)
    run_jobs()
    page = coordinator.get(address()).text
    assert "kolomnamen" in page
    again = coordinator.get(f"{reverse('student-upload')}?school_year=2026")
    assert f"{reverse('student-upload')}?school_year=2026" in page
    assert '<option value="2026" selected' in again.text
    assert not ClassListFile.objects.exists()


def test_a_lost_worker_leaves_the_file_to_the_next(coordinator, monkeypatch):
    upload(coordinator)
    with monkeypatch.context() as patch:
        patch.setattr(sent, "_finish", lambda *of, **how: 1 / 0)
        run_jobs()
    assert ClassList.objects.get().is_being_read
    Job.objects.filter(kind="read_class_list").update(due_at=timezone.now())
    run_jobs()
    assert len(ClassList.objects.get().rows) == 3


def test_a_list_that_was_thrown_away_meanwhile_stays_away(coordinator, monkeypatch):
    upload(coordinator)
    judge = sent.judge

    def overtaken(*file):
        coordinator.post(address("discard"))
        return judge(*file)

    monkeypatch.setattr(sent, "judge", overtaken)
    run_jobs()
    class_list = ClassList.objects.get()
    assert (class_list.rows, class_list.is_being_read, ClassListFile.objects.exists()) == ([], False, False)
    sent.read_sent_list(class_list.pk)


def test_the_file_is_forgotten_after_a_day(coordinator):
    upload(coordinator)
    stored.purge_class_list(class_list_id=ClassList.objects.get().pk)
    assert not ClassListFile.objects.exists()
    assert "al verwerkt of te oud" in coordinator.get(address()).text


def test_what_a_file_without_column_names_told_is_forgotten_too(coordinator):
    """Where names of columns should stand, its sentence repeats a student."""
    upload(coordinator, "1,Noor,Voorbeeldmans,3/3/2009\n2,Adam,Demo,4/4/2009\n")
    run_jobs()
    assert "voorbeeldmans" in coordinator.get(address()).text
    stored.purge_class_list(class_list_id=ClassList.objects.get().pk)
    assert ClassList.objects.get().fault == ""
    assert "al verwerkt of te oud" in coordinator.get(address()).text


def test_without_a_worker_the_page_says_so(coordinator, time_machine):
    upload(coordinator)
    assert LATE not in coordinator.get(address()).text
    time_machine.shift(timedelta(minutes=2))
    assert LATE in coordinator.get(address()).text
    run_jobs()
    coordinator.post(address("apply"))
    assert LATE not in coordinator.get(address()).text
    time_machine.shift(timedelta(minutes=2))
    assert LATE in coordinator.get(address()).text


def test_a_file_that_is_given_up_says_what_to_do(coordinator):
    upload(coordinator)
    give_up()
    page = coordinator.get(address()).text
    assert "viel vijf keer stil" in page
    assert "Laad het bestand opnieuw op" in page
    again = coordinator.post(address("discard"), follow=True)
    assert not ClassListFile.objects.exists()
    assert 'type="file"' in again.text
    assert '<option value="2026" selected' in again.text


def test_storing_that_was_given_up_goes_on_where_it_stopped(coordinator):
    upload(coordinator)
    run_jobs()
    coordinator.post(address("apply"))
    assert stored._store_part(ClassList.objects.get().pk)
    assert coordinator.post(address("apply")).status_code == 409
    give_up()
    page = coordinator.get(address()).text
    assert "2 van 3 leerlingen bewaard" in page
    assert "Bewaar de rest" in page
    coordinator.post(address("apply"))
    run_jobs()
    assert Student.objects.count() == 3
    assert "3 leerlingen zijn bewaard" in coordinator.get(address()).text


def test_a_list_that_was_emptied_before_it_was_stored_is_no_longer_busy(coordinator):
    """Rows of before `asked_at` was forgotten too; one that still has its rows keeps waiting for a worker."""
    upload(coordinator)
    run_jobs()
    coordinator.post(address("apply"))
    waiting = ClassList.objects.get()
    emptied = ClassList.objects.create(
        school=waiting.school, school_year=2026, uploaded_at=waiting.uploaded_at, asked_at=waiting.asked_at
    )
    page = reverse("student-upload-preview", args=[emptied.pk])
    assert "leerlingen bewaard" in coordinator.get(page).text
    import_module("schools.migrations.0010_forget_asked_of_emptied_lists").forget_asked(apps, None)
    assert "leerlingen bewaard" not in coordinator.get(page).text
    assert ClassList.objects.get(pk=waiting.pk).is_being_stored


def test_what_is_wrong_is_told_in_the_language_of_who_sent_it(coordinator, school):
    member = school_member(school, Role.COORDINATOR)
    member.user.language = "en"
    member.user.save()
    coordinator.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    upload(coordinator, "artikel,prijs\nhamer,1\nzaag,2\n")
    run_jobs()
    assert "column" in ClassList.objects.get().fault


def test_a_lost_job_is_no_longer_alive_after_its_last_attempt(coordinator):
    upload(coordinator)
    alive = Job.objects.alive("read_class_list", class_list_id=ClassList.objects.get().pk)
    job = alive.get()
    job.state, job.attempts, job.lease_until_at = JobState.RUNNING, MOST_ATTEMPTS, timezone.now()
    job.save()
    assert not alive.get().is_late(timezone.now())
    assert alive.get().is_late(timezone.now() + timedelta(minutes=1))
    Job.objects.update(state=JobState.DEAD)
    assert not alive.exists()
