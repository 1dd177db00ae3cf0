"""Forms of the pages above accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput


class FigureForm(forms.Form):
    """The next value of a figure."""

    value = forms.DecimalField(label=_("Nieuwe waarde"), min_value=0, max_digits=12, decimal_places=4)
    in_force_on = forms.DateField(label=_("Geldt vanaf"), widget=DayInput)
    source = forms.CharField(
        label=_("Bron"), max_length=300, help_text=_("De tekst en de datum waarop deze waarde steunt.")
    )
