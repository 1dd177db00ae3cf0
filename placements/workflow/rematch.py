"""The statuses of a re-matching: asked, computed, shown to the city, carried out or not."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import RematchStatus

ASKED, RUNNING, READY = RematchStatus.ASKED, RematchStatus.RUNNING, RematchStatus.READY
DONE, FAILED, DISCARDED = RematchStatus.DONE, RematchStatus.FAILED, RematchStatus.DISCARDED
CITY, SYSTEM = (Role.ADMINISTRATOR,), (Role.SYSTEM,)

rematches = Workflow(
    name="rematch",
    owners={ASKED: SYSTEM, RUNNING: SYSTEM, READY: CITY, DONE: (), FAILED: (), DISCARDED: ()},
    transitions=(
        Transition("begin", (ASKED, RUNNING), RUNNING, SYSTEM, _("Bereken")),
        Transition("show", (RUNNING,), READY, SYSTEM, _("Toon wat er zou veranderen")),
        Transition("confirm", (READY,), ASKED, CITY, _("Voer dit door")),
        Transition("discard", (READY,), DISCARDED, CITY, _("Laat alles zoals het is")),
        Transition("finish", (RUNNING,), DONE, SYSTEM, _("Voer door")),
        Transition("fail", (ASKED, RUNNING), FAILED, SYSTEM, _("Mislukt")),
    ),
    wrong_status=_("Deze herberekening is al afgehandeld. Herlaad de bladzijde om te zien wat er gebeurde."),
    stamps={DONE: "finished_at"},
)
