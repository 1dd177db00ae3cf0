"""A real Chromium before a real server on one seeded city; made once, because nothing here is rolled back."""

import gzip
import json
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from pytest_django.live_server_helper import LiveServer

from marketplace.accounts.models import User
from tests.browser.states import pages_of_beginners
from tests.chromium import SHOTS, abroad

PLAIN = django_settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXE = Axe().axe_script  # looks at pages for what keeps people out
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="session")
def in_city(request, django_db_setup, django_db_blocker):
    """Enters a database of its own, still empty: other tests empty theirs, and here nothing is rolled back."""
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing
    own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = _copy() if any(item.get_closest_marker("django_db") for item in request.session.items) else _make()
        _connect(own)

    @contextmanager
    def enter():
        with django_db_blocker.unblock(), override_settings(STORAGES=PLAIN, PASSWORD_HASHERS=QUICK):
            _connect(name)
            yield
            _connect(own)

    yield enter
    with enter():
        connection.creation.destroy_test_db(verbosity=0)


ALONE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"


def _copy():
    """The name of a copy of the database that the other tests have, which takes a second where nobody uses that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(ALONE, [cursor.connection.info.backend_pid])
    _connect(connection.settings_dict["NAME"])
    connection.creation.clone_test_db("city", verbosity=0)
    return connection.creation.get_test_db_clone_settings("city")["NAME"]


def _make():
    """The name of a database that is made for the city, where no other test has one."""
    return connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def _connect(name):
    """From now on every thread asks this database."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


@pytest.fixture(scope="module", autouse=True)
def city(in_city):
    """Where the tests of these files play."""
    with in_city():
        yield


@pytest.fixture(scope="session")
def empty_pages(in_city):
    """The pages of organisations that have nothing yet, kept before there is anything."""
    with in_city():
        return pages_of_beginners()


@pytest.fixture(scope="session")
def told(in_city, empty_pages, tmp_path_factory):
    """The demo city, and what its command tells of accounts and objects."""
    path = tmp_path_factory.mktemp("city") / "told.json"
    with in_city():
        call_command("seed_demo", scale="small", out=path, verbosity=0)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def site(told):
    """The address of the site."""
    live = LiveServer("127.0.0.1")
    yield live.url
    live.stop()


@pytest.fixture
def visit(new_context, site):
    """Opens a window of some width for the account with this mail address, or for nobody; it tells what it heard."""
    windows = []

    def window(email=None, width=1280, **options):
        size = {"width": width, "height": 900}
        context = new_context(base_url=site, viewport=size, locale="nl-BE", **options)
        context.set_default_timeout(10_000)
        context.add_init_script(AXE)
        if email:
            context.add_cookies([{"name": "sessionid", "value": session_of(email), "url": site}])
        page = context.new_page()
        page.heard, page.answers = [], []
        page.on("console", lambda said: page.heard.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda asked: page.heard.append(asked.url) if abroad(asked.url, site) else None)
        page.on("response", lambda answer: page.answers.append(answer))  # a function that Playwright can mark
        windows.append(page)
        return page

    yield window
    assert [line for page in windows for line in page.heard if "status of 409" not in line] == []


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
        page.screenshot(path=SHOTS / f"{name}.jpg", full_page=True, quality=80)

    return keep


def weight_of(answers):
    """Bytes over the line: pages as they are, files compressed as the server keeps them."""
    bodies = [(answer.url, answer.body()) for answer in answers if answer.ok]
    return sum(len(gzip.compress(body)) if "/static/" in url else len(body) for url, body in bodies)
