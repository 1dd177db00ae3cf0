"""Every page of the access table in a real browser, filled, empty and with mistakes: accessible, never too wide."""

import pytest
import time_machine
from django.test import Client

from marketplace.actor import CITY_ROLES, COMPANY_ROLES, PARTNER_ROLES, SCHOOL_ROLES
from placements.enums import RoundStatus
from placements.models import Round
from tests.access import LINES
from tests.browser.states import ANONYMOUS, FILES, mistakes_of, page_of
from tests.browser.test_pages import look
from tests.factories.world import make_side
from tests.test_access import client_for

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
FEWEST = {"filled": 150, "empty_pages": 80, "mistakes": 50}  # pages; fewer means that this test has gone blind
READERS = [ANONYMOUS, *sorted(COMPANY_ROLES | SCHOOL_ROLES | CITY_ROLES | PARTNER_ROLES)]
LOOKED_AT = [line for line in LINES.values() if line.name not in FILES]


@pytest.fixture(scope="module")
def side(told):
    """One of every object, with all its people, beside the demo; its round, which holds every place, ends with it."""
    of_the_demo = list(Round.objects.values_list("pk", flat=True))
    with time_machine.travel("2026-11-21 10:00 +0100"):
        yield make_side()
    Round.objects.exclude(pk__in=of_the_demo).update(status=RoundStatus.PUBLISHED)


@pytest.fixture(scope="module")
def clients(side):
    return {role: client_for(row) for role, row in side.members.items()} | {ANONYMOUS: Client()}


@pytest.fixture(scope="module")
def filled(side, clients):
    return [page for line in LOOKED_AT if (page := page_of(line, side, clients))]


@pytest.fixture(scope="module")
def mistakes(side, clients):
    return [page for line in LOOKED_AT if (page := mistakes_of(line, side, clients))]


def show(window, page):
    """Go to a page, or show the text that was kept of it."""
    if not page.text:
        return window.goto(page.path)
    window.route(f"**{page.path}", lambda route: route.fulfill(body=page.text, content_type="text/html; charset=utf-8"))
    window.goto(page.path)
    return window.unroute(f"**{page.path}")


def look_at(window, page):
    """Loaded once, and looked at in each width; a state without an address on a phone: its filled page was in both."""
    window.set_viewport_size({"width": WIDTHS[0], "height": 900})
    show(window, page)
    for width in WIDTHS[:1] if page.text else WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        yield from ((width, *problem) for problem in look(window, page.path))


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("state", [pytest.param(state, marks=pytest.mark.xdist_group(state)) for state in FEWEST])
def test_every_page(request, visit, side, state, role):
    pages = request.getfixturevalue(state)
    assert len(pages) > FEWEST[state]
    assert {page.role for page in pages} <= set(READERS)
    window = visit(side.members[role].user.email if role else None)
    wrong = [problem for page in pages if page.role == role for problem in look_at(window, page)]
    assert wrong == []
