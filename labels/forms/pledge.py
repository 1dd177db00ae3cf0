"""Forms to promise places and to answer the yearly question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.sectors import Sector
from labels.enums import PledgeAnswer, PledgeReason
from labels.models.pledge import MOST_PLACES


class PromisePlacesForm(forms.Form):
    """A number of places for a school year and a sector."""

    school_year = forms.TypedChoiceField(label=_("Schooljaar"), coerce=int)
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector)
    places = forms.IntegerField(label=_("Hoeveel plaatsen beloof je?"), min_value=0, max_value=MOST_PLACES)

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["school_year"]
        field.choices = [(year, f"{year}-{(year + 1) % 100:02d}") for year in years]


class AnswerForm(forms.Form):
    """One of the four answers, by its button; `before` is what was promised last year, by sector."""

    answer = forms.ChoiceField(choices=PledgeAnswer, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        choices=[("", _("Kies een reden")), *PledgeReason.choices], required=False, label=_("Waarom?")
    )

    def __init__(self, *args: Any, before: dict[str, int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.before = before
        for sector, places in before.items():
            label = Sector(sector).label if sector else _("Plaatsen")
            self.fields[f"places_{sector}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_PLACES, initial=max(0, places - 1), required=False
            )

    def clean(self) -> dict[str, Any]:
        """What the action asks: places by sector."""
        given = super().clean() or self.cleaned_data
        places = {sector: given.get(f"places_{sector}") or 0 for sector in self.before}
        return {"answer": given.get("answer", ""), "reason": given.get("reason", ""), "places": places}

    @property
    def places_fields(self) -> list[forms.BoundField]:
        """The fields of the numbers."""
        return [self[name] for name in self.fields if name.startswith("places_")]
