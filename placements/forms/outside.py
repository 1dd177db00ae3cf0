"""What is filled in when an agreement was signed on paper or in the official counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.evidence_file import MOST_BYTES
from marketplace.web.fields import DayInput


class OutsideForm(forms.Form):
    """The day, the number and the scan; the file is read no further than its limit."""

    signed_on = forms.DateField(
        label=_("Op welke dag tekende de laatste?"), widget=DayInput, help_text=_("De datum die op het document staat.")
    )
    reference = forms.CharField(
        label=_("Referentie"),
        max_length=60,
        help_text=_("Het nummer in het officiële loket, of het nummer waaronder de school het papier bewaart."),
    )
    scan = forms.FileField(
        label=_("Scan (pdf of foto)"), help_text=_("Hoogstens 10 MB. Het document zelf blijft wat telt.")
    )
    everybody = forms.BooleanField(label=_("Iedereen op de lijst heeft getekend"))

    def clean(self) -> dict[str, Any]:
        """Hand on the bytes; the tick has done its work."""
        cleaned = super().clean() or {}
        cleaned.pop("everybody", None)
        if file := cleaned.pop("scan", None):
            cleaned["data"] = file.read(MOST_BYTES + 1)
        return cleaned
