"""The steps of an assessment, of a criterion on which two auditors differ, and of a finding."""

from django.utils.translation import gettext_lazy as _

from labels.enums import AssessmentStatus, FindingStatus, SettlementStatus
from labels.models.application import HOLDERS
from labels.rules import moderation as rules
from labels.workflow.application import AUDITORS
from marketplace.workflow import Transition, Workflow

assessments = Workflow(
    name="assessment",
    owners={AssessmentStatus.OPEN: AUDITORS, AssessmentStatus.SUBMITTED: ()},
    transitions=(
        Transition("submit", (AssessmentStatus.OPEN,), AssessmentStatus.SUBMITTED, AUDITORS, _("Dien je oordeel in")),
    ),
    wrong_status=_("Dit oordeel is al ingediend."),
    stamps={AssessmentStatus.SUBMITTED: "submitted_at"},
)

DIFFERS, PROPOSED, SETTLED = SettlementStatus.DIFFERS, SettlementStatus.PROPOSED, SettlementStatus.SETTLED
UNSETTLED = (DIFFERS, PROPOSED)
OTHERS_PROPOSAL = (rules.is_assessor, rules.not_own_proposal)

settlements = Workflow(
    name="settlement",
    owners={DIFFERS: AUDITORS, PROPOSED: AUDITORS, SETTLED: ()},
    transitions=(
        Transition("propose", UNSETTLED, PROPOSED, AUDITORS, _("Stel dit voor"), (rules.is_assessor,)),
        Transition("agree", (PROPOSED,), SETTLED, AUDITORS, _("Ga akkoord"), OTHERS_PROPOSAL),
        Transition("decide", UNSETTLED, SETTLED, AUDITORS, _("Beslis"), (rules.is_moderator,)),
    ),
    wrong_status=_("Hierover is al beslist."),
    stamps={SETTLED: "settled_at"},
)

OPEN, ANSWERED, CLOSED = FindingStatus.OPEN, FindingStatus.ANSWERED, FindingStatus.CLOSED

findings = Workflow(
    name="finding",
    owners={OPEN: HOLDERS, ANSWERED: AUDITORS, CLOSED: ()},
    transitions=(
        Transition("answer", (OPEN,), ANSWERED, HOLDERS, _("Antwoord op de vaststelling")),
        Transition("close", (OPEN, ANSWERED), CLOSED, AUDITORS, _("Sluit de vaststelling")),
        Transition("reopen", (ANSWERED,), OPEN, AUDITORS, _("Vraag meer")),
    ),
    wrong_status=_("Deze vaststelling is al afgesloten of beantwoord."),
    stamps={ANSWERED: "answered_at", CLOSED: "closed_at"},
)
