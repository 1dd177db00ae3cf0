"""Amend the agreement of a running placement from a day on: make the next version, or drop it again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.workflow import refuse_if
from placements.actions.agreement import held, next_version
from placements.actions.drop import drop
from placements.actions.placement_news import tell_both
from placements.actions.prior_learning import ask_amendment_again
from placements.actions.schedule import follow_amendment
from placements.actions.seat import promises_told
from placements.models import Agreement
from placements.rules import amend as rules


@promises_told()
def amend_agreement(*, agreement: Agreement, in_force_on: date, changes: Mapping[str, Any], by: Actor) -> Agreement:
    """A draft that amends a sealed version from a day on, with a copy of its plan and hours.

    `changes` may hold `ends_on` and `week` of the placement, which keeps its own until everybody has signed.
    Refused: `amendment.not_running`, `amendment.open`, `amendment.not_newest`, `amendment.change_unknown`,
    `amendment.in_the_past`, `amendment.day_taken`, `amendment.day_outside`, `amendment.ends_before`,
    `agreement.period_outside`, `agreement.no_days`, `form.snuffel_too_long`, `seat.student_placed`,
    `seat.mentor_full`. Raises PermissionDenied for all but coach, coordinator and HR.
    """
    row, on = held(agreement, by), timezone.localdate()
    placement = row.placement
    terms = {"ends_on": placement.ends_on, "week": placement.week} | dict(changes) | {"in_force_on": in_force_on}
    refuse_if(rules.may_amend(row, by, on) or rules.new_terms_fit(row, terms, on))
    made = next_version(of=row, amends=row, terms=terms, by=by)
    changed = [name for name in ("ends_on", "week") if terms[name] != getattr(placement, name)]
    follow_amendment(agreement=made, changed=changed)
    tell_both(placement, "amendment.drafted")
    return made


@transaction.atomic
def drop_amendment(*, agreement: Agreement, by: Actor) -> Agreement:
    """An amendment that is being made, signed or was refused goes away: what everybody signed before goes on.

    Whoever had a link to it gets one to what holds; what was recognised in it alone is asked again.
    Refused: `amendment.first_version`, `agreement.drop.wrong_status`. Raises PermissionDenied for all but
    coach, coordinator and HR.
    """
    dropped = drop(held(agreement, by), by, timezone.now())
    ask_amendment_again(dropped)
    return dropped
