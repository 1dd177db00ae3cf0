"""What is filled in about a registration and about a time in which an agreement rests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput
from placements.enums import SuspensionCause


class RegistrationForm(forms.Form):
    """What the official counter answered."""

    reference = forms.CharField(label=_("Referentie van het loket"), max_length=60)
    registered_on = forms.DateField(label=_("Geregistreerd op"), widget=DayInput)


class SuspensionForm(forms.Form):
    """From when, and which of three words says why."""

    cause = forms.ChoiceField(label=_("Waarom ligt het stil?"), choices=SuspensionCause)
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)


class ResumeForm(forms.Form):
    """The last day of rest."""

    ends_on = forms.DateField(label=_("Laatste dag dat het stillag"), widget=DayInput)
