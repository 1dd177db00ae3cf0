"""The life of a label: promised, confirmed or refused, suspended, withdrawn, expired."""

from django.utils.translation import gettext_lazy as _

from labels.enums import LabelStatus
from labels.rules import label as rules
from labels.rules.assignment import DECIDERS
from labels.rules.measure import by_officer, no_tie_to_holder
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

PROMISED, ACTIVE, REFUSED = LabelStatus.PROMISED, LabelStatus.ACTIVE, LabelStatus.REFUSED
SUSPENDED, WITHDRAWN, EXPIRED = LabelStatus.SUSPENDED, LabelStatus.WITHDRAWN, LabelStatus.EXPIRED
REPLACED = LabelStatus.REPLACED
OFFICER = (Role.LABEL_OFFICER,)

labels = Workflow(
    name="label",
    owners={PROMISED: OFFICER, ACTIVE: (), SUSPENDED: DECIDERS, REFUSED: (), WITHDRAWN: (), EXPIRED: (), REPLACED: ()},
    transitions=(
        Transition(
            "confirm",
            (PROMISED,),
            ACTIVE,
            OFFICER,
            _("Bevestig als voorlopig label"),
            (rules.not_own_promise, rules.holder_ready, rules.code_signed),
        ),
        Transition("refuse", (PROMISED,), REFUSED, OFFICER, _("Weiger de belofte"), (rules.not_own_promise,)),
        Transition(
            "suspend",
            (ACTIVE,),
            SUSPENDED,
            (*DECIDERS, Role.SYSTEM),
            _("Schors nu voorlopig: er is gevaar"),
            (no_tie_to_holder, by_officer),
        ),
        Transition("reinstate", (SUSPENDED,), ACTIVE, (Role.SYSTEM,), _("Hef de schorsing op")),
        Transition("restore", (SUSPENDED, WITHDRAWN), ACTIVE, (Role.SYSTEM,), _("Herstel na een beroep")),
        Transition("withdraw", (ACTIVE, SUSPENDED), WITHDRAWN, (Role.SYSTEM,), _("Trek het label in")),
        Transition("expire", (ACTIVE, SUSPENDED), EXPIRED, (Role.SYSTEM,), _("Laat verlopen"), (rules.is_over,)),
        Transition("replace", (ACTIVE, SUSPENDED), REPLACED, (Role.SYSTEM,), _("Vervang door een nieuw label")),
    ),
    wrong_status=_("Een collega heeft over dit label al beslist."),
)
