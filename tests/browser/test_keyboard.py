"""A round reviewed with keys alone: every stop on the way can be seen, and everything can be reached with Tab."""

import pytest

from marketplace.actor import Role
from tests.browser.test_pages import account

pytestmark = pytest.mark.browser
MOST_STOPS = 200
SHOWN = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page):
        self.page = page

    def to(self, target):
        """Press Tab until this has the focus, which shows at every stop."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(SHOWN), self.page.evaluate("document.activeElement.outerHTML")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{target} cannot be reached with Tab")

    def press(self, words, role="button"):
        self.to(self.page.get_by_role(role, name=words).first)
        before = self.page.evaluate("performance.timeOrigin")
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("before => performance.timeOrigin !== before", arg=before)
        self.page.wait_for_load_state()

    def follow(self, words):
        self.press(words, "link")


def test_review_the_matches_of_a_round(visit, told):
    """Drop one with a reason, and publish one of the others."""
    coordinator = Keys(visit(account(told, Role.COORDINATOR, 1)))
    coordinator.page.goto("/dashboard/")
    coordinator.follow("Kijk na")
    found = coordinator.page.locator("input[name=matches]").count()
    assert found > 2
    coordinator.follow("Schrap deze match")
    coordinator.to(coordinator.page.get_by_role("radio").first)
    coordinator.page.keyboard.press("Space")
    coordinator.press("Schrap deze match")
    for _match in range(found - 2):
        coordinator.to(coordinator.page.locator("input[name=matches]:checked").first)
        coordinator.page.keyboard.press("Space")
    coordinator.press("Publiceer de aangevinkte matches")
    assert "Nu kan je de aanbiedingen sturen" in coordinator.page.content()
