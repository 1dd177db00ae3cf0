"""Writes docs/reference from the code, or checks that it is fresh."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.home.generated import documents

FOLDER = settings.BASE_DIR / "docs" / "reference"


class Command(BaseCommand):
    help = "Write workflow diagrams, the access table and the API schema to docs/reference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a document is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = [name for name, text in documents().items() if not self._is_fresh(name, text)]
        if options["check"] and stale:
            raise CommandError(f"Stale: {', '.join(stale)}. Run `make fix`.")
        for name in stale:
            (FOLDER / name).write_text(documents()[name], encoding="utf-8")
            self.stdout.write(f"wrote docs/reference/{name}")

    def _is_fresh(self, name: str, text: str) -> bool:
        path = FOLDER / name
        return path.exists() and path.read_text(encoding="utf-8") == text
