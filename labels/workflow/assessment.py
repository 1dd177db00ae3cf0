"""The steps of an assessment and of a finding."""

from django.utils.translation import gettext_lazy as _

from labels.enums import AssessmentStatus, FindingStatus
from labels.models.application import HOLDERS
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
