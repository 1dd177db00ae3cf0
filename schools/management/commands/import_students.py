"""Import a class list of one school from a file, with the same code as the page."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.identifiers import WrongIdentifier, parse_institution_number
from marketplace.period import school_year_of
from marketplace.reference.imports import CHANGED, MADE, REFUSED, SAME, Outcome
from marketplace.workflow import Refused
from schools.actions.class_list import apply_class_list, upload_class_list
from schools.models import ClassList, School
from schools.models import class_list as judged

VERBS = {judged.NEW: MADE, judged.CHANGED: CHANGED, judged.UNCHANGED: SAME, judged.WRONG: REFUSED}


class Command(BaseCommand):
    help = "Import a class list (CSV or XLSX); running it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, whose students, for which classes, and --dry-run."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--school", required=True, metavar="NUMBER", help="The school's institution number.")
        parser.add_argument("--school-year", type=int, help="The year in which the classes start (this school year).")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and save nothing.")

    def handle(self, *args: Any, file: Path, school: str, dry_run: bool, **options: Any) -> None:
        """Store all rows that can be, in one transaction; with --dry-run it is undone at the end."""
        known = _school(school)
        by = Actor(organisation_id=known.pk, roles=frozenset({Role.SYSTEM}))
        school_year = options["school_year"] or school_year_of(timezone.localdate())
        with transaction.atomic():
            class_list = _upload(file, known, school_year, by)
            counts = self._tell(class_list)
            if counts[MADE] + counts[CHANGED]:
                apply_class_list(class_list=class_list, by=by)
            transaction.set_rollback(dry_run)
        self.stdout.write(", ".join(f"{counts[verb]} {verb}" for verb in VERBS.values()))
        if dry_run:
            self.stdout.write(_("Proef: er is niets bewaard."))

    def _tell(self, class_list: ClassList) -> Counter[Any]:
        """Print which columns were left out and what becomes of each row; how many of which kind."""
        national, ignored = (", ".join(class_list.notes[name]) for name in ("national", "ignored"))
        if national:
            self.stdout.write(_("Niet gelezen, want rijksregisternummers: %(columns)s") % {"columns": national})
        if ignored:
            self.stdout.write(_("Onbekende kolommen: %(columns)s") % {"columns": ignored})
        outcomes = [_outcome(row) for row in class_list.rows]
        for outcome in outcomes:
            if outcome.verb != SAME:
                self.stdout.write(str(outcome))
        return Counter(outcome.verb for outcome in outcomes)


def _school(number: str) -> School:
    try:
        return School.objects.get(institution_number=parse_institution_number(number))
    except (WrongIdentifier, School.DoesNotExist) as error:
        raise CommandError(_("Er is geen school met nummer %(number)s.") % {"number": number}) from error


def _upload(file: Path, school: School, school_year: int, by: Actor) -> ClassList:
    try:
        data = file.read_bytes()
        return upload_class_list(school=school, data=data, filename=file.name, school_year=school_year, by=by)
    except (OSError, Refused) as error:
        raise CommandError(str(error)) from error


def _outcome(row: dict[str, Any]) -> Outcome:
    why = " ".join((*row["errors"], *row["warnings"]))
    return Outcome(row["row"], VERBS[row["outcome"]], row["values"].get("number", ""), why)
