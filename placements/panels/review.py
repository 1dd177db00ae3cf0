"""Placements to look at again, on the homes of coordinator and coach."""

from datetime import date

from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.enums import ReviewStatus
from placements.models import PlacementReview


@add_waiting(Role.COORDINATOR, Role.COACH)
def placements_to_review(actor: Actor, on: date) -> list[Lines]:
    """Those that nobody has looked at yet."""
    rows = PlacementReview.objects.visible_to(actor).filter(status=ReviewStatus.OPEN)
    words = _("Geschorst label: %(company)s")
    fill = {"company": "placement__company__organisation__name"}
    return [Lines(rows, "review-list", words, fill, verb=_("Bekijk opnieuw"), key=None)]
