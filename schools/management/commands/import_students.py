"""Reads a class list of one school from a file, with the same code as the page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.identifiers import WrongIdentifier, parse_institution_number
from marketplace.period import school_year_of
from marketplace.workflow import Refused
from schools.actions.class_list import apply_class_list, upload_class_list
from schools.class_list.reading import CHANGED, NEW, WRONG
from schools.models import ClassList, School

WORDS = {NEW: "made", CHANGED: "changed", WRONG: "refused"}


class Command(BaseCommand):
    help = "Read a class list from a CSV or XLSX file; running it twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose students, for which classes, and whether to store."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--school", required=True, help="institution number")
        parser.add_argument("--school-year", type=int, help="the year in which the classes start")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """One line a row; nothing is stored when a row is refused or on a dry run."""
        school = self._school(options["school"])
        by = Actor(organisation_id=school.pk, roles=frozenset({Role.SYSTEM}))
        with transaction.atomic():
            class_list = self._upload(school, by, options)
            refused = self._tell(class_list)
            if refused or options["dry_run"]:
                transaction.set_rollback(True)
            elif any(row["outcome"] in (NEW, CHANGED) for row in class_list.rows):
                apply_class_list(class_list=class_list, by=by)
        if refused:
            raise CommandError(f"{refused} of {len(class_list.rows)} rows refused; nothing was stored.")

    def _school(self, number: str) -> School:
        try:
            return School.objects.get(institution_number=parse_institution_number(number))
        except (WrongIdentifier, School.DoesNotExist) as error:
            raise CommandError(f"There is no school with number {number}.") from error

    def _upload(self, school: School, by: Actor, options: dict[str, Any]) -> ClassList:
        path: Path = options["file"]
        school_year = options["school_year"] or school_year_of(timezone.localdate())
        try:
            data = path.read_bytes()
            return upload_class_list(school=school, data=data, filename=path.name, school_year=school_year, by=by)
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from error

    def _tell(self, class_list: ClassList) -> int:
        """Print what becomes of each row and what was left out; how many rows are refused."""
        for name in ("national", "ignored"):
            if class_list.notes[name]:
                self.stdout.write(f"columns left out ({name}): {', '.join(class_list.notes[name])}")
        for row in class_list.rows:
            why = "".join(f" - {sentence}" for sentence in (*row["errors"], *row["warnings"]))
            self.stdout.write(f"{row['row']}: {WORDS.get(row['outcome'], 'unchanged')}{why}")
        return sum(row["outcome"] == WRONG for row in class_list.rows)
