"""Personal links."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkPurpose(models.TextChoices):
    """What a personal link is for; it does nothing else."""

    ANSWER = "answer", _("antwoorden op een plaats")
    SIGN = "sign", _("een overeenkomst lezen en tekenen")


class CodeWay(models.TextChoices):
    """How somebody got the code that opens a personal link."""

    MAIL = "mail", _("per mail")
    SMS = "sms", _("per sms")
    SCHOOL = "school", _("van de school, die de persoon kende")
