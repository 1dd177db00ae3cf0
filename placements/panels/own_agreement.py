"""What waits for a student about the own agreement and start list: the lines name the company, not the student."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.models import Agreement
from placements.panels.agreement import ask_to_sign, unticked

COMPANY = {"company": "placement__company__organisation__name"}


@add_waiting(Role.STUDENT)
def own_to_sign(actor: Actor, on: date) -> list[Lines]:
    """The own agreements and amendments that the student did not sign."""
    rows = ask_to_sign(actor.only(Role.STUDENT), on)
    return [
        _to_sign(rows.filter(amends=None), _("Overeenkomst met %(company)s")),
        _to_sign(rows.exclude(amends=None), _("Bijlage bij de overeenkomst met %(company)s")),
    ]


@add_waiting(Role.STUDENT)
def own_to_tick(actor: Actor, on: date) -> list[Lines]:
    """The own placements with an item on the start list that the student has not ticked."""
    words, fill = _("Je plaats bij %(company)s"), {"company": "company__organisation__name"}
    verb = _("Vul de startlijst aan")
    return [Lines(unticked(actor.only(Role.STUDENT)), "placement-detail", words, fill, verb=verb, day="starts_on")]


def _to_sign(rows: QuerySet[Agreement], words: str) -> Lines:
    return Lines(rows, "agreement-sign", words, COMPANY, verb=_("Teken"), day="sign_by_on")
