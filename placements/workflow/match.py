"""The statuses of a match: reviewed by its school, perhaps refused by the company, released, or replaced by another."""

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow
from placements.enums import LIVE_MATCHES, MatchStatus
from placements.rules import round as rules
from placements.rules.refusal import refusals_left
from placements.rules.side import sides_of_match

REVIEW = MatchStatus.REVIEW
SCHOOL = (Role.COORDINATOR,)

matches = Workflow(
    name="match",
    owners={
        REVIEW: SCHOOL,
        MatchStatus.PUBLISHED: SCHOOL,
        MatchStatus.RELEASED: SCHOOL,
        MatchStatus.DROPPED: (),
        MatchStatus.REFUSED: (),
        MatchStatus.MOVED: (),
    },
    transitions=(
        Transition("publish", (REVIEW,), MatchStatus.PUBLISHED, SCHOOL, _("Publiceer"), (rules.review_is_open,)),
        Transition("drop", (REVIEW,), MatchStatus.DROPPED, SCHOOL, _("Schrap"), (rules.review_is_open,)),
        Transition(
            "refuse",
            (REVIEW,),
            MatchStatus.REFUSED,
            (Role.HR,),
            _("Weiger deze match"),
            (rules.review_is_open, refusals_left),
        ),
        Transition("release", (REVIEW,), MatchStatus.RELEASED, (Role.SYSTEM,), _("Geef vrij"), (rules.review_is_over,)),
        Transition("move", LIVE_MATCHES, MatchStatus.MOVED, (Role.SYSTEM,), _("Vervang")),
    ),
    wrong_status=_("Deze match is al nagekeken. Herlaad de bladzijde om te zien wat er gebeurde."),
    side=sides_of_match,
)
