"""Writes docs/reference from the code, or checks that it is fresh."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.home.generated import documents

FOLDER = settings.BASE_DIR / "docs" / "reference"


def stale(made: dict[str, str], folder: Path) -> list[str]:
    """The names of the documents that the folder lacks or has otherwise."""
    return [name for name, text in made.items() if not _is_fresh(folder / name, text)]


def _is_fresh(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


class Command(BaseCommand):
    help = "Write workflow diagrams, the access table and the API schema to docs/reference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a document is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        made = documents()
        old = stale(made, FOLDER)
        if options["check"] and old:
            raise CommandError(f"Stale: {', '.join(old)}. Run `make fix`.")
        for name in old:
            (FOLDER / name).write_text(made[name], encoding="utf-8")
            self.stdout.write(f"wrote docs/reference/{name}")
