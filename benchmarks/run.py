"""Prints each figure as a ratio against its peer in this run, and writes them to benchmarks/results.json.

Each row runs in a process of its own, so that its peak of memory is its own; peers run after the peak is noted.
"""

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.rows import ROWS

RESULTS = Path(__file__).parent / "results.json"
SIZES = {"150k": ("2k", "22k", "150k"), "22k": ("2k", "22k"), "1m": ("2k", "22k", "150k", "1m")}


def main() -> None:
    if sys.argv[1:]:
        print(json.dumps(ROWS[sys.argv[1]]()))
        return
    wanted = SIZES[os.environ.get("BENCH", "150k")]
    told: dict[str, Any] = {**_machine(), "rows": {}}
    for name in ROWS:
        if name.split()[-1] in wanted:
            told["rows"][name] = _in_own_process(name)
            print(f"{name:48}", _readable(told["rows"][name]), flush=True)
            RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _machine() -> dict[str, Any]:
    names = ("numpy", "numba", "matching", "ortools")
    cores = os.cpu_count()
    return {
        "machine": platform.processor() or platform.machine(),
        "cores": cores,
        "python": platform.python_version(),
    } | {name: version(name) for name in names}


def _in_own_process(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.run", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


def _readable(row: dict[str, Any]) -> str:
    return ", ".join(
        f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items()
    )


if __name__ == "__main__":
    main()
