"""What is filled in when an item of the start list is ticked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput
from placements.enums import CheckItem, HealthOutcome
from placements.models import StartCheck


class TickForm(forms.Form):
    """The day; of a risk analysis its date, of health one of two words."""

    done_on = forms.DateField(label=_("Gedaan op"), widget=DayInput)

    def __init__(self, data: Any = None, *, check: StartCheck, **options: Any) -> None:
        super().__init__(data, **options)
        if check.item == CheckItem.RISK_ANALYSIS:
            self.fields["document_on"] = forms.DateField(
                label=_("Datum op de risicoanalyse"), widget=DayInput, initial=check.document_on
            )
        if check.item == CheckItem.HEALTH:
            self.fields["outcome"] = forms.ChoiceField(
                label=_("Uitkomst"),
                help_text=_("Meer dan dit vragen en bewaren we niet."),
                choices=HealthOutcome,
                widget=forms.RadioSelect,
                initial=check.outcome,
            )
