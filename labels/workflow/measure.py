"""The life of a measure on a label: proposed, read by somebody else, decided by two, in force from its day."""

from django.utils.translation import gettext_lazy as _

from labels.enums import MeasureStatus
from labels.rules import measure as rules
from labels.workflow.application import DECIDERS, SYSTEM
from marketplace.workflow import Transition, Workflow

M = MeasureStatus
READ = (rules.no_tie, rules.not_the_proposer, rules.not_a_handler)
DECIDE = (*READ, rules.not_the_reviewer, rules.still_fits)
OWN = (rules.is_proposer,)

measures = Workflow(
    name="measure",
    owners={
        M.PROPOSED: DECIDERS,
        M.RETURNED: DECIDERS,
        M.REVIEWED: DECIDERS,
        M.DECIDED: SYSTEM,
        M.IN_FORCE: (),
        M.REJECTED: (),
        M.DROPPED: (),
        M.LAPSED: (),
    },
    transitions=(
        Transition("review", (M.PROPOSED,), M.REVIEWED, DECIDERS, _("Ik lees na en ga akkoord"), READ),
        Transition("return", (M.PROPOSED,), M.RETURNED, DECIDERS, _("Stuur terug"), READ),
        Transition("amend", (M.RETURNED,), M.PROPOSED, DECIDERS, _("Stel opnieuw voor"), (rules.no_tie, *OWN)),
        Transition(
            "drop",
            (M.PROPOSED, M.RETURNED, M.REVIEWED),
            M.DROPPED,
            DECIDERS,
            _("Trek het voorstel terug"),
            (*OWN, rules.not_provisional),
        ),
        Transition(
            "supersede",
            (M.PROPOSED, M.RETURNED, M.REVIEWED),
            M.DROPPED,
            SYSTEM,
            _("Maak plaats voor een dringende schorsing"),
            (rules.not_provisional,),
        ),
        Transition("take", (M.REVIEWED,), M.DECIDED, DECIDERS, _("Neem de maatregel"), DECIDE),
        Transition("reject", (M.REVIEWED,), M.REJECTED, DECIDERS, _("Neem de maatregel niet"), DECIDE),
        Transition("start", (M.DECIDED,), M.IN_FORCE, SYSTEM, _("Laat ingaan")),
        Transition("lapse", (M.PROPOSED, M.RETURNED, M.REVIEWED), M.LAPSED, SYSTEM, _("Laat vervallen")),
    ),
    wrong_status=_("Dit voorstel staat niet meer op die stap. Herlaad de bladzijde."),
    stamps={M.PROPOSED: "proposed_at", M.REVIEWED: "reviewed_at", M.DECIDED: "decided_at", M.REJECTED: "decided_at"},
)
