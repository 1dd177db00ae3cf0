"""Forms to add evidence: a file, or a paper that was seen and not kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.evidence_file import MOST_BYTES
from marketplace.web.fields import DayInput


class EvidenceForm(forms.Form):
    """What every piece of evidence says of itself."""

    title = forms.CharField(
        label=_("Wat is het?"), max_length=120, help_text=_("Bijvoorbeeld: polis arbeidsongevallen")
    )


class FileForm(EvidenceForm):
    """A photo or a PDF."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_(
            "Een foto (JPEG of PNG) of PDF van hoogstens 10 MB, zonder mensen erop en zonder namen van leerlingen."
        ),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")},
    )
    expires_on = forms.DateField(label=_("Geldig tot en met"), required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Hand on the bytes: the name that somebody gave the file is not kept."""
        given = super().clean() or self.cleaned_data
        if file := given.pop("file", None):
            given["data"] = file.read(MOST_BYTES + 1)
        return given


class SeenForm(EvidenceForm):
    """A paper that somebody has seen: it stays where it is."""

    seen_on = forms.DateField(label=_("Gezien op"), widget=DayInput)
    seen_by = forms.CharField(label=_("Gezien door"), max_length=120, help_text=_("Naam en functie"))
    expires_on = forms.DateField(label=_("Geldig tot en met"), required=False, widget=DayInput)
