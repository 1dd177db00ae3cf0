"""The statuses of an agreement version: from draft to sealed, or replaced by the next version."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import OPEN_VERSION
from placements.enums import AgreementStatus as Status
from placements.rules import agreement as rules
from placements.rules import outside
from placements.rules.amend import is_amendment
from placements.rules.side import sides_of
from placements.rules.signature import SEAL

WRITERS = (Role.COACH, Role.COORDINATOR, Role.HR)

agreements = Workflow(
    name="agreement",
    owners={
        Status.DRAFT: (Role.COACH, Role.HR),
        Status.SIGNING: (Role.HR, Role.DIRECTOR, Role.STUDENT, Role.REPRESENTATIVE),
        Status.REFUSED: (Role.COACH,),
        Status.SEALED: (),
        Status.VOIDED: (),
    },
    transitions=(
        Transition("open", (Status.DRAFT,), Status.SIGNING, (Role.SYSTEM,), _("Leg de tekst vast"), rules.OPEN),
        Transition("seal", (Status.SIGNING,), Status.SEALED, (Role.SYSTEM,), _("Iedereen tekende"), SEAL),
        Transition(
            "sign_outside",
            (Status.SIGNING,),
            Status.SEALED,
            WRITERS,
            _("Noteer: elders getekend"),
            outside.SIGN_OUTSIDE,
        ),
        Transition("refuse", (Status.SIGNING,), Status.REFUSED, (Role.SYSTEM,), _("Iemand tekent niet")),
        Transition(
            "void",
            (Status.SIGNING, Status.REFUSED, Status.SEALED),
            Status.VOIDED,
            WRITERS,
            _("Maak een nieuwe versie"),
        ),
        Transition(
            "drop", OPEN_VERSION, Status.VOIDED, (*WRITERS, Role.SYSTEM), _("Laat de bijlage vallen"), (is_amendment,)
        ),
    ),
    wrong_status=_("Dat kan nu niet met deze versie. Herlaad de bladzijde om te zien hoe ver ze staat."),
    stamps={Status.SEALED: "sealed_at"},
    side=lambda agreement, by: sides_of(agreement.placement, by),
)
