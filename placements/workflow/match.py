"""The statuses of a match: each school reviews its own; what nobody reviewed is released on the review date."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import MatchStatus
from placements.rules import round as rules

REVIEW = MatchStatus.REVIEW
SCHOOL = (Role.COORDINATOR,)

matches = Workflow(
    name="match",
    owners={REVIEW: SCHOOL, MatchStatus.PUBLISHED: SCHOOL, MatchStatus.RELEASED: SCHOOL, MatchStatus.DROPPED: ()},
    transitions=(
        Transition("publish", (REVIEW,), MatchStatus.PUBLISHED, SCHOOL, _("Publiceer"), (rules.review_is_open,)),
        Transition("drop", (REVIEW,), MatchStatus.DROPPED, SCHOOL, _("Schrap"), (rules.review_is_open,)),
        Transition("release", (REVIEW,), MatchStatus.RELEASED, (Role.SYSTEM,), _("Geef vrij"), (rules.review_is_over,)),
    ),
    wrong_status=_("Deze match is al nagekeken. Herlaad de bladzijde om te zien wat er gebeurde."),
)
