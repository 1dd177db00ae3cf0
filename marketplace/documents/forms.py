"""A document to look at: its number, or the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024


class VerifyForm(forms.Form):
    """One of both; what is too large is not read."""

    number = forms.CharField(
        label=_("Nummer van het document"),
        help_text=_("Het staat onderaan elke bladzijde, zoals ABCD-EFGH-IJKL-MNOP."),
        required=False,
        max_length=40,
    )
    file = forms.FileField(label=_("Of kies het bestand (pdf)"), required=False)

    def clean_file(self) -> bytes:
        """The bytes of the file."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is te groot: onze documenten zijn kleiner dan 10 MB."))
        return file.read() if file else b""

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.cleaned_data.get("number") and not self.cleaned_data.get("file"):
            raise forms.ValidationError(_("Typ het nummer, of kies het bestand."))
        return self.cleaned_data
