"""The statuses of one slot of an agreement."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import SignatureStatus as Status
from placements.rules import signature as rules
from placements.rules.side import sides_of

SIGNERS = (Role.HR, Role.DIRECTOR, Role.COORDINATOR, Role.STUDENT, Role.REPRESENTATIVE)
SCHOOL = (Role.COACH, Role.COORDINATOR, Role.DIRECTOR)

signatures = Workflow(
    name="signature",
    owners={
        Status.OPEN: (Role.HR, Role.DIRECTOR, Role.STUDENT, Role.REPRESENTATIVE),
        Status.SIGNED: (),
        Status.REFUSED: (),
    },
    transitions=(
        Transition("sign", (Status.OPEN,), Status.SIGNED, SIGNERS, _("Teken"), rules.SIGN),
        Transition("witness", (Status.OPEN,), Status.SIGNED, SCHOOL, _("Teken hier met een getuige"), rules.WITNESS),
        Transition("paper", (Status.OPEN,), Status.SIGNED, SCHOOL, _("Noteer dit papier"), rules.WITNESS),
        Transition("refuse", (Status.OPEN,), Status.REFUSED, SIGNERS, _("Ik teken niet"), rules.REFUSE),
    ),
    wrong_status=_("Hier is al getekend of geweigerd."),
    stamps={Status.SIGNED: "answered_at", Status.REFUSED: "answered_at"},
    side=lambda slot, by: sides_of(slot.agreement.placement, by),
)
