"""Many rows at once, in and out: with COPY on PostgreSQL, as Django does it elsewhere."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from psycopg.types.json import set_json_loads

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


def read(rows: models.QuerySet[Any], *names: str) -> list[tuple[Any, ...]]:
    """The values of these columns of every row, as `values_list` gives them.

    Equal JSON is one object in all its rows: leave it as it is.
    """
    listed = rows.values_list(*names)
    return _copied_out(listed) if connection.vendor == "postgresql" else list(listed)


def _copied_out(listed: Any) -> list[tuple[Any, ...]]:
    compiler = listed.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return []
    kinds = [_kind(expression.output_field) for expression, _sql, _alias in compiler.select]
    query = connection.ops.compose_sql(sql, parameters)  # type: ignore[attr-defined]  # of PostgreSQL only
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)") as copy:
        set_json_loads(lru_cache(json.loads), cursor.cursor)  # few of these values differ
        copy.set_types(kinds)
        return list(copy.rows())


def _kind(field: Any) -> str:
    """The name of the column's type without its length."""
    return str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection)).split("(")[0]
