"""The steps of a request to correct, an objection or an appeal."""

from django.utils.translation import gettext_lazy as _

from labels.enums import AppealStatus as S
from labels.models.application import HOLDERS
from labels.rules import appeal as rules
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

PANEL = (Role.PANEL_MEMBER,)
COMPOSERS = (Role.LABEL_OFFICER, Role.DECIDER)  # deciders of partners for what the city itself disputes

appeals = Workflow(
    name="appeal",
    owners={S.LODGED: COMPOSERS, S.HEARING: PANEL, S.REJECTED: (), S.CHANGED: (), S.SENT_BACK: (), S.WITHDRAWN: ()},
    transitions=(
        Transition("hear", (S.LODGED,), S.HEARING, COMPOSERS, _("Stel het panel samen"), (rules.may_compose,)),
        Transition("keep", (S.HEARING,), S.REJECTED, PANEL, _("De beslissing blijft")),
        Transition("change", (S.HEARING,), S.CHANGED, PANEL, _("De beslissing verandert")),
        Transition("send_back", (S.HEARING,), S.SENT_BACK, PANEL, _("Er wordt opnieuw beslist")),
        Transition("withdraw", (S.LODGED, S.HEARING), S.WITHDRAWN, HOLDERS, _("Trek in")),
    ),
    wrong_status=_("Over dit beroep is al beslist."),
    stamps={S.REJECTED: "decided_at", S.CHANGED: "decided_at", S.SENT_BACK: "decided_at"},
)
