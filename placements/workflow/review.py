"""The statuses of a review: the school keeps the placement, or the platform sees that the reason is gone."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import ReviewStatus as Status
from placements.rules.side import sides_of

SCHOOL = (Role.COORDINATOR, Role.COACH)
STANDING = (Status.OPEN, Status.KEPT)

reviews = Workflow(
    name="placement_review",
    owners={Status.OPEN: SCHOOL, Status.KEPT: (), Status.LIFTED: (), Status.OVER: ()},
    transitions=(
        Transition("keep", (Status.OPEN,), Status.KEPT, SCHOOL, _("Laat deze plaats doorgaan")),
        Transition("lift", STANDING, Status.LIFTED, (Role.SYSTEM,), _("Het label geldt weer")),
        Transition("finish", STANDING, Status.OVER, (Role.SYSTEM,), _("De plaats is voorbij")),
    ),
    wrong_status=_("Een collega bekeek deze plaats al. Herlaad de bladzijde."),
    side=lambda review, by: sides_of(review.placement, by),
)
