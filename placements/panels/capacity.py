"""What waits for HR about places: drafts, hidden places, recognitions and mentors."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import Waiting, add_link, add_waiting
from placements.enums import CapacityStatus
from placements.models import Capacity
from placements.rules.capacity_gap import short_of_mentors, without_recognition

MOST_SHOWN = 5

add_link(gettext_lazy("Mijn plaatsen"), "capacity-list", Role.HR, Role.MENTOR, rank=10)


@add_waiting(Role.HR)
def drafts(actor: Actor, on: date) -> list[Lines]:
    """Drafts that were begun and not published."""
    rows = Capacity.objects.of(actor).filter(status=CapacityStatus.DRAFT)
    return [_lines(rows, _("Werk af"), _("Ontwerp van plaatsen, %(site)s"))]


@add_waiting(Role.HR)
def hidden(actor: Actor, on: date) -> list[Lines]:
    """Published places that schools do not see, because the code or the label is not in order today."""
    offered = Capacity.objects.offered_on(on).values("pk")
    rows = Capacity.objects.of(actor).open_on(on).exclude(pk__in=offered)
    note = _("De ethische code of het label is vandaag niet in orde.")
    return [_lines(rows, _("Kijk na"), _("Scholen zien deze plaatsen niet: %(site)s"), note)]


@add_waiting(Role.HR)
def recognitions(actor: Actor, on: date) -> list[Waiting]:
    """Dual programmes on offer without a recognition in force or requested."""
    words = _("Erkenning voor %(programme)s, %(site)s")
    return [
        Waiting(
            _("Vul in"),
            words % {"programme": programme.name, "site": capacity.site.name},
            reverse("capacity-recognition", args=[capacity.pk, programme.pk]),
        )
        for capacity, programme in without_recognition(Capacity.objects.of(actor).open_on(on))[:MOST_SHOWN]
    ]


@add_waiting(Role.HR)
def without_mentors(actor: Actor, on: date) -> list[Waiting]:
    """Free places for which no mentor can be found yet."""
    return [
        Waiting(_("Zoek een mentor"), _("Te weinig mentoren, %(site)s") % {"site": capacity.site.name}, _page(capacity))
        for capacity in short_of_mentors(_published(actor, on), on)
    ]


def _published(actor: Actor, on: date) -> list[Capacity]:
    return list(Capacity.objects.of(actor).open_on(on).select_related("site").order_by("pk")[:MOST_SHOWN])


def _lines(rows: QuerySet[Capacity], verb: str, words: str, note: str = "") -> Lines:
    return Lines(rows, "capacity-detail", words, {"site": "site__name"}, verb=verb, note=note, most=MOST_SHOWN)


def _page(capacity: Capacity) -> str:
    return reverse("capacity-detail", args=[capacity.pk])
