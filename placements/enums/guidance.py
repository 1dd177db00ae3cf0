"""Tips and trainings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom a tip or a training is."""

    MENTOR = "mentor", _("mentoren")
    COACH = "coach", _("trajectbegeleiders")
    BOTH = "both", _("allebei")


class TipMoment(models.TextChoices):
    """When a tip helps, in the order of a placement."""

    BEFORE = "before", _("voor de eerste dag")
    FIRST = "first", _("op de eerste dag")
    WEEKLY = "weekly", _("elke week")
    HARD = "hard", _("als het moeilijk gaat")
    END = "end", _("op het einde")
