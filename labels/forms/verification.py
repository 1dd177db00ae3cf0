"""A badge to look at: pasted, or as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.verification import MOST_CHARACTERS


class VerifyForm(forms.Form):
    """One of both; what is too large is not read."""

    text = forms.CharField(
        label=_("Plak het bewijs"),
        help_text=_("De tekst van credential.json of van de SVG, of het adres van de pagina van het label."),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=_("Of kies het bestand"), help_text=_("JSON of SVG, hoogstens 100 kB."), required=False
    )

    def clean_file(self) -> Any:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MOST_CHARACTERS:
            raise forms.ValidationError(_("Dit bestand is te groot: een bewijs is kleiner dan 100 kB."))
        return file.read().decode("utf-8", errors="replace")

    def clean(self) -> dict[str, Any]:
        """The text, wherever it came from."""
        super().clean()
        text = self.cleaned_data.get("text") or self.cleaned_data.get("file")
        if not text and not self.errors:
            raise forms.ValidationError(_("Plak het bewijs, of kies een bestand."))
        return {"text": text}
