"""Reads places of one company from a CSV or XLSX file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from companies.models import Company
from marketplace.identifiers import WrongIdentifier, parse_enterprise_number
from marketplace.tables import TableError, read_table
from placements.actions.import_capacity import REQUIRED, import_capacity


class Command(BaseCommand):
    help = "Reads drafts of places for a company from a CSV or XLSX file; running it twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose places, and whether to store."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--company", required=True, help="enterprise number")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """One line a row: made, unchanged, or refused and why; nothing is stored when a row is refused."""
        company = self._company(options["company"])
        try:
            rows = read_table(options["file"].read_bytes(), options["file"].name, REQUIRED)
        except (OSError, TableError) as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            done = import_capacity(company=company, rows=rows)
            for line in done:
                self.stdout.write(f"{line.number}: {line.outcome}{f' - {line.why}' if line.why else ''}")
            refused = [line for line in done if line.why]
            if refused or options["dry_run"]:
                transaction.set_rollback(True)
        if refused:
            raise CommandError(f"{len(refused)} of {len(done)} rows refused; nothing was stored.")
        self.stdout.write("Nothing was stored." if options["dry_run"] else f"{len(done)} rows stored.")

    def _company(self, number: str) -> Company:
        try:
            return Company.objects.get(organisation__enterprise_number=parse_enterprise_number(number))
        except (WrongIdentifier, Company.DoesNotExist) as error:
            raise CommandError(f"There is no company with number {number}.") from error
