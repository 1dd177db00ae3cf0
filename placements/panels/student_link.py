"""Students who can only get a personal link from the coach's own hand."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.models import Placement
from placements.rules.student_link import without_lasting_link
from schools.models import full_name


@add_waiting(Role.COACH)
def links_to_print(actor: Actor, on: date) -> list[Lines]:
    """Placements whose student has no account, no mail address and no link that lasts."""
    mine = Placement.objects.visible_to(actor.only(Role.COACH)).values("pk")
    rows = without_lasting_link(timezone.now()).filter(student__email="", pk__in=mine)
    words = _("Geef %(student)s een nieuwe link op papier")
    return [Lines(rows, "placement-detail", words, {"student": full_name("student")}, verb=_("Druk een link af"))]
