"""The dated figures in which one joint committee differs from another, and how to read two of them on a day."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from companies.models import JointCommittee
from marketplace.reference.families import Family

Figures = Mapping[str, Decimal]  # those in force on one day
HOUR = _("Vul een uur in van 0 tot 23,75, op een kwartier juist: 22,5 is 22.30 uur.")
YES_OR_NO = _("Vul 1 in voor ja of 0 voor nee.")
WEEK = _("Vul de uren van een volle week in: van 1 tot 48.")


def figure_code(committee: str) -> str:
    """The code of a joint committee as figures spell it: 118.03 is 118_03."""
    return committee.replace(".", "_")


def week_of(committee: str | None, figures: Figures) -> Decimal:
    """The hours of a full week in a sector (R04); the usual ones without a joint committee, or a week of its own."""
    return figures.get(f"sector_week_{figure_code(committee or '')}", figures["sector_week_usual"])


def is_maribel(committee: str | None, figures: Figures) -> bool:
    """Whether students who learn dual there get a DA under the Social Maribel (R03)."""
    return bool(figures.get(f"sector_maribel_{figure_code(committee or '')}"))


def members() -> dict[str, str]:
    """Every joint committee by its code as figures spell it."""
    return {figure_code(row.code): str(row) for row in JointCommittee.objects.order_by("code")}


def _is_hour(value: Decimal) -> bool:
    return value < 24 and value % Decimal("0.25") == 0


def _is_yes_or_no(value: Decimal) -> bool:
    return value in (0, 1)


def _is_week(value: Decimal) -> bool:
    return 1 <= value <= 48


FAMILIES = (
    Family("sector_week_", _("Volle week, in uren"), WEEK, _is_week, members),
    Family("sector_maribel_", _("Sociale Maribel (1 is ja, 0 is nee)"), YES_OR_NO, _is_yes_or_no, members),
    Family("sector_sundays_", _("Minderjarigen op zondag (1 is ja, 0 is nee)"), YES_OR_NO, _is_yes_or_no, members),
    Family("sector_evening_", _("Minderjarigen vanaf 16 jaar: werk tot dit uur"), HOUR, _is_hour, members),
    Family("sector_opens_", _("Werk met een OAO: niet voor dit uur"), HOUR, _is_hour, members),
    Family("sector_closes_", _("Werk met een OAO: niet na dit uur"), HOUR, _is_hour, members),
)
