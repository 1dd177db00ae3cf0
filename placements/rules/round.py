"""When a matching round may be opened, run and cancelled, and which capacity it holds meanwhile."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import MatchStatus, RoundStatus
from placements.models import Capacity, Match, Round

HOLDS_CAPACITY = (RoundStatus.OPEN, RoundStatus.RUNNING, RoundStatus.REVIEW, RoundStatus.FAILED)


def in_round(row: Round) -> QuerySet[Capacity]:
    """The published capacity that a round matches on: its school year, dates and programmes."""
    open_to_it = Capacity.objects.filter(
        status="published", school_year=row.school_year, starts_on__lte=row.ends_on, ends_on__gte=row.starts_on
    )
    programmes = list(row.programmes.values_list("pk", flat=True))
    return open_to_it.filter(programmes__in=programmes).distinct() if programmes else open_to_it


def closed_rounds(on: date) -> QuerySet[Round]:
    """Rounds from their closing day until their matches are published."""
    return Round.objects.filter(status__in=HOLDS_CAPACITY, closes_on__lte=on)


def locked_capacities(capacities: QuerySet[Capacity], on: date) -> set[int]:
    """Those of these capacities that a round holds on a day."""
    held = Q(pk=None)
    for row in closed_rounds(on):
        held |= Q(pk__in=in_round(row).order_by().values("pk"))
    return set(capacities.filter(held).order_by().values_list("pk", flat=True))


def capacity_locked(capacity: Capacity, on: date) -> Refusal | None:
    """From closing day to publication, capacity in a round takes no single offers."""
    holding = [row for row in closed_rounds(on) if in_round(row).filter(pk=capacity.pk).exists()]
    if not holding:
        return None
    sentence = _("Deze plaatsen zitten in de matchingronde ‘%(round)s’. Je kan ze weer los aanbieden na %(day)s.")
    day = date_format(holding[0].review_until_on, "j F Y")
    return Refusal("capacity.locked", sentence % {"round": holding[0].name, "day": day})


def closing_day_reached(row: Round, by: Actor, on: date) -> Refusal | None:
    if on >= row.closes_on:
        return None
    day = date_format(row.closes_on, "j F Y")
    return Refusal("round.before_closing_day", _("De ronde kan pas lopen vanaf %(day)s.") % {"day": day})


def everything_reviewed(row: Round, by: Actor, on: date) -> Refusal | None:
    if not Match.objects.filter(round=row, status=MatchStatus.REVIEW).exists():
        return None
    return Refusal("round.still_reviewing", _("Nog niet alle matches zijn nagekeken."))


def review_is_open(match: Match, by: Actor, on: date) -> Refusal | None:
    if match.round.status == RoundStatus.REVIEW:
        return None
    return Refusal("match.not_in_review", _("Deze ronde wordt niet meer nagekeken."))


def review_is_over(match: Match, by: Actor, on: date) -> Refusal | None:
    if on > match.round.review_until_on:
        return None
    day = date_format(match.round.review_until_on, "j F Y")
    return Refusal("match.still_in_review", _("De scholen kijken deze match na tot en met %(day)s.") % {"day": day})
