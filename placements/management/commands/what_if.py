"""Compares what a round would give with other methods, policies and seeds; nobody's match changes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.actor import SYSTEM
from marketplace.workflow import Refused
from placements.actions.what_if import ask_variants, run_variants
from placements.enums import Method, Policy
from placements.management.commands.run_round import find
from placements.models import Variant
from placements.rules.what_if import FIGURES, compared, compared_groups


class Command(BaseCommand):
    help = "Compare methods and policies of a matching round side by side; nobody's match changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", help="the key of the round, or its name")
        parser.add_argument("--method", choices=Method.values, action="append", help="more than once; default: all")
        parser.add_argument("--policy", choices=Policy.values, action="append", help="more than once; default: all")
        parser.add_argument("--seed", type=int, help="default: the seed of the round")

    def handle(self, *args: Any, **options: Any) -> None:
        row = find(options["round"])
        try:
            asked = ask_variants(
                round=row,
                by=SYSTEM,
                methods=options["method"] or Method.values,
                policies=options["policy"] or Policy.values,
                seed=row.seed if options["seed"] is None else options["seed"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        run_variants(round_id=row.pk)
        computed = list(Variant.objects.filter(pk__in=[one.pk for one in asked]).order_by("pk"))
        if faults := sorted({one.fault for one in computed if one.fault}):
            raise CommandError(" ".join(faults))
        self._print(computed)

    def _print(self, variants: list[Variant]) -> None:
        self.stdout.write("\t".join(["", *(f"{one.method} {one.policy} {one.seed}" for one in variants)]))
        for name, line in zip(FIGURES, compared(variants), strict=True):
            self.stdout.write("\t".join([name, *(str(cell.value) for cell in line.cells)]))
        for kind in ("school", "neighbourhood"):
            for line in compared_groups(variants, kind):
                self.stdout.write("\t".join([f"{kind}: {line.label}", *(str(cell.value) for cell in line.cells)]))
