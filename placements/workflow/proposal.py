"""The statuses of a proposal for one line of a training plan: the other side answers."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import ProposalStatus as Status
from placements.rules import plan_line as rules
from placements.rules.side import sides_of
from placements.workflow.agreement import WRITERS

OPEN = (Status.OPEN,)
ANSWER = (rules.still_draft, rules.other_side)

proposals = Workflow(
    name="line_proposal",
    owners={Status.OPEN: (Role.HR, Role.COACH), Status.ACCEPTED: (), Status.COUNTERED: (), Status.WITHDRAWN: ()},
    transitions=(
        Transition("accept", OPEN, Status.ACCEPTED, WRITERS, _("Aanvaard"), ANSWER),
        Transition("counter", OPEN, Status.COUNTERED, WRITERS, _("Doe een tegenvoorstel"), ANSWER),
        Transition("withdraw", OPEN, Status.WITHDRAWN, WRITERS, _("Trek in"), (rules.still_draft, rules.own_side)),
        Transition("drop", OPEN, Status.WITHDRAWN, (Role.SYSTEM,), _("De klassenraad erkende deze competentie")),
    ),
    wrong_status=_("Op dit voorstel is al geantwoord. Herlaad de bladzijde om te zien wat er afgesproken is."),
    stamps={Status.ACCEPTED: "answered_at", Status.COUNTERED: "answered_at", Status.WITHDRAWN: "answered_at"},
    side=lambda proposal, by: sides_of(proposal.line.plan.agreement.placement, by),
)
