"""What student and representative fill in: a no with its reason, or a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.enums import EndReason

REASONS = [
    (EndReason.PUPIL_STOPS.value, _("Deze plaats past niet")),
    (EndReason.MOVED.value, _("We verhuizen")),
    (EndReason.OTHER.value, _("Een andere reden")),
]


class NoForm(forms.Form):
    """The no of the family."""

    reason = forms.ChoiceField(choices=REASONS, label=_("Waarom niet?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        help_text=_("Alleen de school leest dit."),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class QuestionForm(forms.Form):
    """A question to the coach."""

    text = forms.CharField(label=_("Je vraag aan de school"), max_length=600, widget=forms.Textarea({"rows": 3}))
