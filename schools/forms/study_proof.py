"""The form about a proof of study."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.enums import ProofKind
from schools.forms.choices import DayField


class StudyProofForm(forms.Form):
    """Which proof, and since when."""

    kind = forms.ChoiceField(label=_("Welk studiebewijs?"), choices=ProofKind.choices, widget=forms.RadioSelect)
    earned_on = DayField(
        label=_("Behaald op"), help_text=_("De dag van de beslissing van de klassenraad. Vanaf dan telt het bewijs.")
    )
