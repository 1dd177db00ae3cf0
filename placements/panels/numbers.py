"""What comes soon, what one may begin with, and the numbers on the homes of companies, schools and the city."""

from datetime import date, timedelta

from django.db.models import F, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.actor import SCHOOL_ROLES, Actor, Role
from marketplace.web.panels import Coming, Tally, add_coming, add_step, add_tallies
from placements.enums import OfferStatus, PlacementStatus, RequestStatus, RoundStatus
from placements.models import Capacity, Offer, Placement, PlacementRequest, Round

SOON = timedelta(days=30)
MOST_SHOWN = 5
SCHOOL = tuple(SCHOOL_ROLES - {Role.STUDENT})

add_step(gettext_lazy("Bied plaatsen aan"), "capacity-new", Role.HR)
add_step(gettext_lazy("Vraag plaatsen voor leerlingen"), "request-new", Role.COORDINATOR)
add_step(gettext_lazy("Open een ronde"), "round-new", Role.ADMINISTRATOR)
add_step(gettext_lazy("Kijk welke plaatsen er zijn"), "place-list", Role.STUDENT)


@add_coming(Role.HR, Role.MENTOR, *SCHOOL)
def first_and_last_days(actor: Actor, on: date) -> list[Coming]:
    """Placements that begin or end within a month."""
    rows = Placement.objects.visible_to(actor).holding_seats().select_related("student")
    soon = (on + timedelta(days=1), on + SOON)
    starts = rows.filter(starts_on__range=soon).order_by("starts_on", "pk")[:MOST_SHOWN]
    ends = rows.filter(status=PlacementStatus.RUNNING, ends_on__range=soon).order_by("ends_on", "pk")[:MOST_SHOWN]
    first, last = _("Eerste dag van %s"), _("Laatste dag van %s")
    return [_coming(row.starts_on, first, row) for row in starts] + [_coming(row.ends_on, last, row) for row in ends]


@add_coming(Role.COORDINATOR, Role.DIRECTOR, Role.ADMINISTRATOR)
def days_of_rounds(actor: Actor, on: date) -> list[Coming]:
    """Rounds that close, or whose matches are released, from today on."""
    rows = Round.objects.visible_to(actor)
    closing = rows.filter(status=RoundStatus.OPEN, closes_on__gte=on).order_by("closes_on", "pk")[:MOST_SHOWN]
    reviewing = rows.filter(status=RoundStatus.REVIEW, review_until_on__gte=on).order_by("review_until_on", "pk")
    closes, ends = _("Laatste dag om mee te doen aan ‘%s’"), _("Laatste dag om ‘%s’ na te kijken")
    return [Coming(row.closes_on, closes % row.name, _round(row)) for row in closing] + [
        Coming(row.review_until_on, ends % row.name, _round(row)) for row in reviewing[:MOST_SHOWN]
    ]


@add_tallies(Role.HR)
def own_places(actor: Actor, on: date) -> list[Tally]:
    """Seats that are still free, and schools that wait for an answer."""
    rows = Capacity.objects.of(actor).open_on(on)
    left = rows.aggregate(left=Sum(F("places") - F("taken")))["left"] or 0
    asked = Offer.objects.visible_to(actor).filter(status=OfferStatus.SENT).count()
    return [
        Tally(left, ngettext("vrije plaats", "vrije plaatsen", left), reverse("capacity-list")),
        Tally(asked, ngettext("vraag van een school", "vragen van scholen", asked), reverse("offer-list")),
    ]


@add_tallies(*SCHOOL)
def searching(actor: Actor, on: date) -> list[Tally]:
    """Students who look for a place, and companies that were asked."""
    looking = PlacementRequest.objects.visible_to(actor).filter(status=RequestStatus.OPEN).count()
    asked = Offer.objects.visible_to(actor).filter(status=OfferStatus.SENT).count()
    words = ngettext("leerling zoekt een plaats", "leerlingen zoeken een plaats", looking)
    return [
        Tally(looking, words, f"{reverse('request-list')}?status=open"),
        Tally(asked, ngettext("open aanbieding", "open aanbiedingen", asked), reverse("offer-list")),
    ]


@add_tallies(Role.HR, Role.MENTOR, *SCHOOL)
def at_work(actor: Actor, on: date) -> list[Tally]:
    """Students who are at their workplace now."""
    count = Placement.objects.visible_to(actor).filter(status=PlacementStatus.RUNNING).count()
    words = ngettext("leerling op de werkplek", "leerlingen op de werkplek", count)
    return [Tally(count, words, reverse("placement-list"))]


@add_tallies(Role.ADMINISTRATOR, Role.LABEL_OFFICER, Role.AUDITOR)
def places_in_the_city(actor: Actor, on: date) -> list[Tally]:
    """Free seats that the search shows today."""
    left = Capacity.objects.offered_on(on).aggregate(left=Sum(F("places") - F("taken")))["left"] or 0
    return [Tally(left, ngettext("vrije plaats in de stad", "vrije plaatsen in de stad", left), reverse("place-list"))]


def _coming(on: date, words: str, row: Placement) -> Coming:
    return Coming(on, words % row.student, reverse("placement-detail", args=[row.pk]))


def _round(row: Round) -> str:
    return reverse("round-detail", args=[row.pk])
