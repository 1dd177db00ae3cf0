"""Days of a week schedule that differ."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """Why a day of a week schedule differs from its weekday (R17)."""

    FREE = "free", _("vrij")
    OTHER = "other", _("andere uren")
    HOLIDAY = "holiday", _("werkt in een schoolvakantie")
    RECOVERY = "recovery", _("inhaaldag: vrij voor een gewerkte vakantiedag")


FREE_DAYS = frozenset({DayKind.FREE, DayKind.RECOVERY})
