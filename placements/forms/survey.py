"""The form of a survey: three questions in the words of the party, each from not at all to very much."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.enums import SurveyParty

CHOICES = [(4, _("Helemaal wel")), (3, _("Eerder wel")), (2, _("Eerder niet")), (1, _("Helemaal niet"))]
ASKED: dict[str, dict[str, Any]] = {
    SurveyParty.STUDENT: {
        "talks": _("Mijn mentor praat minstens om de twee weken met mij over hoe het gaat."),
        "evaluation": _("De school en het bedrijf kijken samen met mij naar wat ik al kan."),
        "voice": _("Als ik zeg dat iets beter kan, gebeurt er iets mee."),
    },
    SurveyParty.MENTOR: {
        "talks": _("Ik krijg de tijd om minstens om de twee weken met de leerling te praten."),
        "evaluation": _("Ik evalueer samen met de school."),
        "voice": _("Mijn bedrijf doet iets met wat leerlingen zeggen."),
    },
    SurveyParty.COACH: {
        "talks": _("De mentor en de leerling praten minstens om de twee weken over hoe het gaat."),
        "evaluation": _("De mentor evalueert samen met de school."),
        "voice": _("Het bedrijf doet iets met wat de leerling zegt."),
    },
}


class SurveyForm(forms.Form):
    """Three answers from 1 to 4; there is no free text, which could tell who wrote it."""

    def __init__(self, *args: Any, party: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in ASKED[party].items():
            self.fields[name] = forms.TypedChoiceField(
                label=words,
                choices=CHOICES,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Kies een antwoord.")},
            )
