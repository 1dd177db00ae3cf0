"""What a company sees of a match in the review days of a round: the need, never the student (R33)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from marketplace.workflow import Text
from placements.enums import MatchStatus
from placements.models import Match
from placements.offer_need import region_of


@dataclass(frozen=True)
class MatchNeed:
    """One anonymous match at a place: programme, form, days, a band of distance and whether a parent decides too."""

    match: Match
    region: Text
    is_minor: bool
    in_review: bool


def with_needs(matches: QuerySet[Match]) -> QuerySet[Match]:
    """These matches with what their needs are told from; as many queries however many they are."""
    rows = matches.select_related("round", "capacity__site", "request__programme", "request__student")
    return rows.prefetch_related("request__student__homes")


def needs_of(matches: Iterable[Match]) -> list[MatchNeed]:
    """The anonymous needs of matches, in the order given."""
    return [_need(match) for match in matches]


def _need(match: Match) -> MatchNeed:
    asked: Any = match.request
    return MatchNeed(
        match,
        region=region_of(asked, match.capacity.site),
        is_minor=asked.student.is_minor_on(asked.starts_on),
        in_review=match.status == MatchStatus.REVIEW,
    )
