"""What the administrator fills in for a form of workplace learning."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput
from placements.enums import Binding, Document, Party, Strength

SIGNERS = [(party.value, party.label) for party in (Party.COMPANY, Party.SCHOOL, Party.STUDENT)]
SOURCE_HELP = _("De tekst of beslissing waarop dit steunt, met de datum.")


class TermsForm(forms.Form):
    """Which document binds, who signs, and since when."""

    prefix = "terms"

    binding = forms.ChoiceField(label=_("Welk document telt?"), choices=Binding.choices, widget=forms.RadioSelect)
    signers = forms.MultipleChoiceField(
        label=_("Wie tekent?"),
        choices=SIGNERS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Voor een minderjarige tekent een wettelijke vertegenwoordiger mee."),
    )
    in_force_on = forms.DateField(label=_("Geldt vanaf"), widget=DayInput)
    source = forms.CharField(label=_("Bron"), max_length=300, help_text=SOURCE_HELP)


class DocumentForm(forms.Form):
    """How strongly one document is asked, of whom, and since when."""

    prefix = "document"

    document = forms.ChoiceField(label=_("Welk document?"), choices=Document.choices)
    strength = forms.ChoiceField(label=_("Hoe sterk gevraagd?"), choices=Strength.choices, widget=forms.RadioSelect)
    owner = forms.ChoiceField(label=_("Wie zorgt ervoor?"), choices=SIGNERS)
    in_force_on = forms.DateField(label=_("Geldt vanaf"), widget=DayInput)
    source = forms.CharField(label=_("Bron"), max_length=300, help_text=SOURCE_HELP)
