"""The closed lists of labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holder(models.TextChoices):
    COMPANY = "company", _("onderneming")
    SCHOOL = "school", _("school")


class Level(models.TextChoices):
    PROVISIONAL = "provisional", _("voorlopig label")
    LABEL = "label", _("label")
    DISTINCTION = "distinction", _("label met onderscheiding")


class LabelStatus(models.TextChoices):
    PROMISED = "promised", _("wacht op de labelmedewerker")
    ACTIVE = "active", _("actief")
    REFUSED = "refused", _("geweigerd")
    SUSPENDED = "suspended", _("geschorst")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("verlopen")


class KnockOut(models.TextChoices):
    """Whether a criterion below score 2 means no label."""

    NO = "no", _("nee")
    YES = "yes", _("ja")
    IF_DUAL = "if_dual", _("bij SAO, OAO of DA")
    RENEWAL = "renewal", _("bij verlenging")
