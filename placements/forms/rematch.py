"""What the city fills in to match a round again, once or every week."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput
from placements.enums import Policy


class RepeatForm(forms.Form):
    """From when, until when, and who comes first."""

    next_on = forms.DateField(label=_("Eerste keer op"), widget=DayInput)
    until_on = forms.DateField(
        label=_("Laatste dag"),
        widget=DayInput,
        help_text=_("Daarna stopt het vanzelf. Dit kan in september en oktober."),
    )
    policy = forms.ChoiceField(label=_("Voorrang"), choices=Policy, initial=Policy.DAYS_LEFT)
