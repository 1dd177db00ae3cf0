"""What happened in the demo, in a screen of text."""

from typing import Any

from placements.competences import percent
from placements.demo.world import World
from placements.enums import AgreementStatus, PlacementStatus
from placements.models import Capacity, Placement, PlacementRequest, Round, TrainingPlan
from placements.rules.plan import split_of

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
    return "\n".join(["", *_market(), *_round(), *_plans(), "", *account_lines(world.accounts)])


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


def _plans() -> list[str]:
    """The share of the hours at the workplace in each plan that everybody signed."""
    signed = TrainingPlan.objects.filter(agreement__status=AgreementStatus.SEALED)
    plans = signed.select_related("agreement__placement").prefetch_related("lines").order_by("pk")
    shares = [split_of(plan, plan.agreement.placement.starts_on).share for plan in plans]
    said = ", ".join(f"{percent(share)} %" for share in shares if share is not None)
    return [f"At the workplace, in each signed plan: {said}"] if said else []


def account_lines(accounts: list[dict[str, Any]]) -> list[str]:
    """The password, and one account per role as it stands in the accounts file."""
    lines = [f"Password of every account: {accounts[0]['password']}"]
    for role in SHOWN:
        account = next((a for a in accounts if a["role"] == role and not a["ended"]), None)
        if account:
            lines.append(f"  {role:<16}{account['email']:<32}{account['organisation_name']}")
    return lines
