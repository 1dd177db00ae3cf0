"""The statuses of a competence acquired elsewhere: the coach proposes, the class council decides."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import PriorLearningStatus as Status
from placements.rules import prior_learning as rules

STAFF = (Role.COACH, Role.COORDINATOR)
COUNCIL = (Role.COORDINATOR, Role.DIRECTOR)
ASKERS = (*STAFF, Role.STUDENT)
DECIDE = (rules.proposed_by_another,)

prior_learning = Workflow(
    name="prior_learning",
    owners={
        Status.ASKED: STAFF,
        Status.PROPOSED: COUNCIL,
        Status.RECOGNISED: (),
        Status.REFUSED: (),
        Status.WITHDRAWN: (),
    },
    transitions=(
        Transition("propose", (Status.ASKED,), Status.PROPOSED, STAFF, _("Leg voor aan de klassenraad")),
        Transition("recognise", (Status.PROPOSED,), Status.RECOGNISED, COUNCIL, _("De klassenraad erkent dit"), DECIDE),
        Transition("refuse", (Status.PROPOSED,), Status.REFUSED, COUNCIL, _("De klassenraad erkent dit niet"), DECIDE),
        Transition("reopen", (Status.REFUSED,), Status.ASKED, ASKERS, _("Vraag het opnieuw"), (rules.not_reopened,)),
        Transition("withdraw", (Status.ASKED, Status.PROPOSED), Status.WITHDRAWN, ASKERS, _("Trek in")),
    ),
    wrong_status=_("Iemand anders was je voor. Herlaad de bladzijde om te zien hoever dit staat."),
    stamps={Status.PROPOSED: "proposed_at", Status.RECOGNISED: "decided_at", Status.REFUSED: "decided_at"},
)
