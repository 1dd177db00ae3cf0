"""When a matching round may be opened, run and cancelled, and which capacity it holds meanwhile."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.period import school_year_of
from marketplace.workflow import Refusal
from placements.enums import (
    LIVE_MATCHES,
    WORK_FORMS,
    CapacityStatus,
    DropReason,
    MatchStatus,
    OfferStatus,
    RequestStatus,
    RoundStatus,
)
from placements.models import Capacity, Match, Offer, PlacementRequest, Round

HOLDS_CAPACITY = (RoundStatus.OPEN, RoundStatus.RUNNING, RoundStatus.REVIEW, RoundStatus.FAILED, RoundStatus.STOPPED)


def in_round(row: Round) -> QuerySet[Capacity]:
    """The published capacity that a round matches on: its school year, dates and programmes.

    What is published once the round has started is not in it.
    """
    found = suited(row)
    return found if row.started_at is None else found.filter(published_at__lte=row.started_at)


def suited(row: Round) -> QuerySet[Capacity]:
    """The published capacity of a round's school year, dates and programmes, whenever it was published."""
    open_to_it = Capacity.objects.filter(
        status=CapacityStatus.PUBLISHED,
        school_year=row.school_year,
        starts_on__lte=row.ends_on,
        ends_on__gte=row.starts_on,
    )
    programmes = [programme.pk for programme in row.programmes.all()]
    return open_to_it.filter(programmes__in=programmes).distinct() if programmes else open_to_it


def cohort(row: Round) -> QuerySet[PlacementRequest]:
    """The open requests for real work of a round; who waits for a company's answer stays out."""
    wanted = PlacementRequest.objects.filter(
        status=RequestStatus.OPEN,
        form__in=WORK_FORMS,
        school_year=row.school_year,
        starts_on__gte=row.starts_on,
        ends_on__lte=row.ends_on,
    )
    waiting = Offer.objects.filter(status=OfferStatus.SENT).values("request")
    programmes = list(row.programmes.values_list("pk", flat=True))
    return (wanted.filter(programme__in=programmes) if programmes else wanted).exclude(pk__in=waiting)


def begun_before(row: Round) -> list[Round]:
    """The rounds that run or are reviewed and started before this one: what they match on is theirs."""
    others = Round.objects.filter(status__in=(RoundStatus.RUNNING, RoundStatus.REVIEW), started_at__isnull=False)
    found = others.exclude(pk=row.pk).order_by("started_at", "pk").prefetch_related("programmes")
    mine = (row.started_at, row.pk)
    return [other for other in found if row.started_at is None or (other.started_at, other.pk) < mine]


def matched_elsewhere(row: Round) -> QuerySet[Match]:
    """Matches of other rounds that still stand, of students who still search: untried, so their seats are promised."""
    others = Match.objects.exclude(round=row).filter(round__status__in=(RoundStatus.REVIEW, RoundStatus.PUBLISHED))
    return untried(others).filter(request__status=RequestStatus.OPEN)


def untried(matches: QuerySet[Match]) -> QuerySet[Match]:
    """The live ones of these matches of which no offer was made."""
    tried = Offer.objects.filter(match__isnull=False).values("match")
    return matches.filter(status__in=LIVE_MATCHES).exclude(pk__in=tried)


def capacity_for(row: Round) -> QuerySet[Capacity]:
    """The capacity that a run of a round matches on: its own, but not what a round that began before it holds."""
    return without_held(in_round(row), begun_before(row))


def requests_for(row: Round) -> QuerySet[PlacementRequest]:
    """The requests that a run of a round matches: its cohort, but nobody whom another round has or is matching."""
    found = cohort(row).exclude(pk__in=matched_elsewhere(row).order_by().values("request"))
    for other in begun_before(row):
        if other.status == RoundStatus.RUNNING:
            found = found.exclude(pk__in=cohort(other).order_by().values("pk"))
    return found


def without_held(capacities: QuerySet[Capacity], others: Iterable[Round]) -> QuerySet[Capacity]:
    """These capacities without what other rounds hold."""
    for other in others:
        capacities = capacities.exclude(pk__in=held_by(other).order_by().values("pk"))
    return capacities


