"""Prints each figure as a ratio against its peer in this run, and writes them to benchmarks/results.json."""

import json
import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.instance import market
from benchmarks.peers import matching_package, min_cost_flow_total
from placements.matching import certify, optimal_matching, stable_matching

RESULTS = Path(__file__).parent / "results.json"


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """Seconds of one call and what it gave."""
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def stable_2k() -> dict[str, Any]:
    """Against the package `matching`; the assignments must be the same."""
    instance = market(2_000)
    seconds, ours = timed(stable_matching, instance)
    sys.setrecursionlimit(100_000)
    peer_seconds, theirs = timed(matching_package, instance)
    same = all(ours.place[student] == place for student, place in theirs.items())
    return {"seconds": seconds, "peer_seconds": peer_seconds, "ratio": peer_seconds / seconds, "same": same}


def stable_22k() -> dict[str, Any]:
    """Time to solve and to certify."""
    instance = market(22_000)
    seconds, ours = timed(stable_matching, instance)
    check_seconds, certificate = timed(certify, instance, ours)
    return {
        "pairs": len(instance.student),
        "seconds": seconds,
        "certify_seconds": check_seconds,
        "placed": certificate.placed,
        "blocking_pairs": certificate.blocking_pairs,
    }


def optimal_22k() -> dict[str, Any]:
    """Against OR-tools' min-cost flow; number and total must be equal."""
    instance = market(22_000)
    seconds, ours = timed(optimal_matching, instance)
    peer_seconds, (placed, total) = timed(min_cost_flow_total, instance)
    certificate = certify(instance, ours)
    equal = (certificate.placed, certificate.total) == (placed, total) == certificate.bound
    return {"seconds": seconds, "peer_seconds": peer_seconds, "ratio": peer_seconds / seconds, "equal": equal}


ROWS = {
    "stable 2k, against the package matching": stable_2k,
    "stable 22k": stable_22k,
    "optimal 22k, against OR-tools": optimal_22k,
}


def main() -> None:
    told: dict[str, Any] = {"python": platform.python_version(), "numpy": np.__version__, "rows": {}}
    for name, row in ROWS.items():
        told["rows"][name] = row()
        figures = ", ".join(
            f"{key} {value:.3g}" if isinstance(value, float) else f"{key} {value}"
            for key, value in told["rows"][name].items()
        )
        print(f"{name}: {figures}")
    told["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory, peers included: {told['peak_mib']} MiB")
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
