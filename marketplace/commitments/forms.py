"""A new version of a text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput

LINES = {"rows": 18}


class PublishForm(forms.Form):
    """Both languages and the day on which it holds."""

    body_nl = forms.CharField(label=_("De tekst in het Nederlands"), widget=forms.Textarea(attrs=LINES))
    body_en = forms.CharField(label=_("De vertaling in het Engels"), widget=forms.Textarea(attrs=LINES))
    in_force_on = forms.DateField(
        label=_("Van kracht op"),
        help_text=_("Organisaties tekenen opnieuw binnen 30 dagen na deze dag."),
        widget=DayInput,
    )

    def clean(self) -> dict[str, Any]:
        """Browsers send CRLF; texts are kept with LF."""
        super().clean()
        return {name: _lf(value) for name, value in self.cleaned_data.items()}


def _lf(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
