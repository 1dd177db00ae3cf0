"""Competences acquired elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriorLearningStatus(models.TextChoices):
    """The road of a competence acquired elsewhere: asked, proposed by the coach, decided by the class council."""

    ASKED = "asked", _("gevraagd")
    PROPOSED = "proposed", _("voorgelegd aan de klassenraad")
    RECOGNISED = "recognised", _("erkend door de klassenraad")
    REFUSED = "refused", _("niet erkend door de klassenraad")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class EvidenceKind(models.TextChoices):
    """What may show that a competence was acquired elsewhere; a list of our own."""

    CERTIFICATE = "certificate", _("diploma, getuigschrift of attest")
    EVALUATION = "evaluation", _("evaluatie van een vroegere werkplek")
    REFERENCE = "reference", _("woord van een studentenjob of vrijwilligerswerk")
    PORTFOLIO = "portfolio", _("werkstuk of talentportfolio")
    TEST = "test", _("praktijkproef")
    CONVERSATION = "conversation", _("gesprek")
