"""The statuses of a placement, from the company's yes to the last day."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import PlacementStatus as Status
from placements.rules import placement as rules
from placements.rules import start as start_rules
from placements.rules.side import sides_of

EVERYBODY = (Role.HR, Role.COORDINATOR, Role.COACH, Role.STUDENT, Role.REPRESENTATIVE)
SCHOOL_AND_HR = (Role.COACH, Role.COORDINATOR, Role.HR)
BEFORE_SIGNED = (Status.ACCEPTED, Status.AGREED, Status.SIGNING)
BEING_SIGNED = (Status.SIGNING, Status.SIGNED)
IN_FORCE = (Status.SIGNED, Status.RUNNING)

placements = Workflow(
    name="placement",
    owners={
        Status.ACCEPTED: (Role.STUDENT, Role.REPRESENTATIVE, Role.COACH),
        Status.AGREED: (Role.COACH, Role.HR),
        Status.SIGNING: (Role.HR, Role.DIRECTOR, Role.STUDENT, Role.REPRESENTATIVE),
        Status.SIGNED: (Role.COACH, Role.HR),
        Status.RUNNING: (Role.COACH, Role.MENTOR),
        Status.ENDED: (),
        Status.ENDED_EARLY: (),
        Status.STOPPED: (),
    },
    transitions=(
        Transition("agree", (Status.ACCEPTED,), Status.AGREED, (Role.SYSTEM,), _("Iedereen akkoord"), rules.AGREE),
        Transition("stop", BEFORE_SIGNED, Status.STOPPED, EVERYBODY, _("Stop deze plaats")),
        Transition("open_signing", (Status.AGREED,), Status.SIGNING, (Role.SYSTEM,), _("Open het tekenen")),
        Transition("revise", BEING_SIGNED, Status.AGREED, SCHOOL_AND_HR, _("Maak een nieuwe versie")),
        Transition("seal", (Status.SIGNING,), Status.SIGNED, (Role.SYSTEM,), _("Iedereen tekende")),
        Transition(
            "start",
            (Status.SIGNED,),
            Status.RUNNING,
            (Role.SYSTEM, Role.COACH),
            _("Noteer de start"),
            (rules.first_day_reached, start_rules.ready),
        ),
        Transition(
            "end",
            (Status.RUNNING,),
            Status.ENDED,
            (Role.SYSTEM, Role.COACH),
            _("Rond af"),
            (rules.last_day_reached,),
        ),
        Transition("end_early", IN_FORCE, Status.ENDED_EARLY, SCHOOL_AND_HR, _("Stop vroeger")),
    ),
    wrong_status=_("Dat kan nu niet meer met deze plaats. Herlaad de bladzijde om te zien hoe ver ze staat."),
    side=sides_of,
)
