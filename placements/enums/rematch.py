"""Rounds that are matched again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RematchCause(models.TextChoices):
    """Why a round is matched again."""

    CITY = "city", _("gevraagd door de stad")
    REFUSAL = "refusal", _("een onderneming weigerde een match")
    WEEKLY = "weekly", _("wekelijkse herberekening")


class RematchStatus(models.TextChoices):
    ASKED = "asked", _("wacht op berekening")
    RUNNING = "running", _("wordt berekend")
    READY = "ready", _("klaar om te bevestigen")
    DONE = "done", _("doorgevoerd")
    DISCARDED = "discarded", _("niet doorgevoerd")
    FAILED = "failed", _("mislukt")
