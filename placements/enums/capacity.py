"""What a site offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Transport(models.TextChoices):
    PUBLIC = "public", _("openbaar vervoer")
    BIKE = "bike", _("fiets")
    SHUTTLE = "shuttle", _("pendelbus van het bedrijf")


class CapacityStatus(models.TextChoices):
    DRAFT = "draft", _("ontwerp")
    PUBLISHED = "published", _("gepubliceerd")
    CLOSED = "closed", _("afgesloten")
