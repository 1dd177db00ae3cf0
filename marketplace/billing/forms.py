"""What staff type about money; amounts in euro with a comma or a point."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.billing.models import PriceItem
from marketplace.identifiers import WrongIdentifier, parse_structured_communication
from marketplace.web.fields import DayInput


class EuroField(forms.DecimalField):
    """An amount in euro on the page, in cents behind it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=8, decimal_places=2, localize=True, **options)

    def clean(self, value: Any) -> Any:
        """Euro to cents."""
        euro = super().clean(value)
        return None if euro is None else int(euro * 100)


class TransferForm(forms.Form):
    """One line of the bank statement."""

    communication = forms.CharField(
        label=_("Gestructureerde mededeling"), help_text=_("Bijvoorbeeld +++123/4567/89002+++."), max_length=30
    )
    amount_cents = EuroField(label=_("Bedrag in euro"), min_value=Decimal("0.01"))
    number = forms.CharField(
        label=_("Nummer van de lijn op het uittreksel"),
        help_text=_("Zo boekt niemand dezelfde lijn twee keer."),
        max_length=60,
    )

    def clean_communication(self) -> str:
        """Twelve digits that can be right."""
        try:
            return parse_structured_communication(self.cleaned_data["communication"])
        except WrongIdentifier as wrong:
            raise forms.ValidationError(_(wrong.template) % wrong.params) from wrong


class WaiveForm(forms.Form):
    """Why nothing is asked."""

    reason = forms.CharField(
        label=_("Reden"),
        help_text=_("Bijvoorbeeld: vzw, openbaar bestuur."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefundForm(forms.Form):
    """What was paid back by transfer."""

    amount_cents = EuroField(label=_("Teruggestort bedrag in euro"), min_value=Decimal("0.01"))


class RepaymentForm(forms.Form):
    """What the city gives back of its own will, and why."""

    amount_cents = EuroField(label=_("Bedrag in euro"), min_value=Decimal("0.01"))
    reason = forms.CharField(label=_("Reden"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class PriceForm(forms.ModelForm):
    """A new price from a day on."""

    amount_cents = EuroField(label=_("Bedrag in euro, btw inbegrepen als die er is"), min_value=Decimal(0))

    class Meta:
        model = PriceItem
        fields = ["code", "amount_cents", "extra_site_percent", "vat_treatment", "in_force_on", "source"]
        labels = {
            "code": _("Waarvoor"),
            "extra_site_percent": _("Procent voor elke extra vestiging"),
            "vat_treatment": _("Btw"),
            "in_force_on": _("Geldt vanaf"),
            "source": _("Reglement (datum en nummer van het besluit)"),
        }
        widgets = {"in_force_on": DayInput}
