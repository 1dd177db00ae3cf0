"""The suggestions of a round."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchStatus(models.TextChoices):
    REVIEW = "review", _("na te kijken")
    PUBLISHED = "published", _("gepubliceerd")
    DROPPED = "dropped", _("geschrapt door de coördinator")
    RELEASED = "released", _("vrijgegeven op de nakijkdatum")
    REFUSED = "refused", _("geweigerd door de onderneming")
    MOVED = "moved", _("vervangen bij een herberekening")


LIVE_MATCHES = (MatchStatus.REVIEW, MatchStatus.PUBLISHED, MatchStatus.RELEASED)


class DropReason(models.TextChoices):
    """The closed list of reasons why a school drops a match."""

    TRAVEL = "travel", _("de verplaatsing lukt niet")
    HAS_PLACE = "has_place", _("de leerling heeft al een plaats")
    OTHER_PLAN = "other_plan", _("de leerling volgt een ander traject")
    NOT_TOGETHER = "not_together", _("leerling en onderneming passen niet bij elkaar")
    TASKS = "tasks", _("de competenties passen niet")


STAYS_OUT = (DropReason.HAS_PLACE, DropReason.OTHER_PLAN)  # these students are not matched again in the round
