"""Forms to promise a label and to decide about promises."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.models import Label
from marketplace.web.fields import RowsField, choose_from


class PromiseForm(forms.Form):
    """The signatory's promise, and the code when it is not signed yet."""

    sign_code = forms.BooleanField(
        label=_("Ik las de ethische code en teken haar voor mijn organisatie"),
        error_messages={"required": _("Teken de ethische code, anders kan er geen label zijn.")},
    )
    promised = forms.BooleanField(
        label=_("Ik beloof dat we aan elk van deze punten voldoen"),
        error_messages={"required": _("Kruis aan dat je dit belooft.")},
    )

    def __init__(self, *args: Any, code_signed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if code_signed:
            del self.fields["sign_code"]

    def clean(self) -> dict[str, Any]:
        """Only what the action asks: whether to sign the code."""
        given = super().clean() or self.cleaned_data
        return {"sign_code": given.get("sign_code", False)}


class ConfirmForm(forms.Form):
    """Promises ticked in the list of a label officer."""

    labels = RowsField(
        Label.objects.none(),
        label=_("Beloftes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kruis minstens één belofte aan.")},
    )

    def __init__(self, *args: Any, waiting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "labels", waiting)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reden"),
        help_text=_("De houder krijgt deze zin in een mail. Het register toont hem niet."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
