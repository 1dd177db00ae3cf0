"""The week schedule as it is filled in: blocks of each weekday, days that differ, and a contact in holidays."""

from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput, TelephoneField
from placements.enums import DayKind
from placements.forms.agreement import HourInput
from placements.models import Schedule, ScheduleBlock
from placements.usual_week import WeekBlock

FEW, MORE = 2, 4  # blocks on a day
PLACES = (("", _("–")), ("work", _("werkplek")), ("school", _("school")))


class WeekForm(forms.Form):
    """For each weekday a few blocks; an empty row is no block, the time between two blocks is a break."""

    def __init__(self, data: Any = None, *, schedule: Schedule | None, more: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        blocks = sorted(schedule.blocks.all(), key=lambda row: row.starts) if schedule else []
        days = {day: [row for row in blocks if row.weekday == day] for day in range(1, 8)}
        longest = max(len(rows) for rows in days.values())
        self.most = MORE if more or data or longest > FEW else FEW
        for day, rows in days.items():
            for number in range(self.most):
                self._add(day, number, rows[number] if number < len(rows) else None)
        self.fields["sector_reason"] = forms.CharField(
            label=_("Waarom is avond- of zondagwerk nodig om te leren?"),
            help_text=_(
                "Alleen voor een minderjarige, en alleen waar de sector het toelaat. Meld het ook aan de inspectie."
            ),
            max_length=300,
            required=False,
            initial=schedule.sector_reason if schedule else "",
        )

    def _add(self, day: int, number: int, row: ScheduleBlock | None) -> None:
        name, place = f"{day}_{number}", ("work" if row.is_work else "school") if row else ""
        about = {"day": WEEKDAYS[day - 1], "number": number + 1}
        self.fields[f"place_{name}"] = forms.ChoiceField(
            choices=PLACES,
            required=False,
            initial=place,
            widget=_heard(forms.Select, _("%(day)s, blok %(number)s: waar") % about),
        )
        for side, words in (
            ("starts", _("%(day)s, blok %(number)s: van")),
            ("ends", _("%(day)s, blok %(number)s: tot")),
        ):
            self.fields[f"{side}_{name}"] = forms.TimeField(
                required=False, initial=getattr(row, side, None), widget=_heard(HourInput, words % about)
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each block of each weekday with its three fields; the day stands before its first, a number before others."""
        return [
            {
                "day": WEEKDAYS[day - 1] if number == 0 else "",
                "number": number + 1,
                "fields": [self[f"{name}_{day}_{number}"] for name in ("place", "starts", "ends")],
            }
            for day in range(1, 8)
            for number in range(self.most)
        ]

    def clean(self) -> dict[str, Any]:
        """The arguments of the action: blocks, and the reason of the sector."""
        cleaned = super().clean() or {}
        found = (self._block(cleaned, day, number) for day in range(1, 8) for number in range(self.most))
        return {"blocks": [block for block in found if block], "sector_reason": cleaned.get("sector_reason", "")}

    def _block(self, cleaned: dict[str, Any], day: int, number: int) -> WeekBlock | None:
        place, starts, ends = (cleaned.get(f"{name}_{day}_{number}") for name in ("place", "starts", "ends"))
        if not place and starts is None and ends is None:
            return None
        if not place or starts is None or ends is None:
            self.add_error(f"starts_{day}_{number}", _("Kies waar, en vul van en tot in; of laat de hele rij leeg."))
            return None
        return WeekBlock(day, starts, ends, is_work=place == "work")


class DaysForm(forms.Form):
    """Days that differ from their weekday; without hours a day at work keeps those of its weekday."""

    kind = forms.ChoiceField(label=_("Wat is er anders?"), choices=DayKind)
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput, required=False, help_text=_("Leeg: één dag."))
    starts_1 = forms.TimeField(label=_("Werkt van"), required=False, widget=HourInput())
    ends_1 = forms.TimeField(label=_("tot"), required=False, widget=HourInput())
    starts_2 = forms.TimeField(label=_("en van"), required=False, widget=HourInput())
    ends_2 = forms.TimeField(label=_("tot (2)"), required=False, widget=HourInput())
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=300,
        required=False,
        help_text=_("Voor een vakantie: wat leert de leerling dan? Meehelpen in een drukke periode is geen reden."),
    )

    def clean(self) -> dict[str, Any]:
        """The arguments of the action."""
        cleaned = super().clean() or {}
        spans = [span for number in (1, 2) if (span := self._span(cleaned, number))]
        named: dict[str, Any] = {name: cleaned[name] for name in ("kind", "starts_on") if name in cleaned}
        last = cleaned.get("ends_on") or cleaned.get("starts_on")
        return {**named, "ends_on": last, "spans": spans, "reason": cleaned.get("reason", "")}

    def _span(self, cleaned: dict[str, Any], number: int) -> tuple[time, time] | None:
        starts, ends = cleaned.get(f"starts_{number}"), cleaned.get(f"ends_{number}")
        if starts is None and ends is None:
            return None
        if starts is None or ends is None:
            self.add_error(f"ends_{number}", _("Vul twee uren in, van en tot."))
            return None
        return starts, ends


class SchoolContactForm(forms.Form):
    """Who of the school answers the telephone while the student works in a holiday."""

    name = forms.CharField(label=_("Wie is bereikbaar?"), max_length=120)
    phone = TelephoneField(label=_("Telefoon"))
    starts_on = forms.DateField(label=_("Vanaf"), widget=DayInput)
    ends_on = forms.DateField(label=_("Tot en met"), widget=DayInput)


def _heard(widget: Any, words: Any) -> Any:
    """A widget with its name for the ear: the column says the rest for the eye."""
    made = widget()
    made.attrs["aria-label"] = words
    return made
