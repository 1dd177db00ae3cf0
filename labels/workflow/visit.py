"""The steps of a visit."""

from django.utils.translation import gettext_lazy as _

from labels.enums import VisitStatus
from labels.rules import visit as rules
from labels.workflow.application import AUDITORS
from marketplace.workflow import Transition, Workflow

PLANNED, CANCELLED = VisitStatus.PLANNED, VisitStatus.CANCELLED
RULES = (rules.by_an_auditor, rules.audit_still_runs)

visits = Workflow(
    name="visit",
    owners={PLANNED: AUDITORS, CANCELLED: ()},
    transitions=(
        Transition("change", (PLANNED,), PLANNED, AUDITORS, _("Verander het bezoek"), RULES),
        Transition("cancel", (PLANNED,), CANCELLED, AUDITORS, _("Zeg het bezoek af"), RULES),
    ),
    wrong_status=_("Dit bezoek is al afgezegd."),
)
