"""Runs a matching round here and now, with its progress, result and certificate."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.actor import SYSTEM
from marketplace.workflow import Refused
from placements.actions.round import start_round
from placements.actions.round_run import run_round
from placements.enums import Method, RoundPhase, RoundStatus
from placements.models import Round

WIDTH = 30


class Command(BaseCommand):
    help = "Run a matching round: progress, result and certificate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", help="the key of the round, or its name")
        parser.add_argument("--method", choices=Method.values)
        parser.add_argument("--seed", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        row = find(options["round"])
        settings = {name: options[name] for name in ("method", "seed") if options[name] is not None}
        if row.status != RoundStatus.RUNNING:
            row = self._start(row, settings)
        run_round(round_id=row.pk, progress=self._progress)
        row.refresh_from_db()
        if row.status == RoundStatus.FAILED:
            raise CommandError(row.fault)
        self._print(row)

    def _start(self, row: Round, settings: dict[str, Any]) -> Round:
        try:
            return start_round(round=row, by=SYSTEM, **settings)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _progress(self, phase: str, done: int, total: int) -> None:
        bar = f" [{'#' * (WIDTH * done // total):<{WIDTH}}] {done}/{total}" if total else ""
        self.stderr.write(f"\r{RoundPhase(phase).label}{bar}", ending="" if done < total else "\n")

    def _print(self, row: Round) -> None:
        for name, value in (row.result | {"input_digest": row.input_digest} | row.certificate).items():
            self.stdout.write(f"{name}: {value}")


def find(named: str) -> Round:
    """The round with this key or name; raises CommandError with one sentence when there is none, or more than one."""
    found = Round.objects.filter(pk=named) if named.isdigit() else Round.objects.filter(name=named)
    if found.count() != 1:
        raise CommandError(f"There are {found.count()} matching rounds named {named}.")
    return found.get()
