"""What every test needs: a clock, clients of people, and a way to empty all tables."""

import gc
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresqlOperations
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import translation
from hypothesis import HealthCheck, settings

from marketplace.jobs import lease
from marketplace.reference.data import load_figures
from marketplace.reference.models import Figure
from placements.data import load_form_documents, load_form_terms
from tests.chromium import base_url, browser_type_launch_args

__all__ = ["base_url", "browser_type_launch_args"]  # fixtures

# A busy machine is no fault of the code: neither the time of one example nor of making one is judged.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

DatabaseOperations = DatabaseWrapper.ops_class
_sql_flush = DatabaseOperations.sql_flush


def _flush_append_only(self, style, tables, **options):
    """Transactional tests empty all tables; on SQLite that is a DELETE, which append-only triggers forbid."""
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'")
        triggers = cursor.fetchall()
    drop = [f"DROP TRIGGER {name}" for name, _ in triggers]
    return [*drop, *_sql_flush(self, style, tables, **options), *(sql for _, sql in triggers)]


def _flush_by_deleting(self, style, tables, **options):
    """PostgreSQL's TRUNCATE makes a new file for each of nine hundred tables and indexes: 0.7 seconds for few rows."""
    names = [self.quote_name(table) for table in tables]
    without_triggers = ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in names)]  # noqa: S608
    return ["; ".join(without_triggers)]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """What takes long begins first; what asks for no database, or once, ran with SQLite and not again."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _runs_again(item)])
        items[:] = [item for item in items if _runs_again(item)]


def pytest_collection_finish(session):
    """What is imported by now stays: looking through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def _runs_again(item):
    if item.get_closest_marker("once"):
        return False
    marks = (item.get_closest_marker(name) for name in ("django_db", "browser"))
    return any(marks) or not {"db", "django_db_setup"}.isdisjoint(item.fixturenames)


@pytest.fixture(autouse=True, scope="session")
def all_tables_can_be_emptied():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", _flush_append_only)
        patch.setattr(PostgresqlOperations, "sql_flush", _flush_by_deleting)
        yield


@pytest.fixture(autouse=True, scope="session")
def leases_outlast_tests():
    """What extends one has a connection of its own, that would wait twenty seconds for the transaction of the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lease, "BEAT", timedelta(hours=1))
        yield


@pytest.fixture(scope="session")
def first_made(request, tmp_path_factory):
    """Where the process that was first leaves its SQLite database for the other; None where there is one process."""
    if connection.vendor == "sqlite" and hasattr(request.config, "workerinput") and not request.config.option.reuse_db:
        return tmp_path_factory.getbasetemp().parent / "first-made.sqlite3"
    return None


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, first_made):
    """A database that was copied is kept as it is, as one of an earlier run."""
    return django_db_keepdb or bool(first_made and first_made.exists())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_keepdb, first_made, request, tmp_path_factory
):
    """SQLite's tests use a file, as the product does: threads cannot share its database in memory.

    `pytest --reuse-db` keeps that file for the next run, which then starts in two seconds.
    """
    if connection.vendor == "sqlite":
        folder = Path("var/test") if request.config.option.reuse_db else tmp_path_factory.mktemp("database")
        folder.mkdir(parents=True, exist_ok=True)
        worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
        own = connection.settings_dict["TEST"]["NAME"] = str(folder / f"test-{worker}.sqlite3")
        if first_made and django_db_keepdb:
            shutil.copy(first_made, own)


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def own_data_dir(settings, tmp_path):
    """Tests keep the files that they make to themselves."""
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture(autouse=True)
def dutch():
    """A test that asked for English leaves nothing behind."""
    with translation.override("nl"):
        yield


@pytest.fixture
def client_of(client):
    """Logs the test client in as the user of a membership, in its organisation."""

    def log_in(membership):
        client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["organisation"] = membership.organisation_id
        session.save()
        return client

    return log_in


@pytest.fixture(autouse=True)
def figures(request):
    """The shipped figures of law and house and the terms of the forms, in every test that may use the database.

    They were loaded with the database; only after a transactional test, which empties all tables, they are put back.
    """
    uses_database = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    if uses_database or "transactional_db" in request.fixturenames:
        request.getfixturevalue("db")
        if not Figure.objects.exists():
            load_figures_and_forms()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, first_made):
    """The test database, with the figures and forms in it."""
    with django_db_blocker.unblock():
        load_figures_and_forms()
        if first_made and not first_made.exists():
            _leave_copy(first_made)


def _leave_copy(path):
    """Whole at once, for who comes next; making a database by all migrations takes half a minute."""
    own = path.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(own)])
    own.rename(path)


def load_figures_and_forms():
    load_figures()
    load_form_terms()
    load_form_documents()
