"""What has a last day, and why an agreement rests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SuspensionCause(models.TextChoices):
    """Why an agreement rests for a while; no word on anybody's health."""

    ABSENT = "absent", _("de leerling is afwezig")
    NO_WORK = "no_work", _("er is tijdelijk geen werk")
    CLOSED = "closed", _("de onderneming is gesloten")


class TimerKind(models.TextChoices):
    """What must be done by a last day; the table of marks is `placements.timers`."""

    CONTRACT_SEARCH = "contract_search", _("overeenkomst zoeken")
    REGISTRATION = "registration", _("registreren in het Vlaamse loket")
    MENTOR_TRAINING = "mentor_training", _("mentoropleiding afronden")
    RISK_ANALYSIS = "risk_analysis", _("risicoanalyse vernieuwen of maken")
    HEALTH = "health", _("gezondheidsbeoordeling")
    EVALUATION = "evaluation", _("evaluatiemoment")
    OFFER_ANSWER = "offer_answer", _("antwoord op een aanbod")
    SUSPENSION = "suspension", _("schorsing van meer dan twee weken")
    HIRING_ANSWER = "hiring_answer", _("antwoord over aangeboden werk")
    HAND_OVER_WORD = "hand_over_word", _("woord van de onderneming na een vroege stop")
    HAND_OVER_FILE = "hand_over_file", _("dossier van een vroege stop")
