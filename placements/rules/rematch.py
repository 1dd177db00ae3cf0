"""When a round may be matched again, with whom and on what."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import STAYS_OUT, MatchStatus, RoundStatus
from placements.models import Capacity, Match, PlacementRequest, Round, RoundRepeat
from placements.rules.round import closed_rounds, cohort, matched_elsewhere, suited, untried, without_held

MONTHS = (9, 10)  # weekly rounds: the first two months of the school year, when the search of R08 runs


def still_searching(row: Round) -> QuerySet[PlacementRequest]:
    """The requests of a re-matching: the round's cohort as it is now, late ones too.

    Left out: who has another place or plan according to the school, and who has a match of another round.
    """
    settled = Match.objects.filter(round=row, status=MatchStatus.DROPPED, drop_reason__in=STAYS_OUT)
    elsewhere = matched_elsewhere(row).order_by()
    return cohort(row).exclude(pk__in=settled.values("request")).exclude(pk__in=elsewhere.values("request"))


def open_now(row: Round, on: date) -> QuerySet[Capacity]:
    """The capacity of a re-matching: what suits the round, new places too, but not what another round holds."""
    return without_held(suited(row), closed_rounds(on).exclude(pk=row.pk))


def sitting(row: Round) -> QuerySet[Match]:
    """The matches of a round that still stand: live ones of which no offer has been answered."""
    return untried(Match.objects.filter(round=row))


def has_run(row: Round, by: Actor, on: date) -> Refusal | None:
    """A round is matched again once it has run, while schools review or afterwards."""
    if row.status in (RoundStatus.REVIEW, RoundStatus.PUBLISHED):
        return None
    return Refusal("rematch.round_not_run", _("Deze ronde heeft nog niet gelopen: start ze eerst."))


def not_over(row: Round, by: Actor, on: date) -> Refusal | None:
    if on <= row.ends_on:
        return None
    return Refusal("rematch.round_over", _("De plaatsingen van deze ronde zijn voorbij."))


AGAIN = (has_run, not_over)


def in_september_or_october(repeat: RoundRepeat, by: Actor, on: date) -> Refusal | None:
    """Every week, in the two months in which most students still search."""
    if repeat.next_on.month in MONTHS and repeat.until_on.month in MONTHS:
        return None
    return Refusal("repeat.other_months", _("Een wekelijkse ronde loopt in september en oktober: kies andere dagen."))


def days_in_order(repeat: RoundRepeat, by: Actor, on: date) -> Refusal | None:
    if repeat.next_on < on:
        return Refusal("repeat.in_the_past", _("Kies een eerste dag vanaf vandaag."))
    if repeat.until_on < repeat.next_on:
        return Refusal(
            "repeat.ends_before_start", _("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag.")
        )
    return None


REPEAT = (days_in_order, in_september_or_october)
