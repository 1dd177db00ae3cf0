"""Work that a company offered a student."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HiringCause(models.TextChoices):
    """Why the school is asked whether a company offered a student work (domain section 5, R24)."""

    HIRED = "hired", _("de werkplek stopte omdat de leerling er gaat werken")
    LEFT_SCHOOL = "left_school", _("de leerling verliet de school zonder diploma, tijdens of kort na de werkplek")


class HiringQuestionStatus(models.TextChoices):
    """A question that the school answers before anybody is accused."""

    OPEN = "open", _("wacht op de school")
    CLEARED = "cleared", _("niets aan de hand")
    REPORTED = "reported", _("doorgegeven aan de stad")
