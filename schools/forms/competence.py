"""The competence list of a programme in two steps: its sentences at once, then place and hours of each."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from schools.competence_rules import LONGEST, MOST_COMPETENCES, MOST_HOURS, PLACES, missing_hours
from schools.curriculum import CompetenceRow
from schools.enums import Place

SPARE = 3  # empty rows for what was forgotten
BULLET = re.compile(r"^(?:[-–—•·▪◦*]+|o(?=\s)|\d{1,2}[.)])\s*")
COLUMNS = {"text": _("Competentie"), "place": _("Plaats"), "work": _("Uren werkplek"), "school": _("Uren school")}


class SentencesForm(forms.Form):
    """The competences as they stand in the curriculum file, one a line."""

    sentences = forms.CharField(  # no maxlength in the page: a browser would cut what is pasted without a word
        label=_("Competenties"),
        help_text=_("Plak ze uit het curriculumdossier: één per regel. Daarna kies je bij elke de plaats en de uren."),
        validators=[MaxLengthValidator(20_000)],
        widget=forms.Textarea({"rows": 14}),
    )

    def clean_sentences(self) -> list[str]:
        """Each line that says something, once; raises ValidationError for too many or one that is too long."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["sentences"].splitlines())
        once = {text.casefold(): text for line in lines if (text := BULLET.sub("", line).rstrip(" ;"))}
        if not 0 < len(once) <= MOST_COMPETENCES:
            words = _("Schrijf minstens één en hoogstens %(most)s competenties.")
            raise forms.ValidationError(words % {"most": MOST_COMPETENCES})
        words = _("Deze regel is langer dan %(most)s tekens: “%(start)s…”. Splits hem of maak hem korter.")
        wrong = [words % {"most": LONGEST, "start": text[:40]} for text in once.values() if len(text) > LONGEST]
        if wrong:
            raise forms.ValidationError(wrong)
        return list(once.values())


class CompetencesForm(forms.Form):
    """A row of fields for each competence; a row whose text is emptied goes away."""

    general_hours = forms.IntegerField(
        label=_("Uren algemene vorming"),
        help_text=_("Op school, in een heel schooljaar. Staat in het curriculumdossier."),
        min_value=0,
        max_value=MOST_HOURS,
    )
    count = forms.IntegerField(min_value=1, max_value=MOST_COMPETENCES, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, rows: Sequence[CompetenceRow] = (), general_hours: int | None = None
    ) -> None:
        shown = [*rows, *[CompetenceRow("", "", "", Place.WORK, 0, 0)] * SPARE][:MOST_COMPETENCES]
        super().__init__(data, initial={"count": len(shown), "general_hours": general_hours})
        sent = str(data.get("count", "")) if data else ""
        count = int(sent) if sent.isdecimal() and len(sent) < 4 else len(shown)
        self.numbers = range(min(count, MOST_COMPETENCES))
        for number in self.numbers:
            self._add(number, shown[number] if number < len(shown) else shown[-1])

    def _add(self, number: int, row: CompetenceRow) -> None:
        text, places = forms.Textarea({"rows": 2}), [(each.value, each.label) for each in PLACES]
        kinds: dict[str, forms.Field] = {
            "text": forms.CharField(max_length=LONGEST, required=False, initial=row.text_nl, widget=text),
            "place": forms.ChoiceField(choices=places, initial=row.place),
            "work": _hours(row.work_hours),
            "school": _hours(row.school_hours),
        }
        for name, field in kinds.items():
            field.label = f"{COLUMNS[name]} {number + 1}"
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"{name}_{number}"] = field
        code = forms.CharField(required=False, max_length=20, initial=row.code, widget=forms.HiddenInput)
        self.fields[f"code_{number}"] = code

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each competence: its hidden code, and its fields under the words of their column."""
        return [{"code": self[f"code_{number}"], "cells": self._cells(number)} for number in self.numbers]

    def _cells(self, number: int) -> list[dict[str, Any]]:
        return [{"column": words, "field": self[f"{name}_{number}"]} for name, words in COLUMNS.items()]

    def clean(self) -> dict[str, Any]:
        """What the action asks for: the rows that say something, and the hours of general education."""
        cleaned = super().clean() or {}
        whole = [number for number in self.numbers if self._is_whole(cleaned, number)]
        rows = {number: self._row(cleaned, number) for number in whole if cleaned[f"text_{number}"]}
        for number, name in [(number, name) for number, row in rows.items() for name in missing_hours(row)]:
            self.add_error(f"{name.removesuffix('_hours')}_{number}", _("Vul minstens 1 uur in."))
        return {"rows": list(rows.values()), "general_hours": cleaned.get("general_hours")}

    def _is_whole(self, cleaned: dict[str, Any], number: int) -> bool:
        return all(f"{name}_{number}" in cleaned for name in (*COLUMNS, "code"))

    def _row(self, cleaned: dict[str, Any], number: int) -> CompetenceRow:
        work, school = cleaned[f"work_{number}"] or 0, cleaned[f"school_{number}"] or 0
        text = " ".join(cleaned[f"text_{number}"].split())
        return CompetenceRow(cleaned[f"code_{number}"], text, "", cleaned[f"place_{number}"], work, school)


def _hours(known: int) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=MOST_HOURS, required=False, initial=known or None)
