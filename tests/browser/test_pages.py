"""The main pages of each role in a real browser: accessible, narrow enough, light, and without a stranger's request."""

import pytest

from tests.browser.conftest import weight_of

pytestmark = pytest.mark.browser
CONTEXT = {"exclude": [".leaflet-marker-pane"]}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}  # these need no style sheets
MOST_BYTES = 150_000
WIDTHS = (1280, 320)
PAGES = {
    "public": ["/", "/places/", "/labels/", "/toegankelijkheid/", "/privacy/", "/accounts/login/", "/accounts/signup/"],
    "hr": [
        "/dashboard/", "/companies/own/", "/sites/add/", "/capacity/", "/capacity/new/", "/offers/", "/placements/",
        "/placements/{running_dual}/", "/agreements/", "/labels/own/", "/accounts/colleagues/", "/inbox/", "/accounts/",
    ],
    "mentor": ["/dashboard/", "/placements/"],
    "coordinator": [
        "/dashboard/", "/students/", "/students/add/", "/students/upload/", "/classes/", "/schools/own/", "/requests/",
        "/requests/new/", "/rounds/", "/rounds/{round}/", "/rounds/{round}/review/", "/rounds/how/", "/offers/",
        "/placements/{running_dual}/", "/placements/{running_stage}/", "/agreements/",
    ],
    "coach": ["/dashboard/", "/students/", "/placements/", "/placements/{running_dual}/", "/agreements/"],
    "director": ["/dashboard/", "/agreements/", "/labels/own/", "/commitments/"],
    "student": ["/dashboard/"],
    "label_officer": ["/dashboard/", "/companies/unconfirmed/", "/labels/promised/", "/labels/"],
    "administrator": ["/dashboard/", "/schools/", "/schools/invite/", "/rounds/", "/rounds/new/", "/rounds/{round}/",
        "/commitments/ethics_code/new/"],
}  # fmt: skip
WRONG = [
    (None, "/accounts/login/"), (None, "/accounts/signup/"), ("hr", "/sites/add/"), ("coordinator", "/students/add/"),
    ("administrator", "/schools/invite/"), ("administrator", "/rounds/new/"),
]  # fmt: skip


A4 = {"width": 672, "height": 992}  # pixels of 96 to the inch, within the margins of the style sheet


def account(told, role, which=0):
    """A mail address of a role; of the first organisation, which played the story, or of another, where little is."""
    rows = [row["email"] for row in told["accounts"] if row["role"] == role and not row["ended"]]
    return rows[which] if rows else None


def problems(page):
    """What axe finds, in short; markers on the map lie where the places lie, and the list beside it has them all."""
    found = page.evaluate("([context, options]) => axe.run(context, options)", [CONTEXT, RULES])["violations"]
    return [(row["id"], node["target"], node["failureSummary"][:200]) for row in found for node in row["nodes"]]


def look(page, path):
    """Accessible, and not wider than the window."""
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [(path, *problem) for problem in problems(page)] + ([(path, "too wide", sideways)] if sideways > 0 else [])


def show(page, width):
    page.set_viewport_size({"width": width, "height": 900})


def look_in_each_width(page, path, shoot, name):
    """What is wrong with a page that is shown, at a desk and on a phone."""
    for width in WIDTHS:
        show(page, width)
        shoot(page, f"{name}-{width}-{path.strip('/').replace('/', '-') or 'home'}")
        yield from ((width, *problem) for problem in look(page, path))


@pytest.mark.parametrize("role", PAGES)
def test_pages(visit, told, shoot, role):
    """Accessible, narrow enough and, the first time that somebody comes, light."""
    page, wrong = visit(account(told, role)), []
    for path in (each.format(**told["objects"]) for each in PAGES[role]):
        page.answers.clear()
        answer = page.goto(path)
        assert answer.ok, (path, answer.status)
        for width in WIDTHS:  # what each asks for is weighed, before axe asks too
            show(page, width)
        if (size := weight_of(page.answers)) > MOST_BYTES:
            wrong.append((path, "too heavy", size))
        wrong += look_in_each_width(page, path, shoot, role)
    assert not wrong


def test_pages_with_mistakes(visit, told, shoot):
    """Forms sent in empty."""
    wrong = []
    for role, path in WRONG:
        page = visit(account(told, role) if role else None)
        page.goto(path)
        page.locator("main form button.button--primary").first.click()
        assert page.locator(".errors").count(), path
        assert page.evaluate("document.activeElement.id") == "errors", path  # read and in sight, also far down a page
        wrong += look_in_each_width(page, path, shoot, "mistakes")
    assert not wrong


def test_an_agreement_prints_on_a4(visit, told, shoot):
    page = visit(account(told, "coach"))
    page.goto(f"/placements/{told['objects']['running_dual']}/")
    page.locator("main a[href^='/agreements/']").first.click()
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    shoot(page, "agreement-a4")
    assert not page.locator(".topbar").is_visible()
    assert page.locator("thead").first.is_visible()  # a table stays one; cards are for a phone
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert b"/MediaBox [0 0 595" in page.pdf(prefer_css_page_size=True).replace(b"594.9", b"595.0")
