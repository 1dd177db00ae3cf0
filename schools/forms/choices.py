"""Fields that several forms of schools share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.period import school_year_of
from marketplace.web.fields import DayInput
from schools.models import Programme, SchoolClass

WEEKDAYS = [
    (1, _("maandag")),
    (2, _("dinsdag")),
    (3, _("woensdag")),
    (4, _("donderdag")),
    (5, _("vrijdag")),
    (6, _("zaterdag")),
]


class DayField(forms.DateField):
    """A day, picked or typed."""

    widget = DayInput


class SeveralField(forms.TypedMultipleChoiceField):
    """Any number of a closed list, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple


class ProgrammeField(forms.ModelChoiceField):
    """Programmes that are valid on a day, those of the school first."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Programme.objects.none(), **options)

    def offer(self, school_id: int | None, on: date, besides: int | None = None) -> None:
        """Fill the list; `besides` is a programme that stays on it though it has ended."""
        rows = Programme.objects.valid_on(on) | Programme.objects.filter(pk__in=[besides])
        taught = set(SchoolClass.objects.filter(school=school_id).values_list("programme", flat=True))
        named = [(row, f"{row.name} ({row.get_grade_display()})") for row in rows.order_by("name", "grade")]
        self.queryset = rows
        self.choices = [
            ("", _("Kies een opleiding")),
            (_("Opleidingen van je school"), [(row.pk, name) for row, name in named if row.pk in taught]),
            (_("Andere opleidingen"), [(row.pk, name) for row, name in named if row.pk not in taught]),
        ]


def school_years(on: date) -> list[tuple[int, str]]:
    """This school year and the next as choices."""
    first = school_year_of(on)
    return [(year, f"{year}-{year + 1}") for year in (first, first + 1)]
