"""Looking back at a placement together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Moment(models.TextChoices):
    """The moments at which mentor, coach and student look back together; a default of our own."""

    INTAKE = "intake", _("eerste gesprek")
    WEEK_1 = "week_1", _("na de eerste week")
    WEEK_4 = "week_4", _("na vier weken")
    MIDDLE = "middle", _("halverwege")
    END = "end", _("op het einde")


class Score(models.IntegerChoices):
    """How somebody shows a competence on the floor; a scale of our own."""

    NOT_SEEN = 0, _("niet gezien")
    WITH_HELP = 1, _("met hulp")
    MOSTLY_ALONE = 2, _("meestal alleen")
    ALONE_AND_SAFE = 3, _("alleen en veilig")


class ReachedWay(models.TextChoices):
    """How a competence came to be reached: twice seen well enough, or decided by the class council."""

    SCORES = "scores", _("twee keer goed genoeg gezien")
    COUNCIL = "council", _("beslist door de klassenraad")
