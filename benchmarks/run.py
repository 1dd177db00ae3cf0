"""Prints each figure as a ratio against its peer in this run, and writes them to benchmarks/results.json.

Each row runs in a process of its own, so that its peak of memory is its own; peers run after the peak is noted.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.table import MEASURES

RESULTS = Path(__file__).parent / "results.json"
SIZES = {"150k": ("2k", "22k", "150k"), "22k": ("2k", "22k"), "1m": ("2k", "22k", "150k", "1m")}


def main() -> None:
    if sys.argv[1:]:
        print(json.dumps(MEASURES[sys.argv[1]].take()))
        return
    wanted = SIZES[os.environ.get("BENCH", "150k")]
    told: dict[str, Any] = {**_machine(), "rows": {}}
    for name, measure in MEASURES.items():
        if name.split()[-1] in wanted:
            row = _in_own_process(name)
            missed = measure.missed(row)
            told["rows"][name] = row | {"missed": missed}
            print(f"{name:48}", _readable(row), "MISSED " + ", ".join(missed) if missed else "", flush=True)
            RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _machine() -> dict[str, Any]:
    names = ("numpy", "numba", "matching", "ortools", "geopy", "django", "psycopg")
    about = {
        "run_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": platform.processor() or platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }
    return about | {name: version(name) for name in names}


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")


def _in_own_process(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.run", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


def _readable(row: dict[str, Any]) -> str:
    return ", ".join(
        f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items()
    )


if __name__ == "__main__":
    main()
