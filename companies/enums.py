"""The closed lists of companies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompanyStatus(models.TextChoices):
    UNVERIFIED = "unverified", _("nog niet bevestigd")
    VERIFIED = "verified", _("bevestigd")
    REFUSED = "refused", _("geweigerd")


class SizeClass(models.TextChoices):
    UNDER_10 = "under_10", _("minder dan 10 werknemers")
    FROM_10 = "from_10", _("10 tot 49 werknemers")
    FROM_50 = "from_50", _("50 tot 249 werknemers")
    FROM_250 = "from_250", _("250 werknemers of meer")


class Location(models.TextChoices):
    """How well a site's point is known."""

    ADDRESS = "address", _("gevonden op de kaart")
    POSTCODE = "postcode", _("geplaatst op postcode")
    UNKNOWN = "unknown", _("nog niet gevonden op de kaart")
