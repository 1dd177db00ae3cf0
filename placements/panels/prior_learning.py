"""What waits about competences acquired elsewhere: an advice of the coach, a decision of the class council."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_link, add_waiting
from placements.enums import PriorLearningStatus
from placements.models import PriorLearning
from schools.models import full_name

READERS = (Role.COACH, Role.COORDINATOR, Role.DIRECTOR, Role.STUDENT)

add_link(gettext_lazy("Elders geleerd"), "prior-learning-list", *READERS, rank=60)


@add_waiting(Role.COACH, Role.COORDINATOR)
def to_propose(actor: Actor, on: date) -> list[Lines]:
    """Questions of students on which the coach advises."""
    return [_lines(actor, PriorLearningStatus.ASKED, _("Bekijk wat %(student)s al kan"), _("Geef advies"))]


@add_waiting(Role.COORDINATOR, Role.DIRECTOR)
def to_decide(actor: Actor, on: date) -> list[Lines]:
    """What the class council decides on."""
    words = _("Klassenraad: wat %(student)s elders leerde")
    return [_lines(actor, PriorLearningStatus.PROPOSED, words, _("Noteer de beslissing"))]


def _lines(actor: Actor, status: PriorLearningStatus, words: str, verb: str) -> Lines:
    rows = PriorLearning.objects.visible_to(actor).filter(status=status)
    return Lines(rows, "prior-learning-detail", words, {"student": full_name("student")}, verb=verb)
