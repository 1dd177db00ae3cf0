"""The manners of every import command: a line a row, all or nothing, and a second run changes nothing."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from marketplace.tables import Row, TableError, read_table

MADE, CHANGED, UNCHANGED, REFUSED = "made", "changed", "unchanged", "refused"


class WrongRow(ValueError):  # noqa: N818 -- the row is wrong, not the program
    """A row that cannot be stored; str() says why."""


class TableImport(BaseCommand):
    """Imports one table; a subclass names its `columns` and stores a row in `store`."""

    columns: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to store."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")

    def store(self, row: Row) -> str:
        """Store a row and say MADE, CHANGED or UNCHANGED; raise WrongRow to refuse it."""
        raise NotImplementedError

    def handle(self, *arguments: Any, **options: Any) -> None:
        """One line a row; nothing is stored when a row is refused or on a dry run."""
        with transaction.atomic():
            outcomes = self.import_all(options["file"])
            if outcomes[REFUSED] or options["dry_run"]:
                transaction.set_rollback(True)
        if outcomes[REFUSED]:
            raise CommandError(f"{outcomes[REFUSED]} of {outcomes.total()} rows refused; nothing was stored.")
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        self.stdout.write(f"{told or 'no rows'}{'; nothing was stored (dry run)' if options['dry_run'] else ''}.")

    def import_all(self, path: Path) -> Counter[str]:
        """Store every row of the file; how many had which outcome."""
        return Counter(self.told(row) for row in self.rows(path, self.columns))

    def rows(self, path: Path, columns: Iterable[str]) -> list[Row]:
        """The rows of a file that are not empty; raises CommandError when it is not the table asked for."""
        try:
            return [row for row in read_table(path.read_bytes(), path.name, tuple(columns)) if not row.is_empty]
        except (OSError, TableError) as error:
            raise CommandError(str(error)) from error

    def told(self, row: Row) -> str:
        """Store a row and print what became of it."""
        try:
            outcome, why = self.store(row), ""
        except WrongRow as wrong:
            outcome, why = REFUSED, f" - {wrong}"
        self.stdout.write(f"{row.number}: {outcome}{why}")
        return outcome


def put(model: type[models.Model], key: dict[str, Any], values: dict[str, Any]) -> str:
    """Make the row with this key, or give it these values where they differ; MADE, CHANGED or UNCHANGED."""
    row, made = model._default_manager.get_or_create(**key, defaults=values)
    if made:
        return MADE
    if all(getattr(row, name) == value for name, value in values.items()):
        return UNCHANGED
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return CHANGED
