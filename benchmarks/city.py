"""A whole round of the demo city from database to database, on a PostgreSQL of its own."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from pathlib import Path
from typing import Any

from benchmarks.rows import Row, peak_mib

ROOT = Path(__file__).parents[1]
WAYS = ("plain", "compiled")
ENGINE = ("candidates", "solve", "certify")  # the phases that only compute


def city_round() -> Row:
    """Fill a city of 22,000 students, then run its round twice, each time in a process of its own."""
    with tempfile.TemporaryDirectory() as data:
        told = _output([ROOT / "tests/with_postgresql.sh", sys.executable, "-m", "benchmarks.city"], _settings(data))
    row: Row = json.loads(told)
    return row


def _settings(data: str) -> dict[str, str]:
    keys = ("AUDIT_SIGNING_KEY", "LABEL_SIGNING_KEY", "DOCUMENT_SEAL_KEY")
    drawn = {key: b64encode(secrets.token_bytes(32)).decode() for key in keys}
    given = {"SECRET_KEY": secrets.token_urlsafe(50), "DATA_DIR": data, "EMAIL_URL": "memorymail://"}
    return {**os.environ, **drawn, **given, "DJANGO_SETTINGS_MODULE": "marketplace.settings"}


def _output(command: list[Any], settings: dict[str, str]) -> str:
    """The last line that a command prints."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=settings, cwd=ROOT)  # noqa: S603
    return done.stdout.splitlines()[-1]


def _fill_and_run() -> Row:
    """In the new database: the city, then its round in numpy only and compiled."""
    os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace("/test?", "/postgres?")  # the one that is there
    for command in (["migrate", "-v1"], ["seed_demo", "--scale", "city"]):
        _output([sys.executable, "manage.py", *command], dict(os.environ))
    rows = {way: json.loads(_output([sys.executable, "-m", "benchmarks.city", way], _switched(way))) for way in WAYS}
    return {f"{way}_{name}": value for way, row in rows.items() for name, value in row.items()}


def _switched(way: str) -> dict[str, str]:
    return {**os.environ, "NUMBA_DISABLE_JIT": "1" if way == "plain" else "0"}


def _run() -> Row:
    """Run the city's round once more, as if it had not run."""
    import django

    django.setup()
    from placements.actions.round import begin_run
    from placements.actions.round_run import run_round
    from placements.models import Explanation, Match, Round

    row = Round.objects.get()
    for model in (Match, Explanation):
        model.objects.filter(round=row).delete()
    Round.objects.filter(pk=row.pk).update(status="running")
    row.refresh_from_db()
    begin_run(row)
    clock, before = _Clock(), peak_mib()
    run_round(round_id=row.pk, progress=clock.tick)
    clock.tick("", 0, 0)
    row.refresh_from_db()
    proved = row.certificate["feasible"] and row.certificate["blocking_pairs"] == 0
    told = {"pairs": row.certificate["pairs"], "proved": proved, "before_mib": before, "peak_mib": peak_mib()}
    return {**clock.told(), **told}


class _Clock:
    """Seconds of the processor in each phase, and of the wall in all."""

    def __init__(self) -> None:
        self.began, self.phase, self.since = time.perf_counter(), "read", time.process_time()
        self.seconds: dict[str, float] = {}

    def tick(self, phase: str, done: int, total: int) -> None:
        now = time.process_time()
        self.seconds[self.phase] = self.seconds.get(self.phase, 0) + now - self.since
        self.phase, self.since = phase, now

    def told(self) -> Row:
        engine = sum(self.seconds[phase] for phase in ENGINE)
        phases = {f"{phase}_seconds": seconds for phase, seconds in self.seconds.items()}
        return {**phases, "engine_seconds": engine, "wall_seconds": time.perf_counter() - self.began}


if __name__ == "__main__":
    print(json.dumps(_run() if sys.argv[1:] else _fill_and_run()))
