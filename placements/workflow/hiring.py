"""The statuses of a question about work that a company may have offered."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import HiringQuestionStatus as Status
from placements.rules.side import sides_of

GUIDES = (Role.COACH, Role.COORDINATOR)

hiring_questions = Workflow(
    name="hiring_question",
    owners={Status.OPEN: GUIDES, Status.CLEARED: (), Status.REPORTED: ()},
    transitions=(
        Transition("clear", (Status.OPEN,), Status.CLEARED, GUIDES, _("Niets aan de hand")),
        Transition("report", (Status.OPEN,), Status.REPORTED, GUIDES, _("Geef het door aan de stad")),
    ),
    wrong_status=_("Deze vraag is al beantwoord. Herlaad de bladzijde."),
    stamps={Status.CLEARED: "answered_at", Status.REPORTED: "answered_at"},
    side=lambda question, by: sides_of(question.placement, by),
)
