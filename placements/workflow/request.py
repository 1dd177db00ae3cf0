"""The statuses of a placement request."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import RequestStatus
from placements.rules.request import no_open_offers

OPEN, PLACED, WITHDRAWN, ENDED = RequestStatus.OPEN, RequestStatus.PLACED, RequestStatus.WITHDRAWN, RequestStatus.ENDED

requests = Workflow(
    name="request",
    owners={OPEN: (Role.COORDINATOR,), PLACED: (), WITHDRAWN: (), ENDED: ()},
    transitions=(
        Transition("place", (OPEN,), PLACED, (Role.SYSTEM,), _("Heeft een plaats")),
        Transition("reopen", (PLACED,), OPEN, (Role.SYSTEM,), _("Zoekt opnieuw een plaats")),
        Transition(
            "withdraw",
            (OPEN,),
            WITHDRAWN,
            (Role.COORDINATOR, Role.SYSTEM),
            _("Trek deze aanvraag in"),
            (no_open_offers,),
        ),
        Transition("end", (OPEN, PLACED), ENDED, (Role.SYSTEM,), _("Is afgelopen")),
    ),
    wrong_status=_("Dat kan nu niet: de aanvraag is al geplaatst, ingetrokken of afgelopen."),
)
