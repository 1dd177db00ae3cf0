"""The frame of the commands that import a full table: a line a row, a summary, all rows in one transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from marketplace.tables import Row, TableError, read_table

MADE, CHANGED, SAME, REFUSED = _("nieuw"), _("gewijzigd"), _("gelijk"), _("geweigerd")


@dataclass(frozen=True)
class Outcome:
    """What became of a row: which, what it is about, and why not or what changed."""

    number: int
    verb: str | Promise
    subject: str
    why: str = ""

    def __str__(self) -> str:
        told = f"{now('rij')} {self.number}: {self.verb} {self.subject}".rstrip()
        return f"{told}: {self.why}" if self.why else told


def refused(row: Row, why: str, subject: str = "") -> Outcome:
    """The row is left out, with one sentence."""
    return Outcome(row.number, REFUSED, subject, why)


def put(row: Row, known: models.Model | None, wanted: models.Model, fields: Iterable[str]) -> Outcome:
    """Save `wanted`, or bring `fields` of the known row up to date; nothing is written when they are the same."""
    if known is None:
        wanted.save(force_insert=True)
        return Outcome(row.number, MADE, str(wanted))
    different = [name for name in fields if getattr(known, name) != getattr(wanted, name)]
    if not different:
        return Outcome(row.number, SAME, str(known))
    for name in different:
        setattr(known, name, getattr(wanted, name))
    known.save(update_fields=different)
    return Outcome(row.number, CHANGED, str(known), ", ".join(different))


class ImportCommand(BaseCommand):
    """A command that reads FILE (CSV or XLSX) with `required` columns and says what became of each row."""

    required: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE and --dry-run."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and save nothing.")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Import all rows that can be, in one transaction; with --dry-run it is undone at the end."""
        rows = self._read(file)
        counts: Counter[str | Promise] = Counter()
        with transaction.atomic():
            for outcome in self.outcomes(rows):
                counts[outcome.verb] += 1
                if outcome.verb != SAME:
                    self.stdout.write(str(outcome))
            transaction.set_rollback(dry_run)
        self.stdout.write(", ".join(f"{counts[verb]} {verb}" for verb in (MADE, CHANGED, SAME, REFUSED)))
        if dry_run:
            self.stdout.write(now("Proef: er is niets bewaard."))

    def outcomes(self, rows: list[Row]) -> Iterator[Outcome]:
        """Import the rows one by one."""
        raise NotImplementedError

    def _read(self, file: Path) -> list[Row]:
        try:
            return read_table(file.read_bytes(), file.name, self.required)
        except (TableError, OSError) as error:
            sentence = now(error.template) % error.params if isinstance(error, TableError) else str(error)
            raise CommandError(sentence) from error
