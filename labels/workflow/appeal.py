"""The steps of a request to correct, an objection or an appeal."""

from django.utils.translation import gettext_lazy as _

from labels.enums import AppealStatus
from labels.models.application import HOLDERS
from labels.workflow.application import OFFICER
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

LODGED, HEARING, UPHELD = AppealStatus.LODGED, AppealStatus.HEARING, AppealStatus.UPHELD
REJECTED, INADMISSIBLE, WITHDRAWN = AppealStatus.REJECTED, AppealStatus.INADMISSIBLE, AppealStatus.WITHDRAWN
PANEL = (Role.PANEL_MEMBER,)

appeals = Workflow(
    name="appeal",
    owners={LODGED: OFFICER, HEARING: PANEL, UPHELD: (), REJECTED: (), INADMISSIBLE: (), WITHDRAWN: ()},
    transitions=(
        Transition("hear", (LODGED,), HEARING, OFFICER, _("Stel het panel samen")),
        Transition("dismiss", (LODGED,), INADMISSIBLE, OFFICER, _("Verklaar niet ontvankelijk")),
        Transition("uphold", (HEARING,), UPHELD, PANEL, _("Verklaar gegrond")),
        Transition("reject", (HEARING,), REJECTED, PANEL, _("Verklaar ongegrond")),
        Transition("withdraw", (LODGED, HEARING), WITHDRAWN, HOLDERS, _("Trek in")),
    ),
    wrong_status=_("Over dit beroep is al beslist."),
    stamps={UPHELD: "decided_at", REJECTED: "decided_at", INADMISSIBLE: "decided_at"},
)
