"""Inviting people of partner organisations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.actor import PARTNER_ROLES, Role


class PartnerForm(forms.Form):
    """Which organisation, who, and for which role."""

    name = forms.CharField(label=_("Naam van de organisatie"), max_length=200)
    email = forms.EmailField(label=_("Mailadres"))
    role = forms.ChoiceField(
        label=_("Rol"),
        widget=forms.RadioSelect,
        choices=[(r, label) for r, label in Role.choices if r in PARTNER_ROLES],
    )
