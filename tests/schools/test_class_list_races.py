"""A class list under two hands: who forgets it and who stores it take turns, and a commit gets the time it needs."""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.commitments.models import TextKind
from marketplace.jobs.models import Job
from schools.actions import class_list as actions
from schools.models import Student
from schools.models.class_list import KEPT_FOR
from tests.factories.accounts import commit_to
from tests.factories.schools import ProgrammeFactory, SchoolFactory
from tests.race import TRIALS, race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
HEADER = "leerlingnummer,voornaam,familienaam,geboortedatum,klas,opleiding,leerjaar,postcode"


@pytest.fixture
def school():
    school = SchoolFactory()
    commit_to(school.organisation, TextKind.DATA_ARRANGEMENT)
    ProgrammeFactory(code="1134", name="Logistiek duaal", grade="3")
    return school


def coordinator(school):
    return Actor(organisation_id=school.pk, roles=frozenset({Role.COORDINATOR}))


def upload(school, numbers):
    text = "\n".join([HEADER, *(f"{number},Noor,Demo,3/3/2009,5LOG,1134,5,2018" for number in numbers)])
    data = text.encode()
    return actions.upload_class_list(
        school=school, data=data, filename="klas.csv", school_year=timezone.localdate().year, by=coordinator(school)
    )


TRIGGER = """
CREATE TABLE limit_at_commit (told text);
CREATE FUNCTION tell_limit() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN INSERT INTO limit_at_commit VALUES (current_setting('statement_timeout')); RETURN NULL; END$$;
CREATE CONSTRAINT TRIGGER tell_limit AFTER INSERT ON schools_student
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_limit()
"""


@contextmanager
def told_at_commit():
    """What limit on statements held while the commits of students checked their keys."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER)

    def limits():
        with connection.cursor() as cursor:
            cursor.execute("SELECT told FROM limit_at_commit")
            return {told for (told,) in cursor.fetchall()}

    try:
        yield limits
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "DROP TRIGGER tell_limit ON schools_student; DROP FUNCTION tell_limit; DROP TABLE limit_at_commit"
            )


def test_forgetting_and_storing_take_turns(school, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(actions, "PART", 1)
    by = coordinator(school)
    for trial in range(TRIALS):
        class_list = upload(school, [f"{trial}-{row}" for row in range(3)])

        def store(class_list=class_list):
            actions.store_class_list(class_list=class_list, by=by)
            actions.store_in_parts(class_list.pk)
            return "stored"

        forgetting = (partial(actions.discard_class_list, class_list=class_list, by=by),)
        forgetting += (partial(actions.purge_class_list, class_list_id=class_list.pk),)
        outcome = race([store, *forgetting])[0]
        kept = Student.objects.filter(number__startswith=f"{trial}-").count()
        assert (outcome, kept) in {("stored", 3), ("class_list.gone", 0)}


def test_a_list_that_is_being_stored_is_not_emptied(school, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    class_list = upload(school, ["1"])
    actions.store_class_list(class_list=class_list, by=coordinator(school))
    with time_machine.travel(timezone.now() + KEPT_FOR - timedelta(minutes=1)):
        actions.purge_class_list(class_list_id=class_list.pk)
    class_list.refresh_from_db()
    assert len(class_list.rows) == 1
    assert Job.objects.filter(kind="purge_class_list").count() == 2
    with time_machine.travel(timezone.now() + KEPT_FOR + timedelta(minutes=1)):
        actions.purge_class_list(class_list_id=class_list.pk)
    class_list.refresh_from_db()
    assert class_list.rows == []


def test_the_commit_of_a_part_gets_the_time_that_its_keys_need(school, monkeypatch):
    """Keys are checked by the commit, which the limit on statements covers too: here it tells what the limit was."""
    if connection.vendor != "postgresql":
        return  # SQLite has no limit
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(actions, "PART", 1)
    class_list = upload(school, ["1", "2"])
    with told_at_commit() as limits:
        actions.store_class_list(class_list=class_list, by=coordinator(school))
        actions.store_in_parts(class_list.pk)
        assert limits() == {"2min"}