def without_match(row: Round, requests: QuerySet[PlacementRequest]) -> list[PlacementRequest]:
    """Those of these requests that still search and have no match of this round, once it has run."""
    if row.finished_at is None:
        return []
    matched = Match.objects.filter(round=row, status__in=LIVE_MATCHES).values("request")
    left = requests.filter(pk__in=cohort(row).order_by().values("pk")).exclude(pk__in=matched)
    return list(left.select_related("student", "programme").order_by("student__last_name", "student__first_name"))


def ready_to_offer(matches: QuerySet[Match]) -> QuerySet[Match]:
    """Published or released matches of students who still search and were offered nowhere."""
    asked = Offer.objects.filter(status=OfferStatus.SENT).values("request")
    open_to = matches.filter(
        status__in=(MatchStatus.PUBLISHED, MatchStatus.RELEASED), request__status=RequestStatus.OPEN
    )
    tried = Offer.objects.filter(match__in=matches.order_by().values("pk")).values("match")
    return open_to.exclude(request__in=asked).exclude(pk__in=tried).order_by("pk")


def closed_rounds(on: date) -> QuerySet[Round]:
    """Rounds from their closing day until their matches are published."""
    held = Round.objects.filter(status__in=HOLDS_CAPACITY, closes_on__lte=on)
    return held.order_by("closes_on", "pk").prefetch_related("programmes")


def held_by(row: Round) -> QuerySet[Capacity]:
    """What a closed round holds: all that it matches on; once it was opened again, only where a match is reviewed."""
    if row.reopened_at is None:
        return in_round(row)
    waiting = Match.objects.filter(round=row).to_review()
    return Capacity.objects.filter(pk__in=waiting.values("capacity"))


def locked_capacities(capacities: QuerySet[Capacity], on: date) -> QuerySet[Capacity]:
    """Those of these capacities that a round holds on a day."""
    held = [Q(pk__in=held_by(row).order_by().values("pk")) for row in closed_rounds(on)]
    return capacities.filter(reduce(or_, held)) if held else capacities.none()


def dates_in_order(row: Round, by: Actor, on: date) -> Refusal | None:
    if row.closes_on < on:
        return Refusal("round.closes_in_the_past", _("Kies een sluitingsdag vanaf vandaag."))
    if row.review_until_on <= row.closes_on:
        return Refusal("round.review_too_early", _("Nakijken kan pas na de sluitingsdag: kies een latere dag."))
    if row.ends_on < row.starts_on:
        return Refusal(
            "round.ends_before_start", _("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag.")
        )
    return None


def in_one_school_year(row: Round, by: Actor, on: date) -> Refusal | None:
    """A round is for placements of one school year, from 1 September to 31 August."""
    if school_year_of(row.starts_on) == school_year_of(row.ends_on) == row.school_year:
        return None
    return Refusal("round.other_school_year", _("De plaatsingen van een ronde liggen in één schooljaar."))


OPEN = (dates_in_order, in_one_school_year)


def closing_day_reached(row: Round, by: Actor, on: date) -> Refusal | None:
    if on >= row.closes_on:
        return None
    day = date_format(row.closes_on, "j F Y")
    return Refusal("round.before_closing_day", _("De ronde kan pas lopen vanaf %(day)s.") % {"day": day})


def everything_reviewed(row: Round, by: Actor, on: date) -> Refusal | None:
    if not Match.objects.filter(round=row).to_review().exists():
        return None
    return Refusal("round.still_reviewing", _("Nog niet alle matches zijn nagekeken."))


def drop_reason_given(reason: str) -> Refusal | None:
    if reason in DropReason.values:
        return None
    return Refusal("match.reason_needed", _("Kies waarom je deze match schrapt."))


def review_is_open(match: Match, by: Actor, on: date) -> Refusal | None:
    if match.round.status == RoundStatus.REVIEW:
        return None
    return Refusal("match.not_in_review", _("Deze ronde wordt niet meer nagekeken."))


def review_is_over(match: Match, by: Actor, on: date) -> Refusal | None:
    if on > match.round.review_until_on:
        return None
    day = date_format(match.round.review_until_on, "j F Y")
    return Refusal("match.still_in_review", _("De scholen kijken deze match na tot en met %(day)s.") % {"day": day})
