"""Every page of the access table in a real browser: accessible on a narrow phone, and nowhere wider than the window."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from marketplace.actor import Role
from placements.enums import RoundStatus
from placements.models import Round
from tests.access import LINES, Line
from tests.browser.test_pages import look
from tests.factories.world import Side, make_side
from tests.test_access import client_for, read_to_the_end

pytestmark = pytest.mark.browser
PHONE, DESK = 320, 1280
FEWEST = 150  # pages; fewer means that this test has gone blind
ANONYMOUS = ""
FILES = {"round-arrays"}  # of the demo's round, kept with the files of another test


@dataclass(frozen=True)
class Seen:
    """A page as one principal gets it."""

    path: str
    role: str


@pytest.fixture(scope="module")
def side(told):
    """One of every object, with all its people, beside the demo; its round, which holds every place, ends with it."""
    of_the_demo = list(Round.objects.values_list("pk", flat=True))
    with time_machine.travel("2026-11-21 10:00 +0100"):
        yield make_side()
    Round.objects.exclude(pk__in=of_the_demo).update(status=RoundStatus.PUBLISHED)


def page_of(line: Line, side: Side, clients: dict[str, Client]) -> Seen | None:
    """The page of this line for the first who gets one; None where there is nothing to look at."""
    for role, client in clients.items():
        if line.lets_in(role) or line.roles is None:
            own = side.of(role or Role.HR)
            path = reverse(line.name, kwargs=line.addressed(own, own))
            answer = client.get(path)
            read_to_the_end(answer)
            if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
                return Seen(path, role)
    return None


def test_every_page(visit, side):
    clients = {role: client_for(row) for role, row in side.members.items()} | {ANONYMOUS: Client()}
    lines = [line for line in LINES.values() if line.name not in FILES]
    found = [page for line in lines if (page := page_of(line, side, clients))]
    assert len(found) > FEWEST
    wrong = []
    for role in clients:
        window = visit(side.members[role].user.email if role else None, PHONE)
        for page in (one for one in found if one.role == role):
            window.set_viewport_size({"width": PHONE, "height": 900})
            window.goto(page.path)
            wrong += look(window, page.path)
            window.set_viewport_size({"width": DESK, "height": 900})
            if window.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append((page.path, "too wide", DESK))
    assert wrong == []
