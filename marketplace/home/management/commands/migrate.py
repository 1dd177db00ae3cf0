"""Django's own `migrate`, without the limits on time that keep requests short."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

UNLIMITED = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"
AS_ASKED = "RESET statement_timeout; RESET idle_in_transaction_session_timeout"


class Command(migrate.Command):
    """A new index or column on a table of a region takes longer than a request may; waiting for a lock stays short."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        _tell(connection, UNLIMITED)
        super().handle(*args, **options)
        _tell(connection, AS_ASKED)


def _tell(connection: BaseDatabaseWrapper, limits: str) -> None:
    """Set limits on PostgreSQL; SQLite has none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(limits)
