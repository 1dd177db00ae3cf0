"""When a survey is asked, and when it can be answered."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.models import Placement, Survey, SurveyAnswer

UNKNOWN = Refusal("survey.unknown", _("Deze link kennen we niet. Open de link uit je mail."))


def half_way(placement: Placement) -> date:
    """The middle day of a placement."""
    return placement.starts_on + (placement.ends_on - placement.starts_on) / 2


def closed(survey: Survey, on: date) -> Refusal | None:
    """A survey is open for some days (a figure)."""
    if on <= survey.asked_on + timedelta(days=int(Figure.objects.value("survey_open_days", survey.asked_on))):
        return None
    return Refusal("survey.closed", _("Deze bevraging is voorbij."))


def answered(ticket: str) -> Refusal | None:
    """One answer for each person and moment."""
    if not SurveyAnswer.objects.filter(ticket=ticket).exists():
        return None
    return Refusal("survey.answered", _("Er is al geantwoord met deze link. Dank je."))
