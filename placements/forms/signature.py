"""What people fill in when they sign, do not sign, or sign before a witness."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RefuseForm(forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(
        label=_("Waarom teken je niet?"),
        help_text=_("De trajectbegeleider leest dit en zoekt een oplossing."),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )


class WitnessForm(forms.Form):
    """Who of the school sees the signature."""

    witness = forms.CharField(
        label=_("Naam van de getuige"),
        help_text=_("De medewerker van de school die erbij is: voornaam en naam."),
        max_length=120,
    )


class CodeForm(forms.Form):
    """Six digits from a mail."""

    code = forms.CharField(
        label=_("Code uit de mail"),
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
