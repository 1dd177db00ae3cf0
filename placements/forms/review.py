"""Why a placement goes on under a suspended label."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KeepForm(forms.Form):
    """The reason."""

    reason = forms.CharField(
        label=_("Waarom gaat deze plaats door?"),
        help_text=_("Met wie sprak je, en wat spraken jullie af?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )
