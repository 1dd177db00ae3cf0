"""The statuses of a matching round: opened and started by the city, run by the platform, reviewed by the schools."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import RoundStatus
from placements.rules import round as rules

OPEN, RUNNING, REVIEW, FAILED = RoundStatus.OPEN, RoundStatus.RUNNING, RoundStatus.REVIEW, RoundStatus.FAILED
STOPPED = RoundStatus.STOPPED
NOT_RUN = (OPEN, FAILED, STOPPED)
STARTERS = (Role.ADMINISTRATOR, Role.SYSTEM)
SYSTEM = (Role.SYSTEM,)

rounds = Workflow(
    name="round",
    owners={
        OPEN: (Role.ADMINISTRATOR,),
        RUNNING: (Role.SYSTEM,),
        REVIEW: (Role.COORDINATOR,),
        FAILED: (Role.ADMINISTRATOR,),
        STOPPED: (Role.ADMINISTRATOR,),
        RoundStatus.PUBLISHED: (),
        RoundStatus.CANCELLED: (),
    },
    transitions=(
        Transition("start", NOT_RUN, RUNNING, STARTERS, _("Start de ronde nu"), (rules.closing_day_reached,)),
        Transition("stop", (RUNNING,), STOPPED, (Role.ADMINISTRATOR,), _("Stop de berekening")),
        Transition("cancel", NOT_RUN, RoundStatus.CANCELLED, (Role.ADMINISTRATOR,), _("Annuleer de ronde")),
        Transition("finish", (RUNNING,), REVIEW, SYSTEM, _("Geef vrij om na te kijken")),
        Transition("fail", (RUNNING,), FAILED, SYSTEM, _("Mislukt")),
        Transition("publish", (REVIEW,), RoundStatus.PUBLISHED, SYSTEM, _("Sluit af"), (rules.everything_reviewed,)),
        Transition("reopen", (RoundStatus.PUBLISHED,), REVIEW, SYSTEM, _("Laat nieuwe matches nakijken")),
    ),
    wrong_status=_("Dat kan nu niet meer met deze ronde. Herlaad de bladzijde om te zien wat er gebeurde."),
    stamps={RUNNING: "started_at", REVIEW: "finished_at"},
)
