"""Plays several people who act at the same moment, each in a thread with a connection of its own."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from marketplace.workflow import Refused

TRIALS = int(os.environ.get("RACE_TRIALS", "30"))


def race(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call gave, in order: its result, or the code of its refusal; any other fault is raised."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return call()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
