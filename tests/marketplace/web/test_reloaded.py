"""Reloading the address that a form was sent to leads to the page above it; it never shows an empty fault."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [
        ("/placements/3/end_early/", "/placements/3/"),
        ("/placements/3/hand-over/close/", "/placements/3/hand-over/"),
        ("/agreements/3/refuse/", "/agreements/3/"),
        ("/link/abc/agreement/refuse/", "/link/abc/agreement/"),
    ],
)
def test_a_browser_comes_to_the_page_above(sent_to, page):
    answer = Client().get(sent_to, headers=BROWSER)
    assert (answer.status_code, answer.url) == (302, page)


def test_who_asks_for_no_page_hears_that_it_takes_only_a_form():
    assert Client().get("/placements/3/end_early/").status_code == 405
    assert Client().delete("/placements/3/end_early/", headers=BROWSER).status_code == 405
