"""The ground of every journey: the shipped reference facts, an installed city and a clock that the test moves."""

from itertools import count

import pytest
from django.core.cache import cache
from django.core.management import call_command

from tests.journeys.beginnings import begin_company, begin_school
from tests.journeys.chromium import Chromium
from tests.journeys.person import Person
from tests.journeys.players import Administrator, LabelOfficer
from tests.journeys.window import Http

MONDAY = "2026-11-23 09:00 +0100"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords stay real; only the work of hashing them is less."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def window(request, monkeypatch):
    """Through what people look: Django's test client, or a Chromium each where `in_both_windows` says so."""
    if getattr(request, "param", Http) is Http:
        yield
        return
    new_context, server = (request.getfixturevalue(name) for name in ("new_context", "live_server"))
    journey, opened, pictures = request.node.originalname.removeprefix("test_"), [], count(1)

    def new_window(person):
        size = {"width": person.width, "height": 900}
        context = new_context(base_url=server.url, viewport=size, locale="nl-BE")
        opened.append(Chromium(context, server.url, (f"{journey}-{number:02}" for number in pictures)))
        return opened[-1]

    monkeypatch.setattr(Person, "new_window", new_window)
    yield
    cache.clear()  # which is no table of a model, and stays when these are emptied
    assert [line for each in opened for line in each.wrong] == []


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
