"""The written contract and its signatures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("ontwerp")
    SIGNING = "signing", _("klaar om te tekenen")
    SEALED = "sealed", _("door iedereen getekend")
    REFUSED = "refused", _("iemand tekent niet: de trajectbegeleider kijkt ernaar")
    VOIDED = "voided", _("vervangen door een nieuwe versie")


OPEN_VERSION = (AgreementStatus.DRAFT, AgreementStatus.SIGNING, AgreementStatus.REFUSED)  # being made


class Party(models.TextChoices):
    COMPANY = "company", _("onderneming")
    SCHOOL = "school", _("school")
    STUDENT = "student", _("leerling")
    REPRESENTATIVE = "representative", _("wettelijke vertegenwoordiger")


class SignatureStatus(models.TextChoices):
    OPEN = "open", _("nog niet getekend")
    SIGNED = "signed", _("getekend")
    REFUSED = "refused", _("geweigerd")


class SignedBy(models.TextChoices):
    """The way in which a signature was given."""

    ACCOUNT = "account", _("met een account")
    LINK = "link", _("met een persoonlijke link")
    WITNESS = "witness", _("op het toestel van de school, met een getuige")
    PAPER = "paper", _("op papier, bewaard door de school")
