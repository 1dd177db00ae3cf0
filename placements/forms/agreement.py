"""What is changed in a new version of an agreement, and the last day to sign."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput
from placements.enums import Form
from placements.models import Placement


class HourInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class HoursForm(forms.Form):
    """The days and hours at work as they are now; a day without hours is no day at work."""

    NAMES: tuple[str, ...] = ()

    def __init__(self, data: Any, week: Mapping[str, Sequence[str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for day in range(1, 8):
            start, end = week.get(str(day), ("", ""))
            self.fields[f"start_{day}"] = _hour(_("%(day)s van"), day, start)
            self.fields[f"end_{day}"] = _hour(_("%(day)s tot"), day, end)

    @property
    def days(self) -> list[dict[str, Any]]:
        """Each day of the week with its two fields."""
        return [
            {"name": WEEKDAYS[day - 1], "start": self[f"start_{day}"], "end": self[f"end_{day}"]} for day in range(1, 8)
        ]

    def clean(self) -> dict[str, Any]:
        """One argument of the action: what the placement becomes."""
        cleaned = super().clean() or {}
        week = {str(day): hours for day in range(1, 8) if (hours := self._hours(cleaned, day))}
        changes = {name: cleaned[name] for name in self.NAMES if name in cleaned}
        return {"changes": {**changes, "week": week}}

    def _hours(self, cleaned: dict[str, Any], day: int) -> list[str] | None:
        start, end = cleaned.get(f"start_{day}"), cleaned.get(f"end_{day}")
        if not start and not end:
            return None
        if not start or not end or end == start:
            self.add_error(f"end_{day}", _("Vul twee uren in die verschillen. Wie 's nachts werkt, stopt de dag erna."))
            return None
        return [f"{start:%H:%M}", f"{end:%H:%M}"]


class ReviseForm(HoursForm):
    """Period, form and hours as they are now."""

    NAMES = ("starts_on", "ends_on", "form")
    FIELD_OF = {
        "agreement.first_day_passed": "starts_on",
        "agreement.ends_before_start": "ends_on",
        "agreement.form_against_programme": "form",
        "form.snuffel_too_long": "ends_on",
    }
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)

    def __init__(self, data: Any = None, *, placement: Placement, forms_allowed: set[str]) -> None:
        super().__init__(data, placement.week, {name: getattr(placement, name) for name in self.NAMES})
        choices = [(value, Form(value).label) for value in sorted({placement.form} | forms_allowed)]
        self.fields["form"] = forms.ChoiceField(label=_("Vorm"), choices=choices)


class AmendForm(HoursForm):
    """From which day an amendment holds, and the last day and hours of the placement from then on."""

    NAMES = ("in_force_on", "ends_on")
    FIELD_OF = {
        "amendment.in_the_past": "in_force_on",
        "amendment.day_taken": "in_force_on",
        "amendment.day_outside": "in_force_on",
        "amendment.ends_before": "ends_on",
        "agreement.period_outside": "ends_on",
        "form.snuffel_too_long": "ends_on",
        "seat.student_placed": "ends_on",
        "seat.mentor_full": "ends_on",
    }
    in_force_on = forms.DateField(
        label=_("Vanaf welke dag?"),
        help_text=_("Iedereen tekent ten laatste op die dag, of vroeger als de tijd om te tekenen eerder om is."),
        widget=DayInput,
    )
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)

    def __init__(self, data: Any = None, *, placement: Placement, in_force_on: date | None) -> None:
        super().__init__(data, placement.week, {"in_force_on": in_force_on, "ends_on": placement.ends_on})


class SignByForm(forms.Form):
    """Until when the parties can sign."""

    FIELD_OF = {"agreement.sign_by_day": "sign_by_on"}
    sign_by_on = forms.DateField(label=_("Laatste dag om te tekenen"), widget=DayInput)


def _hour(words: Any, day: int, initial: str) -> forms.TimeField:
    label = words % {"day": WEEKDAYS[day - 1]}
    return forms.TimeField(label=label, required=False, initial=initial, widget=HourInput())
