"""Which item of the menu is the one of a page."""

import pytest

from marketplace.web.panels import link_of

MENU = ["/labels/", "/labels/files/", "/labels/files/decide/", "/requests/", "/cases/"]


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/labels/", "/labels/"),
        ("/labels/5/", "/labels/"),
        ("/labels/5/measures/suspension/", "/labels/"),
        ("/labels/measures/5/", ""),
        ("/labels/own/", ""),
        ("/labels/files/7/judge/", "/labels/files/"),
        ("/labels/files/decide/", "/labels/files/decide/"),
        ("/requests/new/", "/requests/"),
        ("/requests/3/", "/requests/"),
        ("/dashboard/", ""),
        ("/cases/numbers/", "/cases/"),
    ],
)
def test_a_page_stands_under_one_item_or_none(path, here):
    assert link_of(path, MENU) == here
