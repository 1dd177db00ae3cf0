"""Runs a matching round here and now, with its progress, result and certificate."""

import csv
import json
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.actor import SYSTEM
from marketplace.workflow import Refused
from placements.actions.round import start_round
from placements.actions.round_files import arrays_path
from placements.actions.round_run import run_to_end
from placements.enums import Method, RoundPhase, RoundStatus
from placements.models import Round

WIDTH = 30
COLUMNS = ("request", "capacity", "score", "distance_km")


class Command(BaseCommand):
    help = "Run a matching round: progress, result and certificate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", help="the key of the round, or its name")
        parser.add_argument("--method", choices=Method.values)
        parser.add_argument("--seed", type=int)
        parser.add_argument("--out", type=Path, help="a folder for matches.csv, certificate.json and the arrays")

    def handle(self, *args: Any, **options: Any) -> None:
        row = find(options["round"])
        settings = {name: options[name] for name in ("method", "seed") if options[name] is not None}
        if row.status != RoundStatus.RUNNING:
            row = self._start(row, settings)
        run_to_end(round_id=row.pk, progress=self._progress)
        row.refresh_from_db()
        if row.status in (RoundStatus.FAILED, RoundStatus.STOPPED):
            raise CommandError(row.fault or "The round was stopped.")
        self._print(row)
        if options["out"]:
            write_out(row, options["out"])

    def _start(self, row: Round, settings: dict[str, Any]) -> Round:
        try:
            return start_round(round=row, by=SYSTEM, **settings)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _progress(self, phase: str, done: int, total: int) -> None:
        bar = f" [{'#' * (WIDTH * done // total):<{WIDTH}}] {done}/{total}" if total else ""
        self.stderr.write(f"\r{RoundPhase(phase).label if phase else ''}{bar}", ending="" if done < total else "\n")

    def _print(self, row: Round) -> None:
        for name, value in told(row).items():
            self.stdout.write(f"{name}: {value}")


def told(row: Round) -> dict[str, Any]:
    """Result, digest and certificate of the last run."""
    return {**row.result, "input_digest": row.input_digest, **row.certificate}


def write_out(row: Round, folder: Path) -> None:
    """The matches, the certificate and the arrays of the last run as files."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "matches.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(row.matches.order_by("request").values_list(*COLUMNS))
    certificate = json.dumps(told(row), indent=2, ensure_ascii=False)
    (folder / "certificate.json").write_text(certificate + "\n", encoding="utf-8")
    run = row.runs.exclude(arrays="").latest("number")
    try:
        shutil.copyfile(arrays_path(run.arrays), folder / run.arrays)
    except FileNotFoundError as gone:
        raise CommandError(f"The arrays of this run, {run.arrays}, are no longer kept.") from gone


def find(named: str) -> Round:
    """The round with this key or name; raises CommandError with one sentence when there is none, or more than one."""
    found = Round.objects.filter(pk=named) if named.isdigit() else Round.objects.filter(name=named)
    if found.count() != 1:
        raise CommandError(f"There are {found.count()} matching rounds named {named}.")
    return found.get()
