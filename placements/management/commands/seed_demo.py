"""Fills an empty database with the demo city."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from marketplace.accounts.models import User
from placements.demo.build import build
from placements.demo.report import report
from placements.demo.scale import SCALES
from placements.demo.world import World


class Command(BaseCommand):
    help = "Fill an empty database with an invented city on real places and programmes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another number makes other people")
        parser.add_argument("--scale", choices=sorted(SCALES), default="small")
        parser.add_argument("--out", type=Path, help="where to write accounts, keys and object ids as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("The database is not empty: the demo is only made in an empty one.")
        world = build(
            seed=options["seed"],
            scale=options["scale"],
            today=timezone.localdate(),
            tell=lambda line: self.stdout.write(f"  {line} ..."),
        )
        self.stdout.write(report(world))
        if options["out"]:
            self._write(options["out"], world)

    def _write(self, path: Path, world: World) -> None:
        told = {"accounts": world.accounts, "api_keys": world.api_keys, "objects": world.objects}
        path.write_text(json.dumps(told, indent=1, default=str), encoding="utf-8")
        self.stdout.write(f"Accounts, keys and ids: {path}")
