"""What ties a family to the company."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HostTie(models.TextChoices):
    """What ties a representative to the company where the student learns."""

    NONE = "none", _("Nee")
    WORKS = "works", _("Ja, ik werk er")
    OWNS = "owns", _("Ja, ik ben eigenaar of bestuurder")
