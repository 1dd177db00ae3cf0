"""The competence list of a programme in two steps: its sentences at once, then place and hours of each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from schools.competence_rules import MOST_COMPETENCES, PLACES, missing_hours
from schools.curriculum import CompetenceRow

MOST_HOURS = 5000
LONGEST = 300  # characters of one competence
COLUMNS = {"text": _("Competentie"), "place": _("Plaats"), "work": _("Uren werkplek"), "school": _("Uren school")}


class SentencesForm(forms.Form):
    """The competences as they stand in the curriculum file, one a line."""

    sentences = forms.CharField(
        label=_("Competenties"),
        help_text=_(
            "Plak ze uit het curriculumdossier: één per regel. Daarna kies je bij elke lijn de plaats en de uren."
        ),
        max_length=20_000,
        widget=forms.Textarea({"rows": 14}),
    )

    def clean_sentences(self) -> list[str]:
        """Each line that says something, once; raises ValidationError for too many or one that is too long."""
        lines = (line.strip(" \t-–•*;") for line in self.cleaned_data["sentences"].splitlines())
        texts = list(dict.fromkeys(line for line in lines if line))
        if not 0 < len(texts) <= MOST_COMPETENCES:
            words = _("Schrijf minstens één en hoogstens %(most)s competenties.")
            raise forms.ValidationError(words % {"most": MOST_COMPETENCES})
        if too_long := next((text for text in texts if len(text) > LONGEST), None):
            words = _("Deze regel is langer dan %(most)s tekens: “%(start)s…”. Splits hem of maak hem korter.")
            raise forms.ValidationError(words % {"most": LONGEST, "start": too_long[:40]})
        return texts


class CompetencesForm(forms.Form):
    """A row of four fields for each competence; a row whose text is emptied goes away."""

    general_hours = forms.IntegerField(
        label=_("Uren algemene vorming"),
        help_text=_("Op school, in een heel schooljaar. Staat in het curriculumdossier."),
        min_value=0,
        max_value=MOST_HOURS,
    )
    count = forms.IntegerField(min_value=1, max_value=MOST_COMPETENCES, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, texts: Sequence[str] = (), general_hours: int | None = None) -> None:
        super().__init__(data, initial={"count": len(texts), "general_hours": general_hours})
        sent = str(data.get("count", "")) if data else ""
        self.numbers = range(min(int(sent), MOST_COMPETENCES) if sent.isdecimal() and len(sent) < 4 else len(texts))
        for number in self.numbers:
            self._add(number, texts[number] if number < len(texts) else "")

    def _add(self, number: int, text: str) -> None:
        kinds = {
            "text": forms.CharField(
                max_length=LONGEST, required=False, initial=text, widget=forms.Textarea({"rows": 2})
            ),
            "place": forms.ChoiceField(choices=[(each.value, each.label) for each in PLACES]),
            "work": forms.IntegerField(min_value=0, max_value=MOST_HOURS, required=False),
            "school": forms.IntegerField(min_value=0, max_value=MOST_HOURS, required=False),
        }
        for name, field in kinds.items():
            field.label = f"{COLUMNS[name]} {number + 1}"
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"{name}_{number}"] = field

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        """Each competence with its fields, under the words of their column."""
        return [[self._cell(name, number) for name in COLUMNS] for number in self.numbers]

    def _cell(self, name: str, number: int) -> dict[str, Any]:
        field: BoundField = self[f"{name}_{number}"]
        return {"column": COLUMNS[name], "field": field}

    def clean(self) -> dict[str, Any]:
        """What the action asks for: the rows that say something, and the hours of general education."""
        cleaned = super().clean() or {}
        whole = [] if self.errors else [number for number in self.numbers if cleaned[f"text_{number}"]]
        rows = {number: self._row(cleaned, number) for number in whole}
        for number, name in ((number, name) for number, row in rows.items() for name in missing_hours(row)):
            self.add_error(f"{name.removesuffix('_hours')}_{number}", _("Vul de uren in."))
        return {"rows": list(rows.values()), "general_hours": cleaned.get("general_hours")}

    def _row(self, cleaned: dict[str, Any], number: int) -> CompetenceRow:
        work, school = cleaned[f"work_{number}"] or 0, cleaned[f"school_{number}"] or 0
        return CompetenceRow("", cleaned[f"text_{number}"], "", cleaned[f"place_{number}"], work, school)
