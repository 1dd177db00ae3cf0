"""A real Celery worker whose parts take at least so many seconds, so that a test can kill it in the middle of one.

Its leases are short, and it sweeps before it works.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

import django

django.setup()

from celery.__main__ import main as celery  # noqa: E402

from marketplace.jobs import actions as jobs  # noqa: E402
from marketplace.jobs import lease  # noqa: E402
from placements.actions import round_parts  # noqa: E402

SECONDS = float(sys.argv[1])
lease.LEASE, lease.BEAT = timedelta(seconds=float(sys.argv[2])), timedelta(seconds=float(sys.argv[2]) / 4)
solve = round_parts.solve_part


def slowly(*arguments):
    time.sleep(SECONDS)
    return solve(*arguments)


round_parts.solve_part = slowly
jobs.sweep()  # as the sweeper does every 15 seconds
sys.argv = ["celery", "-A", "marketplace", "worker", "--pool", "solo", "--without-gossip", "--without-mingle"]
celery()
