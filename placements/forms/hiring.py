"""What the school says about work that a company offered."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.offers_allowed import WHAT
from marketplace.web.fields import DayInput
from placements.models.hiring import NOTED


class HiringForm(forms.Form):
    """What was offered, and when."""

    FIELD_OF: ClassVar = {
        "hiring.ahead": "made_on",
        "hiring.long_before": "made_on",
        "hiring.no_start": "starts_on",
        "hiring.not_summer": "starts_on",
    }
    what = forms.ChoiceField(
        label=_("Wat werd aangeboden?"), choices=[(code, _(WHAT[code])) for code in NOTED], widget=forms.RadioSelect
    )
    made_on = forms.DateField(label=_("Aangeboden of getekend op"), widget=DayInput)
    starts_on = forms.DateField(
        label=_("Eerste werkdag"), required=False, widget=DayInput, help_text=_("Als die al vastligt.")
    )
    depends_on_diploma = forms.BooleanField(label=_("Het gaat alleen door als het diploma er is"), required=False)


class ClearForm(forms.Form):
    """Nothing happened that may not happen."""

    answer = forms.CharField(
        label=_("Wat was er?"),
        help_text=_("In een zin. Alleen je school leest dit."),
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
    )
