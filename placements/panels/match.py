"""What waits about matching rounds: matches to review and to offer for schools, failed rounds for the city."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import Waiting, add_link, add_waiting
from placements.enums import RoundStatus
from placements.models import Match, Round
from placements.rules.round import ready_to_offer
from placements.workflow.round import NOT_RUN

add_link(gettext_lazy("Matchingrondes"), "round-list", Role.COORDINATOR, Role.DIRECTOR, Role.ADMINISTRATOR, rank=60)
add_link(gettext_lazy("Tekorten"), "shortage-list", Role.ADMINISTRATOR, Role.LABEL_OFFICER, rank=65)


@add_waiting(Role.COORDINATOR)
def matches_to_review(actor: Actor, on: date) -> list[Waiting]:
    """One item for each round with matches of the own school to review."""
    mine = Match.objects.visible_to(actor.only(Role.COORDINATOR)).to_review().filter(round__status=RoundStatus.REVIEW)
    rows = (
        mine.values_list("round", "round__name", "round__review_until_on").annotate(count=Count("pk")).order_by("round")
    )
    return [
        Waiting(_("Kijk na"), _counted(count, name), reverse("round-review", args=[pk]), due_on=due_on)
        for pk, name, due_on, count in rows
    ]


def _counted(count: int, name: str) -> str:
    words = ngettext("%(count)s match van ronde ‘%(name)s’", "%(count)s matches van ronde ‘%(name)s’", count)
    return words % {"count": count, "name": name}


@add_waiting(Role.COORDINATOR)
def matches_to_offer(actor: Actor, on: date) -> list[Lines]:
    """One item for each round with published matches that no company was asked for yet."""
    ready = ready_to_offer(Match.objects.visible_to(actor.only(Role.COORDINATOR))).order_by().values("round")
    rows = Round.objects.filter(pk__in=ready)
    words, verb = _("Matches van ronde ‘%(name)s’ zijn nog niet aangeboden"), _("Stuur de aanbiedingen")
    return [Lines(rows, "round-review", words, {"name": "name"}, verb=verb, day="review_until_on")]


@add_waiting(Role.ADMINISTRATOR)
def rounds_for_the_city(actor: Actor, on: date) -> list[Waiting]:
    """Rounds that failed, were stopped, or may start."""
    rows = Round.objects.visible_to(actor).filter(status__in=NOT_RUN, closes_on__lte=on)
    return [
        Waiting(_("Start de ronde"), row.name, reverse("round-detail", args=[row.pk]), note=row.fault)
        for row in rows.order_by("closes_on", "pk")
    ]
