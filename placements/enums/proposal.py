"""Changes that one side asks to a training plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalStatus(models.TextChoices):
    """A change to one line of a training plan that one side asks of the other."""

    OPEN = "open", _("wacht op antwoord")
    ACCEPTED = "accepted", _("aanvaard")
    COUNTERED = "countered", _("tegenvoorstel gedaan")
    WITHDRAWN = "withdrawn", _("ingetrokken")
