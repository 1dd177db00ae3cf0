"""The ground of every journey: the shipped reference facts, an installed city and a clock that the test moves."""

import pytest
from django.core.management import call_command

from tests.journeys.beginnings import begin_company, begin_school
from tests.journeys.players import Administrator, LabelOfficer

MONDAY = "2026-11-23 09:00 +0100"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords stay real; only the work of hashing them is less."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clock(time_machine):
    """Moves to a moment and stands still there."""

    def move(moment):
        time_machine.move_to(moment, tick=False)

    move(MONDAY)
    return move


@pytest.fixture
def administrator(db, clock):
    call_command("load_reference", verbosity=0)
    return Administrator("beheer@demo.example", "Bea Beheer").install("Demo Stad")


@pytest.fixture
def officer(administrator):
    administrator.invite("label@demo.example", "label_officer")
    return LabelOfficer("label@demo.example", "Lou Label").accept_invitation()


@pytest.fixture
def company(officer):
    return begin_company(officer)


@pytest.fixture
def school(administrator):
    return begin_school(administrator)
