"""A migration may take its time on PostgreSQL; what comes after it may not."""

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

pytestmark = pytest.mark.django_db
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def limits():
    """The limits on time that PostgreSQL now keeps; SQLite has none."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        return [cursor.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS]


@pytest.fixture
def during(monkeypatch):
    """The limits while Django's own command is at work."""
    seen = []
    monkeypatch.setattr(migrate.Command, "handle", lambda *args, **options: seen.append(limits()))
    return seen


def test_only_a_migration_may_take_its_time(during):
    before = limits()
    call_command("migrate", verbosity=0)
    assert (before, during, limits()) == (
        (["10s", "4s", "30s"], [["0", "4s", "0"]], ["10s", "4s", "30s"])
        if connection.vendor == "postgresql"
        else (None, [None], None)
    )
