"""Awarded = audit passed, decision taken, fee settled or waived, code signed: of the 16 combinations exactly one is."""

from datetime import date
from itertools import product

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from labels.actions.award import award
from labels.models import Application, Label
from marketplace.actor import Role
from marketplace.workflow import Refused
from tests.factories.accounts import UserFactory, actor_of, city_member, commit_to
from tests.factories.label_files import ApplicationFactory, ApplicationSiteFactory, DecisionFactory

pytestmark = pytest.mark.django_db
COMBINATIONS = list(product([True, False], repeat=4))


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        yield


def make_file(passed, decided, fee, signed):
    """A file that is granted (or, without a passed audit, as far as the database lets it come)."""
    at = timezone.now()
    person = UserFactory()
    row = ApplicationFactory(
        started_by=person,
        submitted_by=person,
        status="granted" if passed else "audited",
        passed_at=at if passed else None,
        fee_status="settled" if fee else "due",
        body_decided_on=date(2026, 11, 23) if decided else None,
        body_reference="2026_CBS_0001" if decided else "",
        decided_at=at,
        completed_at=at,
        submitted_at=at,
    )
    row.commitment = commit_to(row.organisation) if signed else None
    row.save()
    place = ApplicationSiteFactory(application=row, outcome="granted", level="label", score=70)
    DecisionFactory(application_site=place)
    return row


def is_awarded(call):
    try:
        with transaction.atomic():
            call()
    except (Refused, DatabaseError):
        return False
    return True


def test_exactly_one_of_the_sixteen_is_awarded():
    officer = actor_of(city_member(Role.LABEL_OFFICER))
    files = {combination: make_file(*combination) for combination in COMBINATIONS}
    by_action = {key for key, row in files.items() if is_awarded(lambda row=row: award(application=row, by=officer))}
    assert by_action == {(True, True, True, True)}
    assert Label.objects.filter(level="label", status="active").count() == 1


def test_the_database_refuses_the_other_fifteen():
    files = {combination: make_file(*combination) for combination in COMBINATIONS}
    facts = {"status": "awarded", "awarded_at": timezone.now()}
    written = {
        key
        for key, row in files.items()
        if is_awarded(lambda row=row: Application.objects.filter(pk=row.pk).update(**facts))
    }
    assert written == {(True, True, True, True)}
