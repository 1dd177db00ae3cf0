"""Placements under a suspended label."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewStatus(models.TextChoices):
    """A placement under a label that was suspended (R32): the school looks at it again."""

    OPEN = "open", _("te bekijken")
    KEPT = "kept", _("gaat door")
    LIFTED = "lifted", _("het label geldt weer")
    OVER = "over", _("de plaats is voorbij")
