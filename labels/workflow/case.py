"""The life of a case: reported, taken by a handler, both sides heard, decided, closed."""

from django.utils.translation import gettext_lazy as _

from labels.enums import CaseStatus
from labels.models.case import HANDLER_ROLES
from labels.rules import case as rules
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

REPORTED, TAKEN, HEARING = CaseStatus.REPORTED, CaseStatus.TAKEN, CaseStatus.HEARING
DECIDED, CLOSED = CaseStatus.DECIDED, CaseStatus.CLOSED
HANDLED = (rules.no_tie, rules.is_handler)

cases = Workflow(
    name="case",
    owners={
        REPORTED: HANDLER_ROLES,
        TAKEN: HANDLER_ROLES,
        HEARING: (*HANDLER_ROLES, Role.HR, Role.DIRECTOR),
        DECIDED: HANDLER_ROLES,
        CLOSED: (),
    },
    transitions=(
        Transition(
            "acknowledge", (REPORTED,), TAKEN, HANDLER_ROLES, _("Neem in behandeling en bevestig"), (rules.no_tie,)
        ),
        Transition("hear", (TAKEN,), HEARING, HANDLER_ROLES, _("Hoor de organisatie"), HANDLED),
        Transition("decide", (HEARING,), DECIDED, HANDLER_ROLES, _("Beslis"), (*HANDLED, rules.both_sides_heard)),
        Transition("close", (DECIDED,), CLOSED, HANDLER_ROLES, _("Sluit het dossier af"), HANDLED),
    ),
    wrong_status=_("Een collega zette dit dossier al een stap verder. Herlaad de bladzijde."),
    stamps={TAKEN: "taken_at", HEARING: "hearing_at", DECIDED: "decided_at", CLOSED: "closed_at"},
)
