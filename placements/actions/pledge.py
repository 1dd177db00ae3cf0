"""Tells the pledge ledger of labels what happens to places: the facts travel down, in the same transaction."""

from companies.models import Company
from labels.actions.pledge import post_to_pledge
from labels.enums import PledgeKind
from marketplace.actor import Actor
from placements.models import Capacity, Offer, Placement


def post_capacity(*, capacity: Capacity, by: Actor) -> None:
    """Published places; published again they are the same."""
    _post(capacity, PledgeKind.OFFERED, f"capacity:{capacity.pk}", by, places=capacity.places)


def post_offer(*, offer: Offer, by: Actor) -> None:
    """A school asked for one of the places."""
    _post(offer.capacity, PledgeKind.ASKED, f"offer:{offer.pk}", by)


def post_placement(*, placement: Placement, kind: str, by: Actor) -> None:
    """What happened to a placement: matched, started, completed or ended early."""
    _post(placement.capacity, kind, f"placement:{placement.pk}", by)


def _post(capacity: Capacity, kind: str, reference: str, by: Actor, places: int = 1) -> None:
    company = Company.objects.select_related("organisation").get(pk=capacity.company_id)
    post_to_pledge(
        organisation=company.organisation,
        school_year=capacity.school_year,
        sector=company.sector,
        kind=kind,
        reference=reference,
        by=by,
        places=places,
    )
