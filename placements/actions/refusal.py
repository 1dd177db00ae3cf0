"""A company refuses an anonymous match in the review days of a round."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.notifications.actions import tell_role
from marketplace.workflow import Refused
from placements.actions.rematch import ask_rematch
from placements.enums import Party, RematchCause
from placements.models import DeclinedPair, Match, MatchRefusal, Round
from placements.rules.offer import reason_given
from placements.rules.refusal import refused_by
from placements.workflow.match import matches as workflow


@transaction.atomic
def refuse_match(*, match: Match, reason: str, by: Actor) -> MatchRefusal:
    """Refuse a match at an own place, with a reason from the closed list.

    Matching forgets the pair, and the round is matched again. Refused: `offer.reason_needed`,
    `match.not_in_review`, `match.refusals_used_up`, `match.refuse.wrong_status`.
    """
    if refusal := reason_given(reason):
        raise Refused(refusal)
    at = timezone.now()
    matching = Round.objects.select_for_update().get(pk=match.round_id)
    row = workflow.take(match, "refuse", by=by, at=at)
    company_id = row.capacity.company_id
    refused = MatchRefusal.objects.create(
        round=matching,
        company_id=company_id,
        match=row,
        number=refused_by(company_id, matching) + 1,
        reason=reason,
        refused_at=at,
        refused_by_id=by.user_id,
    )
    DeclinedPair.objects.get_or_create(
        request_id=row.request_id,
        capacity_id=row.capacity_id,
        defaults={"party": Party.COMPANY, "reason": reason, "at": at},
    )
    tell_role(
        row.request.school_id,
        Role.COORDINATOR,
        "match.refused",
        path=reverse("round-review", args=[matching.pk]),
        round=matching.name,
    )
    ask_rematch(round=matching, by=SYSTEM, cause=RematchCause.REFUSAL, applies=True)
    return refused
