"""What is filled in after an early end."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordForm(forms.Form):
    """One's own word."""

    text = forms.CharField(
        label=_("Wat was er?"),
        help_text=_("Kort en eerlijk. Schrijf niets over gezondheid."),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )


class CloseForm(forms.Form):
    """The real hours on the floor."""

    work_hours = forms.IntegerField(label=_("Echte uren op de werkplek"), min_value=0, max_value=5000)
