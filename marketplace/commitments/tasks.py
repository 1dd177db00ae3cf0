"""Tells everybody who signs for a holder of a text that there is a new version."""

from marketplace.commitments.actions import tell_holders
from marketplace.jobs.actions import handles


@handles("commitment_new_version")
def new_version(*, text_id: int) -> None:
    """All or none, so that a second attempt tells nobody twice."""
    tell_holders(text_id=text_id)
