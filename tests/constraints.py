"""Shows that the database keeps a named promise."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction


@contextmanager
def breaks(name: str) -> Iterator[None]:
    """The block must be refused by the constraint of this name (SQLite names a UNIQUE only by its columns)."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        yield
    told = str(caught.value)
    unnamed_unique = connection.vendor == "sqlite" and told.startswith("UNIQUE constraint failed")
    assert name in told or (unnamed_unique and _is_unique(name)), told


def _is_unique(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE sql LIKE %s", [f'%"{name}"%'])
        return any("UNIQUE" in sql for (sql,) in cursor.fetchall())
