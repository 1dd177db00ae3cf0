"""What waits about offers: HR's answers, and the questions of companies."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.panels import Waiting, add_link, add_waiting
from placements.enums import OfferStatus, Party
from placements.models import Offer, OfferMessage

MOST_SHOWN = 20

add_link(gettext_lazy("Vragen van scholen"), "offer-list", Role.HR, rank=30)
add_link(gettext_lazy("Aanbiedingen"), "offer-list", Role.COORDINATOR, Role.COACH, Role.DIRECTOR, rank=30)


@add_waiting(Role.HR)
def to_answer(actor: Actor, on: date) -> list[Waiting]:
    """Offers that can still be answered, the nearest answer date first."""
    rows = _open(actor, on).select_related("request__programme", "capacity__site")[:MOST_SHOWN]
    words = _("Een leerling %(programme)s, %(site)s")
    return [
        Waiting(
            _("Antwoord"),
            words % {"programme": row.request.programme.name, "site": row.capacity.site.name},
            _page(row),
            due_on=row.answer_by_on,
        )
        for row in rows
    ]


@add_waiting(Role.COORDINATOR)
def questions(actor: Actor, on: date) -> list[Waiting]:
    """Open offers whose last line is a question of the company."""
    lines = OfferMessage.objects.filter(offer=OuterRef("pk")).order_by("-pk").values("party")[:1]
    rows = _open(actor, on).annotate(last=Subquery(lines)).filter(last=Party.COMPANY)
    rows = rows.select_related("request__student", "company__organisation")
    words = _("Vraag van %(company)s over %(student)s")
    return [
        Waiting(
            _("Antwoord"),
            words % {"company": row.company, "student": row.request.student},
            _page(row),
            due_on=row.answer_by_on,
        )
        for row in rows[:MOST_SHOWN]
    ]


def _open(actor: Actor, on: date) -> QuerySet[Offer]:
    rows = Offer.objects.visible_to(actor).filter(status=OfferStatus.SENT, answer_by_on__gte=on)
    return rows.order_by("answer_by_on", "pk")


def _page(offer: Offer) -> str:
    return reverse("offer-detail", args=[offer.pk])
