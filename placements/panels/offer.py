"""What waits about offers: HR's answers, and the questions of companies."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_waiting
from placements.enums import Form, OfferStatus, Party
from placements.models import Offer, OfferMessage
from schools.models import full_name

add_link(gettext_lazy("Vragen van scholen"), "offer-list", Role.HR, rank=30)
add_link(gettext_lazy("Voorgestelde leerlingen"), "match-list", Role.HR, rank=35)
add_link(gettext_lazy("Aanbiedingen"), "offer-list", Role.COORDINATOR, Role.COACH, Role.DIRECTOR, rank=30)


@add_waiting(Role.HR)
def to_answer(actor: Actor, on: date) -> list[Lines]:
    """Offers that can still be answered, the nearest answer date first."""
    fill = {"programme": "request__programme__name", "site": "capacity__site__name", "number": "pk"}
    rows, of_teacher = _open(actor.only(Role.HR), on), Q(request__form=Form.TEACHER)
    said = (
        (~of_teacher, _("Een leerling %(programme)s, %(site)s (vraag %(number)s)")),
        (of_teacher, _("Een leraar %(programme)s, %(site)s (vraag %(number)s)")),
    )
    verb = _("Antwoord")
    return [Lines(rows.filter(who), "offer-detail", words, fill, verb=verb, day="answer_by_on") for who, words in said]


@add_waiting(Role.COORDINATOR)
def questions(actor: Actor, on: date) -> list[Lines]:
    """Open offers whose last line is a question of the company."""
    lines = OfferMessage.objects.filter(offer=OuterRef("pk")).order_by("-pk").values("party")[:1]
    rows = _open(actor.only(Role.COORDINATOR), on).alias(last=Subquery(lines)).filter(last=Party.COMPANY)
    fill: dict[str, Any] = {"company": "company__organisation__name", "student": full_name("request__student")}
    words = _("Vraag van %(company)s over %(student)s")
    return [Lines(rows, "offer-detail", words, fill, verb=_("Antwoord"), day="answer_by_on")]


def _open(actor: Actor, on: date) -> QuerySet[Offer]:
    return Offer.objects.visible_to(actor).filter(status=OfferStatus.SENT, answer_by_on__gte=on)
