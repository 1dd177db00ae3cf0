"""A report to the city."""

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.enums import CaseKind
from placements.enums import Party


class ReportForm(forms.Form):
    """About whom, what, and whether it is urgent."""

    is_danger = forms.BooleanField(
        label=_("Er is nu gevaar"), help_text=_("Bel eerst. De stad kijkt dan meteen naar je melding."), required=False
    )
    about = forms.ChoiceField(
        label=_("Over wie gaat het?"),
        choices=[(Party.COMPANY.value, _("het bedrijf")), (Party.SCHOOL.value, _("de school"))],
        initial=Party.COMPANY.value,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Wat is er?"), choices=CaseKind, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Wat gebeurde er?"),
        help_text=_("Schrijf in je eigen taal als dat makkelijker is."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )
