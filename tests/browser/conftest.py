"""A real Chromium before a real server on one seeded city; made once, because nothing here is rolled back."""

import gzip
import json
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings, setup_databases, teardown_databases
from pytest_django.live_server_helper import LiveServer

from marketplace.accounts.models import User
from tests.browser.states import pages_of_beginners

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in the thread of the tests
PLAIN = django_settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SHOTS = Path("var/screenshots")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def database(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A database of its own, still empty."""
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing
    with django_db_blocker.unblock(), override_settings(STORAGES=PLAIN, PASSWORD_HASHERS=QUICK):
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def empty_pages(database):
    """The pages of organisations that have nothing yet, kept before there is anything."""
    return pages_of_beginners()


@pytest.fixture(scope="session")
def told(database, empty_pages, tmp_path_factory):
    """The demo city, and what its command tells of accounts and objects."""
    path = tmp_path_factory.mktemp("city") / "told.json"
    call_command("seed_demo", scale="small", out=path, verbosity=0)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def base_url(told):
    """The address of the site."""
    live = LiveServer("127.0.0.1")
    yield live.url
    live.stop()


@pytest.fixture
def visit(new_context, base_url):
    """Opens a window of some width for the account with this mail address, or for nobody; it tells what it heard."""
    windows = []

    def window(email=None, width=1280, **options):
        context = new_context(viewport={"width": width, "height": 900}, locale="nl-BE", **options)
        context.set_default_timeout(10_000)
        if email:
            context.add_cookies([{"name": "sessionid", "value": session_of(email), "url": base_url}])
        page = context.new_page()
        page.heard, page.answers = [], []
        page.on("console", lambda said: page.heard.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda asked: page.heard.append(asked.url) if abroad(asked.url, base_url) else None)
        page.on("response", lambda answer: page.answers.append(answer))  # a function that Playwright can mark
        windows.append(page)
        return page

    yield window
    assert [line for page in windows for line in page.heard if "status of 409" not in line] == []


def abroad(url, base_url):
    """Whether a page asks somebody else for something."""
    return not url.startswith((base_url, "data:"))


def session_of(email):
    """The cookie of somebody who is logged in."""
    client = Client()
    client.force_login(User.objects.get(email=email), backend=BACKEND)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def shoot():
    """Keeps a picture of a page, to be looked at."""
    SHOTS.mkdir(parents=True, exist_ok=True)

    def keep(page, name):
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return keep


def weight_of(answers):
    """Bytes over the line: pages as they are, files compressed as the server keeps them."""
    bodies = [(answer.url, answer.body()) for answer in answers if answer.ok]
    return sum(len(gzip.compress(body)) if "/static/" in url else len(body) for url, body in bodies)
