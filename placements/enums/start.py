"""The short list before the first day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckItem(models.TextChoices):
    """The short list before the first day (Codex on well-being at work, book X, titles 3 and 4)."""

    RISK_ANALYSIS = "risk_analysis", _("risicoanalyse van de werkpost")
    WORKSTATION_SHEET = "workstation_sheet", _("werkpostfiche ontvangen")
    HEALTH = "health", _("gezondheidsbeoordeling: niet nodig, of geschikt")
    DIMONA = "dimona", _("Dimona-aangifte gedaan")
    INSURANCE = "insurance", _("verzekering in orde")
    HOUSE_RULES = "house_rules", _("huisregels ontvangen")


class HealthOutcome(models.TextChoices):
    """The two answers with which a student may start (R15); no other word on health is kept."""

    NOT_NEEDED = "not_needed", _("niet nodig")
    FIT = "fit", _("geschikt")
