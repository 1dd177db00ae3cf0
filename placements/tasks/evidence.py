"""Makes the evidence bundles of sealed agreements."""

from celery import shared_task

from marketplace.jobs.actions import handles
from placements.actions import evidence
from placements.actions.document import EVIDENCE_JOB

handles(EVIDENCE_JOB)(evidence.make_evidence)


@shared_task
def make_missing() -> int:
    """Ask for the bundles that are not made yet."""
    return evidence.make_missing()
