"""What comes soon, what one may begin with, and the numbers on the homes of companies, schools and the city."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_coming, add_step, add_tallies
from placements.enums import OfferStatus, PlacementStatus, RequestStatus, RoundStatus
from placements.models import Capacity, Match, Offer, Placement, PlacementRequest, Round
from schools.models import full_name

SOON = timedelta(days=30)
MOST_SHOWN = 5
SEATS_LEFT = Sum(F("places") - F("taken"))

add_step(gettext_lazy("Bied plaatsen aan"), "capacity-new", Role.HR)
add_step(gettext_lazy("Vraag plaatsen voor leerlingen"), "request-new", Role.COORDINATOR)
add_step(gettext_lazy("Open een ronde"), "round-new", Role.ADMINISTRATOR)


def _looks_for_a_place(actor: Actor) -> bool:
    """Whether a student has no place yet, or none any more."""
    return not Placement.objects.visible_to(actor.only(Role.STUDENT)).holding_seats().exists()


add_step(gettext_lazy("Kijk welke plaatsen er zijn"), "place-list", Role.STUDENT, helps=_looks_for_a_place)


@add_coming(Role.HR, Role.MENTOR, *SCHOOL_STAFF)
def first_and_last_days(actor: Actor, on: date) -> list[Lines]:
    """Placements that begin or end within a month."""
    rows = Placement.objects.visible_to(actor).holding_seats()
    soon = (on + timedelta(days=1), on + SOON)
    ends = rows.filter(status=PlacementStatus.RUNNING, ends_on__range=soon)
    return [
        _days(rows.filter(starts_on__range=soon), _("Eerste dag van %(student)s"), "starts_on"),
        _days(ends, _("Laatste dag van %(student)s"), "ends_on"),
    ]


@add_coming(Role.COORDINATOR, Role.DIRECTOR, Role.ADMINISTRATOR)
def days_of_rounds(actor: Actor, on: date) -> list[Lines]:
    """Rounds that close, and those whose matches are released; a school hears of the latter when it has some."""
    rows = Round.objects.visible_to(actor)
    closing = rows.filter(status=RoundStatus.OPEN, closes_on__gte=on)
    reviewing = rows.filter(status=RoundStatus.REVIEW, review_until_on__gte=on)
    if not actor.has(Role.ADMINISTRATOR):
        reviewing = reviewing.filter(
            Exists(Match.objects.visible_to(actor.only(*SCHOOL_STAFF)).filter(round=OuterRef("pk")))
        )
    return [
        _rounds(closing, _("Laatste dag om mee te doen aan ‘%(name)s’"), "closes_on"),
        _rounds(reviewing, _("Laatste dag om ‘%(name)s’ na te kijken"), "review_until_on"),
    ]


@add_tallies(Role.HR)
def own_places(actor: Actor, on: date) -> list[Number]:
    """Seats that are still free, and schools that wait for an answer."""
    asked = Offer.objects.visible_to(actor).filter(status=OfferStatus.SENT)
    return [
        Number(Capacity.objects.of(actor).open_on(on), _free, reverse("capacity-list"), of=SEATS_LEFT),
        Number(
            asked, lambda count: ngettext("vraag van een school", "vragen van scholen", count), reverse("offer-list")
        ),
    ]


@add_tallies(*SCHOOL_STAFF)
def searching(actor: Actor, on: date) -> list[Number]:
    """Students who look for a place, and companies that were asked."""
    looking = PlacementRequest.objects.visible_to(actor).filter(status=RequestStatus.OPEN)
    asked = Offer.objects.visible_to(actor).filter(status=OfferStatus.SENT)
    return [
        Number(looking, _looking, f"{reverse('request-list')}?status=open"),
        Number(asked, lambda count: ngettext("open aanbieding", "open aanbiedingen", count), reverse("offer-list")),
    ]


@add_tallies(Role.HR, Role.MENTOR, *SCHOOL_STAFF)
def at_work(actor: Actor, on: date) -> list[Number]:
    """Students who are at their workplace now."""
    rows = Placement.objects.visible_to(actor).filter(status=PlacementStatus.RUNNING)
    return [Number(rows, _at_work, reverse("placement-list"))]


@add_tallies(Role.ADMINISTRATOR, Role.LABEL_OFFICER, Role.AUDITOR)
def places_in_the_city(actor: Actor, on: date) -> list[Number]:
    """Free seats that the search shows today."""
    return [Number(Capacity.objects.offered_on(on), _free_in_the_city, reverse("place-list"), of=SEATS_LEFT)]


def _days(rows: QuerySet[Placement], words: str, day: str) -> Lines:
    fill = {"student": full_name("student")}
    return Lines(rows, "placement-detail", words, fill, day=day, most=MOST_SHOWN)


def _rounds(rows: QuerySet[Round], words: str, day: str) -> Lines:
    return Lines(rows, "round-detail", words, {"name": "name"}, day=day, most=MOST_SHOWN)


def _free(count: int) -> str:
    return ngettext("vrije plaats", "vrije plaatsen", count)


def _free_in_the_city(count: int) -> str:
    return ngettext("vrije plaats in de stad", "vrije plaatsen in de stad", count)


def _looking(count: int) -> str:
    return ngettext("leerling zoekt een plaats", "leerlingen zoeken een plaats", count)


def _at_work(count: int) -> str:
    return ngettext("leerling op de werkplek", "leerlingen op de werkplek", count)
