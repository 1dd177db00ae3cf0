"""Absences and contacts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AbsenceCause(models.TextChoices):
    """Why a student was not there; a closed list, so that nothing about health is written down."""

    ILL = "ill", _("ziek gemeld")
    ACCIDENT = "accident", _("arbeidsongeval")
    LEAVE = "leave", _("verlof of klein verlet")
    CLOSED = "closed", _("de onderneming was dicht")
    SCHOOL = "school", _("activiteit van de school")
    TRANSPORT = "transport", _("vervoer")
    UNKNOWN = "unknown", _("zonder bericht")


class ContactKind(models.TextChoices):
    VISIT = "visit", _("bezoek op de werkplek")
    CALL = "call", _("telefoon of videogesprek")
    TALK = "talk", _("gesprek op school")
