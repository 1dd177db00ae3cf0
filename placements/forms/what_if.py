"""Which settings of a round the city wants to compare."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.enums import Method, Policy
from placements.forms.round import LARGEST_SEED
from placements.models import Round


class WhatIfForm(forms.Form):
    methods = forms.MultipleChoiceField(
        label=_("Methodes"),
        choices=Method,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vink minstens één methode aan.")},
    )
    policies = forms.MultipleChoiceField(
        label=_("Voorrang"),
        choices=Policy,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vink minstens één voorrang aan.")},
    )
    seed = forms.IntegerField(
        label=_("Startgetal van de loting"),
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_("Hou het startgetal van de ronde om alleen de regels te vergelijken."),
    )

    def __init__(self, data: Any = None, *, row: Round) -> None:
        super().__init__(data, initial={"methods": Method.values, "policies": Policy.values, "seed": row.seed})
