"""The ground of every journey: the shipped reference facts, an installed city and a clock that the test moves."""

import pytest
from django.core.cache import cache
from django.core.management import call_command

from tests.journeys.beginnings import begin_company, begin_school
from tests.journeys.chromium import Stage
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
    stage = Stage(new_context, server.url, request.node.originalname.removeprefix("test_"))
    monkeypatch.setattr(Person, "new_window", lambda person: stage.window_for(person))
    yield stage
    cache.clear()  # which is no table of a model, and stays when these are emptied
    assert stage.wrong == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """What its fixtures play is no part of a journey: in both windows that goes over HTTP, which is quick."""
    if stage := item.funcargs["window"]:
        stage.begin()
    return (yield)


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
