"""The commitment: where it stands and why it ends."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementStatus(models.TextChoices):
    ACCEPTED = "accepted", _("de onderneming zei ja")
    AGREED = "agreed", _("iedereen is akkoord")
    SIGNING = "signing", _("wordt getekend")
    SIGNED = "signed", _("getekend")
    RUNNING = "running", _("loopt")
    ENDED = "ended", _("afgelopen")
    ENDED_EARLY = "ended_early", _("vroeger gestopt")
    STOPPED = "stopped", _("ging niet door")


FOLLOWED = (PlacementStatus.RUNNING, PlacementStatus.ENDED, PlacementStatus.ENDED_EARLY)
HOLDS_SEAT = ("accepted", "agreed", "signing", "signed", "running")


class EndReason(models.TextChoices):
    """Why a placement ends or does not go on; a list of our own."""

    END_DATE = "END_DATE", _("de einddatum")
    QUALIFIED_EARLY = "QUALIFIED_EARLY", _("vroeger gekwalificeerd")
    MUTUAL = "MUTUAL", _("in onderling akkoord")
    PUPIL_STOPS = "PUPIL_STOPS", _("de leerling stopt")
    COMPANY_STOPS = "COMPANY_STOPS", _("de onderneming stopt")
    SCHOOL_STOPS = "SCHOOL_STOPS", _("de school stopt")
    RECOGNITION_LIFTED = "RECOGNITION_LIFTED", _("de erkenning is opgeheven")
    MENTOR_LOST = "MENTOR_LOST", _("geen mentor meer")
    FORCE_MAJEURE = "FORCE_MAJEURE", _("overmacht")
    SAFETY = "SAFETY", _("veiligheid")
    ETHICS_BREACH = "ETHICS_BREACH", _("inbreuk op de ethische code")
    MOVED = "MOVED", _("de leerling verhuisde")
    HIRED = "HIRED", _("de leerling gaat er werken")
    OTHER = "OTHER", _("andere")


OF_TEACHER = {
    EndReason.PUPIL_STOPS: _("de leraar stopt"),
    EndReason.MOVED: _("de leraar verhuisde"),
    EndReason.HIRED: _("de leraar gaat er werken"),
}


def end_reasons(*, of_teacher: bool) -> list[tuple[str, Any]]:
    """Each reason with its words; where a teacher learns the words are about a teacher."""
    own = OF_TEACHER if of_teacher else {}
    return [(value, own.get(EndReason(value), label)) for value, label in EndReason.choices]
