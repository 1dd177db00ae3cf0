"""How a company comes to be confirmed."""

from django.utils.translation import gettext_lazy as _

from companies import rules
from companies.enums import CompanyStatus
from marketplace.actor import Role
from marketplace.workflow import Transition, Workflow

OWN = (rules.not_own_company,)
UNVERIFIED, VERIFIED, REFUSED = CompanyStatus.UNVERIFIED, CompanyStatus.VERIFIED, CompanyStatus.REFUSED

companies = Workflow(
    name="company",
    owners={UNVERIFIED: (Role.LABEL_OFFICER,), VERIFIED: (), REFUSED: ()},
    transitions=(
        Transition(
            "confirm", (UNVERIFIED,), VERIFIED, (Role.LABEL_OFFICER,), _("Bevestig onderneming en persoon"), OWN
        ),
        Transition("refuse", (UNVERIFIED,), REFUSED, (Role.LABEL_OFFICER,), _("Weiger"), OWN),
        # A refused claim leaves the organisation free: the platform lets the next person claim it.
        Transition("claim_again", (REFUSED,), UNVERIFIED, (Role.SYSTEM,), _("Registreer opnieuw")),
    ),
    wrong_status=_("Een collega heeft over deze onderneming al beslist."),
    stamps={VERIFIED: "verified_at"},
)
