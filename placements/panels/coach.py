"""Coaches with more students than their hours allow, and students without a coach, on the homes of who divides them."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_waiting
from placements.models import Placement
from schools.caseload import over_full

add_link(gettext_lazy("Begeleiders"), "coach-list", *SCHOOL_STAFF, rank=75)


@add_waiting(Role.COORDINATOR)
def coaches_over_full(actor: Actor, on: date) -> list[Lines]:
    """A line for each coach with too many students in this school year."""
    rows = over_full(actor.organisation_id, on)
    words = _("Te veel leerlingen voor %(coach)s")
    return [Lines(rows, "coach-list", words, {"coach": "coach__name"}, verb=_("Verdeel"), key=None)]


@add_waiting(Role.COORDINATOR)
def placed_without_coach(actor: Actor, on: date) -> list[Number]:
    """Students who have a place and nobody who follows them."""
    rows = Placement.objects.visible_to(actor).holding_seats().filter(coach=None)
    return [Number(rows, _without, f"{reverse('coach-assign')}?coach=none", verb=_("Kies een begeleider"))]


def _without(count: int) -> str:
    return ngettext(
        "%(count)s leerling met een plaats heeft nog geen begeleider",
        "%(count)s leerlingen met een plaats hebben nog geen begeleider",
        count,
    ) % {"count": count}
