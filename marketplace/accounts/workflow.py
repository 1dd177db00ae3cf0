"""The table of join requests."""

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models.invitation import JoinStatus
from marketplace.accounts.rules import MANAGERS, decided_by_colleague
from marketplace.workflow import Transition, Workflow

join_requests = Workflow(
    name="join_request",
    owners={JoinStatus.ASKED: MANAGERS, JoinStatus.ACCEPTED: (), JoinStatus.REFUSED: ()},
    transitions=(
        Transition(
            "accept", (JoinStatus.ASKED,), JoinStatus.ACCEPTED, MANAGERS, _("Laat toe"), (decided_by_colleague,)
        ),
        Transition("refuse", (JoinStatus.ASKED,), JoinStatus.REFUSED, MANAGERS, _("Weiger"), (decided_by_colleague,)),
    ),
    wrong_status=_("Over deze vraag is al beslist."),
    stamps={JoinStatus.ACCEPTED: "decided_at", JoinStatus.REFUSED: "decided_at"},
)
