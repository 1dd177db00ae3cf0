"""Files of placements that ended early."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandOverStatus(models.TextChoices):
    """The file of a placement that ended early."""

    OPEN = "open", _("dossier open")
    CLOSED = "closed", _("dossier gesloten")
