"""Review the matches of a round: publish, drop with a reason, and release what nobody reviewed."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import SYSTEM, Actor, Role
from marketplace.notifications.actions import tell_role
from marketplace.workflow import Refused
from placements.enums import Party, RoundStatus
from placements.models import DeclinedPair, Match, Round
from placements.rules import round as rules
from placements.workflow.match import matches as workflow
from placements.workflow.round import rounds


@transaction.atomic
def publish_matches(*, matches: Iterable[Match], by: Actor) -> list[Match]:
    """Let these matches be offered to their companies; all of them or none. The last review closes the round.

    Refused: `match.not_in_review`, `match.publish.wrong_status`. Raises Match.DoesNotExist for another school's match.
    """
    at = timezone.now()
    wanted = sorted(matches, key=lambda match: match.pk)
    reviewed = _locked_rounds(wanted)
    published = [workflow.take(match, "publish", by=by, at=at) for match in wanted]
    for row in reviewed:
        close_when_reviewed(row)
    return published


@transaction.atomic
def drop_match(*, match: Match, reason: str, by: Actor) -> Match:
    """Leave a match out, with a reason from the closed list; matching forgets the pair.

    Refused: `match.reason_needed`, `match.not_in_review`, `match.drop.wrong_status`.
    """
    if refusal := rules.drop_reason_given(reason):
        raise Refused(refusal)
    at = timezone.now()
    reviewed = _locked_rounds([match])
    row = workflow.take(match, "drop", by=by, at=at, drop_reason=reason)
    DeclinedPair.objects.get_or_create(
        request_id=row.request_id,
        capacity_id=row.capacity_id,
        defaults={"party": Party.SCHOOL, "reason": reason, "at": at},
    )
    close_when_reviewed(reviewed[0])
    return row


def release_overdue(*, by: Actor = SYSTEM) -> int:
    """Release the matches that nobody reviewed by the review date, and close those rounds; how many matches."""
    over = Round.objects.filter(status=RoundStatus.REVIEW, review_until_on__lt=timezone.localdate())
    return sum(_release(row, by) for row in over.order_by("pk"))


@transaction.atomic
def _release(row: Round, by: Actor) -> int:
    locked = Round.objects.select_for_update().get(pk=row.pk)
    left = locked.matches.to_review().select_related("request").order_by("pk")
    schools = Counter(workflow.take(match, "release", by=by).request.school_id for match in left)
    for school, count in sorted(schools.items()):
        path = reverse("round-review", args=[row.pk])
        tell_role(school, Role.COORDINATOR, "round.released", path=path, round=row.name, count=count)
    close_when_reviewed(locked)
    return schools.total()


def _locked_rounds(wanted: Iterable[Match]) -> list[Round]:
    """The rounds of these matches under lock, so that two last reviews do not miss each other."""
    keys = {match.round_id for match in wanted}
    return list(Round.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def close_when_reviewed(row: Round) -> None:
    """Publish the round once no match is left to review."""
    row.refresh_from_db()
    if row.status == RoundStatus.REVIEW and not rules.everything_reviewed(row, SYSTEM, timezone.localdate()):
        rounds.take(row, "publish", by=SYSTEM)
