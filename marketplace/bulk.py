"""Many rows at once: with COPY on PostgreSQL, as Django does it elsewhere."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 1000


def insert(rows: Iterable[models.Model]) -> None:
    """Insert rows of one model that have no key yet; they do not get to know it. Inside a transaction.

    A batch is a statement of its own, so that rows that are made while they are inserted keep no statement waiting.
    """
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        _insert(batch)


def _insert(rows: Sequence[models.Model]) -> None:
    model = type(rows[0])
    if connection.vendor == "postgresql":
        _copy_in(model, rows)
    else:
        model._default_manager.bulk_create(rows)


def _copy_in(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_prepared(field, row) for field in fields])


def _prepared(field: Any, row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
