"""What people are asked about a workplace."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyParty(models.TextChoices):
    """Who is asked about a workplace."""

    STUDENT = "student", _("leerling")
    MENTOR = "mentor", _("mentor")
    COACH = "coach", _("trajectbegeleider")


class SurveyMoment(models.TextChoices):
    HALF_WAY = "half_way", _("halverwege")
    END = "end", _("op het einde")
