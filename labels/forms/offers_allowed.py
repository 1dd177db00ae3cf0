"""The question of what may be offered, to whom, when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.offers_allowed import WHAT, WHO


class OfferQuestionForm(forms.Form):
    """Two choices."""

    what = forms.ChoiceField(
        label=_("Wat wil je aanbieden?"),
        choices=[(code, _(words)) for code, words in WHAT.items()],
        widget=forms.RadioSelect,
    )
    who = forms.ChoiceField(
        label=_("Aan wie?"), choices=[(code, _(words)) for code, words in WHO.items()], widget=forms.RadioSelect
    )
