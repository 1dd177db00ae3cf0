"""What waits for HR about places: drafts, hidden places, recognitions and mentors."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.panels import Text, Waiting, add_link, add_waiting
from placements.enums import CapacityStatus
from placements.models import Capacity
from placements.rules.capacity import code_signed, label_valid
from placements.views.capacity_facts import not_recognised, short_of_mentors

MOST_SHOWN = 5

add_link(gettext_lazy("Mijn plaatsen"), "capacity-list", Role.HR, Role.MENTOR, rank=10)


@add_waiting(Role.HR)
def drafts(actor: Actor, on: date) -> list[Waiting]:
    """Drafts that were begun and not published."""
    rows = Capacity.objects.of(actor).filter(status=CapacityStatus.DRAFT).select_related("site").order_by("pk")
    return [
        Waiting(_("Werk af"), _("Ontwerp van plaatsen, %(site)s") % {"site": row.site.name}, _page(row))
        for row in rows[:MOST_SHOWN]
    ]


@add_waiting(Role.HR)
def hidden(actor: Actor, on: date) -> list[Waiting]:
    """Published places that schools do not see, because the code or the label is not in order today."""
    published = Capacity.objects.of(actor).open_on(on).select_related("site")
    rows = published.exclude(pk__in=Capacity.objects.offered_on(on).values("pk")).order_by("pk")[:MOST_SHOWN]
    return [
        Waiting(
            _("Kijk na"),
            _("Scholen zien deze plaatsen niet: %(site)s") % {"site": row.site.name},
            _page(row),
            note=_why(row, actor, on),
        )
        for row in rows
    ]


@add_waiting(Role.HR)
def recognitions(actor: Actor, on: date) -> list[Waiting]:
    """Dual programmes on offer without a recognition in force or requested."""
    missing: dict[tuple[int, int], Waiting] = {}
    words = _("Erkenning voor %(programme)s, %(site)s")
    for capacity, programme in not_recognised(_published(actor, on)):
        subject = words % {"programme": programme.name, "site": capacity.site.name}
        url = reverse("capacity-recognition", args=[capacity.pk, programme.pk])
        missing.setdefault((capacity.site_id, programme.pk), Waiting(_("Vul in"), subject, url))
    return list(missing.values())[:MOST_SHOWN]


@add_waiting(Role.HR)
def without_mentors(actor: Actor, on: date) -> list[Waiting]:
    """Free places for which no mentor can be found yet."""
    return [
        Waiting(_("Zoek een mentor"), _("Te weinig mentoren, %(site)s") % {"site": capacity.site.name}, _page(capacity))
        for capacity in short_of_mentors(_published(actor, on), on)
    ]


def _published(actor: Actor, on: date) -> list[Capacity]:
    return list(Capacity.objects.of(actor).open_on(on).select_related("site").order_by("pk")[:MOST_SHOWN])


def _page(capacity: Capacity) -> str:
    return reverse("capacity-detail", args=[capacity.pk])


def _why(capacity: Capacity, actor: Actor, on: date) -> Text:
    refusal = code_signed(capacity, actor, on) or label_valid(capacity, actor, on)
    return refusal.sentence if refusal else ""
