"""Placements that run, and amendments of their agreement, played through the actions."""

from datetime import date

import time_machine

from marketplace.actor import Actor
from placements.actions.agreement import check_data
from placements.actions.amend import amend_agreement
from placements.actions.signature import sign
from placements.models import Agreement, Placement
from tests.factories.accounts import actor_of
from tests.factories.agreements import director_of, in_signing, no_tie, parent_actor, student_actor
from tests.factories.offers import Market

FROM = date(2027, 2, 8)


def signers(market: Market, agreement: Agreement) -> list[Actor]:
    """Everybody who signs, in an order in which the parent comes last."""
    placement = Placement.objects.get(pk=agreement.placement_id)
    director = actor_of(director_of(market))
    parents = placement.student.representatives.order_by("pk")
    return [market.hr, director, student_actor(placement), *(parent_actor(row, placement) for row in parents)]


def signed(market: Market, agreement: Agreement, people: list[Actor] | None = None) -> Agreement:
    """Everybody signs."""
    for by in people or signers(market, agreement):
        no_tie(Agreement.objects.get(pk=agreement.pk), by)
        sign(agreement=Agreement.objects.get(pk=agreement.pk), by=by)
    return Agreement.objects.get(pk=agreement.pk)


def running(market: Market, **fields) -> Agreement:
    """A minor's placement that everybody signed and that runs."""
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        agreement = signed(market, in_signing(market, **fields))
    Placement.objects.filter(pk=agreement.placement_id).update(status="running")
    return Agreement.objects.get(pk=agreement.pk)


def amended(market: Market, agreement: Agreement, in_force_on: date = FROM, **changes) -> Agreement:
    """The draft that the coach makes."""
    return amend_agreement(agreement=agreement, in_force_on=in_force_on, changes=changes, by=market.coach_actor)


def opened(market: Market, agreement: Agreement) -> Agreement:
    """Both sides checked it."""
    check_data(agreement=agreement, by=market.hr)
    return check_data(agreement=Agreement.objects.get(pk=agreement.pk), by=market.coach_actor)
