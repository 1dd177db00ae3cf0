"""What happened in the demo, in a screen of text."""

from typing import Any

from placements.demo.world import World
from placements.enums import PlacementStatus
from placements.models import Capacity, Placement, PlacementRequest, Round

SHOWN = (
    "hr",
    "mentor",
    "coordinator",
    "coach",
    "director",
    "student",
    "label_officer",
    "auditor",
    "administrator",
    "partner_auditor",
    "decider",
    "panel_member",
)


def report(world: World) -> str:
    """Requests, placed, first choices, median distance, shares, and one account per role."""
    return "\n".join(["", *_market(), *_round(), "", *account_lines(world.accounts)])


def _market() -> list[str]:
    places = sum(Capacity.objects.values_list("places", flat=True))
    return [
        f"Requests: {PlacementRequest.objects.count()}",
        f"Places: {places} in {Capacity.objects.count()} offers",
        f"Running placements: {Placement.objects.filter(status=PlacementStatus.RUNNING).count()}",
    ]


def _round() -> list[str]:
    row = Round.objects.order_by("-pk").first()
    if row is None or not row.result:
        return []
    told = row.result
    share = 100 * told["placed"] / told["students"] if told["students"] else 0
    return [
        f"Matching round: {told['placed']} of {told['students']} students have a match ({share:.0f} %)",
        f"First choices: {told['first_choices']}; median distance: {told['median_km']} km",
        f"Proven: feasible {row.certificate.get('feasible')}, blocking pairs {row.certificate.get('blocking_pairs')}",
    ]


def account_lines(accounts: list[dict[str, Any]]) -> list[str]:
    """The password, and one account per role as it stands in the accounts file."""
    lines = [f"Password of every account: {accounts[0]['password']}"]
    for role in SHOWN:
        account = next((a for a in accounts if a["role"] == role and not a["ended"]), None)
        if account:
            lines.append(f"  {role:<16}{account['email']:<32}{account['organisation_name']}")
    return lines
