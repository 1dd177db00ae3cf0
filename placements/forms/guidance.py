"""Forms about tips, trainings and certificates."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput
from placements.models import Tip, Training

MOST_EUROS = 100_000
CENTS = 100
DAYS = {"from_on": DayInput, "until_on": DayInput}
UNTIL_HELP = {"until_on": _("Leeg: tot je het stopt.")}


class TipForm(forms.ModelForm):
    """A tip in few and plain words."""

    class Meta:
        model = Tip
        fields = ("audience", "moment", "title", "text", "from_on", "until_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), **DAYS}
        help_texts = {"text": _("Korte zinnen, gewone woorden. Hoogstens 240 tekens."), **UNTIL_HELP}


class TrainingForm(forms.ModelForm):
    """A training, its price in euro."""

    url = forms.URLField(label=_("Webadres"), required=False, assume_scheme="https")
    price = forms.DecimalField(
        label=_("Prijs in euro"), min_value=0, max_value=MOST_EUROS, decimal_places=2, help_text=_("0 is gratis.")
    )

    class Meta:
        model = Training
        fields = ("audience", "title", "provider", "where", "url", "begins_on", "from_on", "until_on")
        widgets = {"begins_on": DayInput, **DAYS}
        help_texts = {"begins_on": _("Leeg: je kunt altijd beginnen."), **UNTIL_HELP}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["price"].initial = Decimal(self.instance.price_cents) / CENTS

    def clean(self) -> dict[str, Any]:
        """The price in cents."""
        cleaned = super().clean() or {}
        if (price := cleaned.pop("price", None)) is not None:
            cleaned["price_cents"] = int(price * CENTS)
        return cleaned


class CertificateForm(forms.Form):
    """A certificate of a training that somebody saw; the paper stays with its owner."""

    title = forms.CharField(label=_("Naam van de opleiding"), max_length=120)
    provider = forms.CharField(label=_("Wie gaf ze?"), max_length=120)
    dated_on = forms.DateField(label=_("Datum op het getuigschrift"), widget=DayInput)
    seen_on = forms.DateField(label=_("Gezien op"), widget=DayInput, help_text=_("We bewaren geen kopie."))


class MentorCertificateForm(CertificateForm):
    """The same for a mentor."""

    is_mentor_training = forms.BooleanField(
        label=_("Dit is de mentoropleiding"),
        required=False,
        help_text=_("Dan is ook de verplichte mentoropleiding voor SAO, OAO en DA in orde."),
    )
