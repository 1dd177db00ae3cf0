"""What each form asks on paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from placements.enums.start import CheckItem


class Document(models.TextChoices):
    """What a form may ask; those that are also a `CheckItem` are ticked, of the others the platform knows itself."""

    ARRANGEMENT = "arrangement", _("afsprakenbrief, bevestigd door beide kanten")
    AGREEMENT = "agreement", _("overeenkomst, getekend door iedereen die moet")
    PLAN = "plan", _("opleidingsplan of activiteitenlijst")
    RISK_ANALYSIS = CheckItem.RISK_ANALYSIS.value, _("risicoanalyse van de werkpost, hoogstens een jaar oud")
    WORKSTATION_SHEET = CheckItem.WORKSTATION_SHEET.value, _("werkpostfiche")
    HEALTH = CheckItem.HEALTH.value, _("gezondheidsbeoordeling: niet nodig, of geschikt")
    DIMONA = CheckItem.DIMONA.value, _("Dimona-aangifte")
    INSURANCE = CheckItem.INSURANCE.value, _("verzekering")
    HOUSE_RULES = CheckItem.HOUSE_RULES.value, _("huisregels")
    RECOGNITION = "recognition", _("erkenning van de vestiging voor de opleiding")
    MENTOR_EXTRACT = "mentor_extract", _("uittreksel 596.2 van de mentor gezien")
    MENTOR_TRAINING = "mentor_training", _("mentoropleiding")
    ETHICS_CODE = "ethics_code", _("ethische code, aanvaard door beide kanten")
    REGISTRATION = "registration", _("referentie van het officiële loket")


class Strength(models.TextChoices):
    """How strongly a form asks a document."""

    BLOCKS = "blocks", _("zonder dit start de leerling niet")
    ASKED = "asked", _("nodig")
    ADVISED = "advised", _("aangeraden")
    NOT = "not", _("niet nodig")


class Binding(models.TextChoices):
    """Which document binds the parties: there is never a second one."""

    PLATFORM = "platform", _("de tekst die hier getekend wordt")
    PAPER = "paper", _("een overeenkomst op papier")
    COUNTER = "counter", _("de overeenkomst in het officiële loket")
