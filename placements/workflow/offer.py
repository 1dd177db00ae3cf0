"""The statuses of an offer: the company answers, the school withdraws, the platform closes."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import OfferStatus
from placements.rules import offer as rules
from placements.rules.side import sides_of

SENT = OfferStatus.SENT

offers = Workflow(
    name="offer",
    owners={
        SENT: (Role.HR,),
        OfferStatus.ACCEPTED: (),
        OfferStatus.DECLINED: (),
        OfferStatus.LAPSED: (),
        OfferStatus.WITHDRAWN: (),
        OfferStatus.SUPERSEDED: (),
    },
    transitions=(
        Transition("accept", (SENT,), OfferStatus.ACCEPTED, (Role.HR,), _("Zeg ja"), rules.ACCEPT),
        Transition("decline", (SENT,), OfferStatus.DECLINED, (Role.HR,), _("Zeg nee"), (rules.in_time,)),
        Transition("lapse", (SENT,), OfferStatus.LAPSED, (Role.SYSTEM,), _("Laat vervallen"), (rules.overdue,)),
        Transition("withdraw", (SENT,), OfferStatus.WITHDRAWN, (Role.COORDINATOR,), _("Trek dit aanbod in")),
        Transition("supersede", (SENT,), OfferStatus.SUPERSEDED, (Role.SYSTEM,), _("Een andere onderneming zei ja")),
    ),
    wrong_status=_("Dit aanbod is al beantwoord of afgesloten. Herlaad de bladzijde om te zien wat er gebeurde."),
    side=sides_of,
)
