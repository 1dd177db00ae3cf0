"""What people fill in when they sign, do not sign, or sign before a witness."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.web.fields import choose_from


class RefuseForm(forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(
        label=_("Waarom teken je niet?"),
        help_text=_("De trajectbegeleider leest dit en zoekt een oplossing."),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )


class WitnessForm(forms.Form):
    """Who of the school sees the signature; oneself, or a colleague."""

    witness = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Wie is de getuige?"),
        help_text=_("De medewerker van de school die erbij is en ziet dat deze persoon zelf tekent."),
        empty_label=None,
    )

    def __init__(self, data: Any = None, *, staff: QuerySet[User], **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "witness", staff)


class CodeForm(forms.Form):
    """Six digits from a mail."""

    code = forms.CharField(
        label=_("Code uit de mail"),
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
