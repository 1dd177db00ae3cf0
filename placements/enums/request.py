"""What a student needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestStatus(models.TextChoices):
    OPEN = "open", _("zoekt een plaats")
    PLACED = "placed", _("heeft een plaats")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    ENDED = "ended", _("afgelopen")
