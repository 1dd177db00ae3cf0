"""The registry of loaders of reference data; `load_reference` runs them all, as often as you like."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import models

Loader = Callable[[], str]
loaders: dict[str, Loader] = {}


def register(name: str, loader: Loader) -> None:
    """Add a loader; it changes nothing on its second run and returns one line that says what is there now."""
    loaders[name] = loader


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of one of the project's own data files (UTF-8, comma, header)."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def put_rows(rows: Iterable[models.Model], *, key: list[str], fields: list[str]) -> int:
    """Insert rows, or set `fields` where a row with this unique `key` is there already; the number of rows."""
    rows = list(rows)
    if rows:
        manager = type(rows[0])._default_manager
        manager.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=fields, batch_size=500)
    return len(rows)


def add_rows(rows: Iterable[models.Model]) -> int:
    """Insert rows and leave those alone that are there already (an administrator may have changed them)."""
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)
