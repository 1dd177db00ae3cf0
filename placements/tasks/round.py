"""Runs matching rounds in the background, and keeps their closing and review days."""

from celery import shared_task

from marketplace.actor import SYSTEM
from marketplace.jobs.actions import handles
from placements.actions import match, rematch, round, round_run, shortage, what_if  # noqa: A004 -- our word for it

handles("round")(round_run.run_round)
handles("shortage")(shortage.report_shortage)
handles("round_part")(round_run.run_part)
handles("round_collect")(round_run.collect_round)


@shared_task
def start_due() -> int:
    """Start the rounds whose closing day has passed."""
    return round.start_due(by=SYSTEM)


@shared_task
def release_overdue() -> int:
    """Release what nobody reviewed by the review date."""
    return match.release_overdue(by=SYSTEM)


@shared_task
def fail_lost() -> int:
    """Tell of rounds, re-matchings and variants that were given up after too many attempts; how many."""
    return round_run.fail_lost() + rematch.fail_lost() + what_if.fail_lost()
