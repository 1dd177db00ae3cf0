"""Load the reference data that ships with the project."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from marketplace.reference.loaders import loaders


class Command(BaseCommand):
    help = "Load the reference data that ships with the project; running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every loader, all or nothing each, and print a line for each."""
        for name, loader in loaders.items():
            with transaction.atomic():
                self.stdout.write(f"{name}: {loader()}")
