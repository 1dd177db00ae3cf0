"""Matching rounds and their runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundStatus(models.TextChoices):
    OPEN = "open", _("open")
    RUNNING = "running", _("loopt")
    REVIEW = "review", _("wordt nagekeken")
    PUBLISHED = "published", _("gepubliceerd")
    FAILED = "failed", _("mislukt")
    STOPPED = "stopped", _("gestopt")
    CANCELLED = "cancelled", _("geannuleerd")


class RunKind(models.TextChoices):
    FIRST = "first", _("eerste berekening")
    REMATCH = "rematch", _("herberekening")


class Method(models.TextChoices):
    STABLE = "stable", _("stabiel")
    OPTIMAL = "optimal", _("optimaal")


class Policy(models.TextChoices):
    """Who is served first in a round; the names are those of `placements.matching.policy`."""

    LOTTERY = "lottery", _("iedereen gelijk: de loting beslist")
    DAYS_LEFT = "days_left", _("wie het minst opleidingsdagen over heeft eerst, daarna de loting")
    SCHOOLS_IN_TURN = (
        "schools_in_turn",
        _("de scholen om de beurt: eerst één leerling van elke school, dan de volgende"),
    )


class RoundPhase(models.TextChoices):
    READ = "read", _("vragen en plaatsen lezen")
    CANDIDATES = "candidates", _("zoeken wat past")
    SOLVE = "solve", _("plaatsen verdelen")
    CERTIFY = "certify", _("het resultaat nakijken")
    STORE = "store", _("het resultaat bewaren")
