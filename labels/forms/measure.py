"""Forms of measures on a label: the proposal, the sentence with which it goes back, and a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.enums import Matter, Outcome
from labels.models.measure import GROUNDS
from marketplace.web.fields import DayInput

REASONS = _("De houder leest dit. Schrijf wat er gebeurde en waarop je steunt, niet wie iets meldde.")


class ProposeMeasureForm(forms.Form):
    """On which ground, why and from when."""

    ground = forms.ChoiceField(label=_("Op welke grond?"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Redenen"), max_length=2000, widget=forms.Textarea({"rows": 5}), help_text=REASONS
    )
    effective_on = forms.DateField(label=_("Geldt vanaf"), widget=DayInput)

    def __init__(self, *args: Any, matter: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = [(ground.value, ground.label) for ground in GROUNDS[matter]]  # type: ignore[attr-defined]
        if matter == Matter.REINSTATEMENT:
            self.fields["ground"].initial = GROUNDS[matter][0].value
            self.fields["reasons"].label = _("Wat is er hersteld, en wie zag dat?")


class AmendMeasureForm(forms.Form):
    """The reasons, mended."""

    reasons = forms.CharField(
        label=_("Redenen"), max_length=2000, widget=forms.Textarea({"rows": 5}), help_text=REASONS
    )


class MeasureBackForm(forms.Form):
    """Why a proposal goes back."""

    remarks = forms.CharField(
        label=_("Wat klopt er niet?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Schrijf in een zin wat er niet klopt.")},
    )


class DecideMeasureForm(forms.Form):
    """One decider's yes or no."""

    outcome = forms.ChoiceField(label=_("Neem je deze maatregel?"), choices=Outcome, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Redenen"), max_length=2000, widget=forms.Textarea({"rows": 4}), help_text=_("De houder leest dit.")
    )
