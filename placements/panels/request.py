"""What waits for coordinators about requests: students without one, and the most urgent ones without an offer."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.actor import Actor, Role
from marketplace.web.lines import Number
from marketplace.web.panels import Waiting, add_link, add_waiting
from placements.enums import OfferStatus, RequestStatus
from placements.models import Match, Offer, PlacementRequest
from placements.rules.period import usual_period
from placements.rules.round import ready_to_offer
from placements.rules.search import searches, without_request
from schools.models import Student

MOST_SHOWN = 5

add_link(gettext_lazy("Aanvragen"), "request-list", Role.COORDINATOR, Role.COACH, Role.DIRECTOR, rank=20)


@add_waiting(Role.COORDINATOR)
def students_without_request(actor: Actor, on: date) -> list[Number]:
    """One item for all dual students who have no request in the period that schools plan now."""
    mine = Student.objects.visible_to(actor).filter(programme__is_dual=True)
    rows = without_request(mine, *usual_period(on))
    return [Number(rows, _without_request, reverse("request-new"), verb=_("Vraag plaatsen"))]


def _without_request(count: int) -> str:
    words = ngettext("%(count)s leerling zonder aanvraag", "%(count)s leerlingen zonder aanvraag", count)
    return words % {"count": count}


@add_waiting(Role.COORDINATOR)
def requests_without_offer(actor: Actor, on: date) -> list[Waiting]:
    """Open requests without a question to a company or a match to look at or to offer, the last day of R08 first."""
    asked = Offer.objects.visible_to(actor).filter(status=OfferStatus.SENT).values("request")
    matches = Match.objects.visible_to(actor.only(Role.COORDINATOR))
    rows = PlacementRequest.objects.visible_to(actor).filter(status=RequestStatus.OPEN).exclude(pk__in=asked)
    for matched in (matches.to_review(), ready_to_offer(matches).order_by()):
        rows = rows.exclude(pk__in=matched.values("request"))
    found = searches(rows.select_related("student__programme", "programme"), on)
    first = [_waiting(row.request, row.countdown.last_on if row.countdown else None) for row in found[:MOST_SHOWN]]
    return first + _rest(len(found) - MOST_SHOWN)


def _rest(count: int) -> list[Waiting]:
    """One line for the students who do not fit on the page."""
    if count <= 0:
        return []
    words = ngettext("Nog %(count)s leerling zoekt een plaats", "Nog %(count)s leerlingen zoeken een plaats", count)
    return [
        Waiting(_("Toon iedereen"), words % {"count": count}, f"{reverse('request-list')}?status=open", count=count)
    ]


def _waiting(request: PlacementRequest, due_on: date | None) -> Waiting:
    url = reverse("request-matches", args=[request.pk])
    return Waiting(_("Zoek een plaats"), f"{request.student}, {request.programme}", url, due_on=due_on)
