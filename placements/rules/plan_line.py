"""When one line of a training plan may be proposed, countered, accepted and withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.period import Period
from marketplace.workflow import Refusal
from placements.competences import Line
from placements.enums import Party
from placements.models import LineProposal, Placement, PlanLine
from placements.rules import agreement as agreement_rules
from placements.rules.prior_learning import line_is_known
from placements.rules.side import sides_of
from schools.enums import Place


def side_of(placement: Placement, by: Actor) -> Party:
    """HR of the host speaks for the company, coach and coordinator for the school."""
    return Party.COMPANY if sides_of(placement, by).has(Role.HR) else Party.SCHOOL


def still_draft(proposal: LineProposal, by: Actor, on: date) -> Refusal | None:
    """What is fixed to be signed is not negotiated any more."""
    return agreement_rules.is_draft(proposal.line.plan.agreement, by, on)


def other_side(proposal: LineProposal, by: Actor, on: date) -> Refusal | None:
    """Nobody accepts their own proposal."""
    if proposal.side != side_of(proposal.line.plan.agreement.placement, by):
        return None
    return Refusal("plan_line.own_proposal", gettext_lazy("Dit is je eigen voorstel: de andere kant antwoordt erop."))


def own_side(proposal: LineProposal, by: Actor, on: date) -> Refusal | None:
    """Only who proposed takes it back."""
    if proposal.side == side_of(proposal.line.plan.agreement.placement, by):
        return None
    return Refusal("plan_line.not_yours", gettext_lazy("Alleen wie het voorstel deed, kan het intrekken."))


def terms_wrong(terms: Mapping[str, Any], placement: Placement) -> Refusal | None:
    """Why these terms cannot stand in a plan of this placement."""
    return hours_wrong(terms) or _third_place_unnamed(terms) or _outside(terms, placement)


def hours_wrong(terms: Mapping[str, Any]) -> Refusal | None:
    """Hours are there, and not below zero; the place is one of the list."""
    if terms["place"] not in Place.values:
        return Refusal("plan_line.place", gettext_lazy("Kies waar de leerling dit leert."))
    try:
        Line(terms["place"], terms["work_hours"], terms["school_hours"], terms["third_hours"])
    except ValueError as error:
        return Refusal("plan_line.hours", _(str(error)))
    return None


def _third_place_unnamed(terms: Mapping[str, Any]) -> Refusal | None:
    if terms["third_place"].strip() or not (terms["third_hours"] or terms["place"] == Place.THIRD):
        return None
    return Refusal(
        "plan_line.third_place_unnamed",
        gettext_lazy("Noem de derde plaats: welke tweede vestiging of welk opleidingscentrum?"),
    )


def _outside(terms: Mapping[str, Any], placement: Placement) -> Refusal | None:
    starts_on, ends_on = terms["starts_on"] or placement.starts_on, terms["ends_on"] or placement.ends_on
    if ends_on < starts_on:
        return Refusal(
            "plan_line.ends_before_start",
            gettext_lazy("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag."),
        )
    if placement.period.covers(Period(starts_on, ends_on)):
        return None
    return Refusal("plan_line.period_outside", gettext_lazy("Kies dagen binnen de periode van de plaats."))


def may_propose(line: PlanLine, terms: Mapping[str, Any]) -> Refusal | None:
    """One proposal at a time, and one that changes something."""
    if known := line_is_known(line):
        return known
    if line.proposals.waiting().exists():
        return Refusal("plan_line.proposal_waits", gettext_lazy("Over deze lijn wacht al een voorstel op antwoord."))
    if terms == line.terms:
        return Refusal("plan_line.nothing_changed", gettext_lazy("Er is niets veranderd aan deze lijn."))
    return None


def same_terms(proposal: LineProposal, terms: Mapping[str, Any]) -> Refusal | None:
    """Who counters with the same terms means yes."""
    if terms != proposal.terms:
        return None
    return Refusal("plan_line.same_as_proposed", gettext_lazy("Dit is hetzelfde voorstel. Aanvaard het dan."))
