"""Every page of the access table in a real browser, filled, empty and with mistakes: accessible, never too wide."""

from itertools import groupby

import pytest
import time_machine
from django.test import Client

from placements.enums import RoundStatus
from placements.models import Round
from tests.access import LINES
from tests.browser.states import ANONYMOUS, FILES, mistakes_of, page_of
from tests.browser.test_pages import look
from tests.factories.world import make_side
from tests.test_access import client_for

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
FEWEST = {"filled": 150, "empty": 80, "mistakes": 50}  # pages; fewer means that this test has gone blind


@pytest.fixture(scope="module")
def side(told):
    """One of every object, with all its people, beside the demo; its round, which holds every place, ends with it."""
    of_the_demo = list(Round.objects.values_list("pk", flat=True))
    with time_machine.travel("2026-11-21 10:00 +0100"):
        yield make_side()
    Round.objects.exclude(pk__in=of_the_demo).update(status=RoundStatus.PUBLISHED)


@pytest.fixture(scope="module")
def pages(side, empty_pages):
    """State -> pages in that state."""
    clients = {role: client_for(row) for role, row in side.members.items()} | {ANONYMOUS: Client()}
    lines = [line for line in LINES.values() if line.name not in FILES]
    return {
        "filled": [page for line in lines if (page := page_of(line, side, clients))],
        "empty": empty_pages,
        "mistakes": [page for line in lines if (page := mistakes_of(line, side, clients))],
    }


def show(window, page):
    """Go to a page, or show the text that was kept of it."""
    if not page.text:
        return window.goto(page.path)
    window.route(f"**{page.path}", lambda route: route.fulfill(body=page.text, content_type="text/html; charset=utf-8"))
    window.goto(page.path)
    return window.unroute(f"**{page.path}")


@pytest.mark.parametrize("state", FEWEST)
def test_every_page(visit, side, pages, state):
    assert len(pages[state]) > FEWEST[state]
    wrong = []
    for role, group in groupby(sorted(pages[state], key=lambda page: page.role), key=lambda page: page.role):
        window = visit(side.members[role].user.email if role else None, WIDTHS[0])
        for page in group:
            for width in WIDTHS:
                window.set_viewport_size({"width": width, "height": 900})
                if width == WIDTHS[0]:
                    show(window, page)
                wrong += [(state, width, *problem) for problem in look(window, page.path)]
    assert wrong == []
