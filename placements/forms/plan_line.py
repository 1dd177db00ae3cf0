"""What one side proposes for a line of a plan, which drafts take over a plan, and the activity list of a site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput
from placements.actions.site_competence import Offered
from placements.forms.plan import MOST_HOURS
from placements.models import Agreement, LineProposal, PlanLine, SiteCompetence
from placements.rules.plan_difference import COLUMNS
from schools.enums import Place
from schools.models import Competence


def _hours(name: str) -> forms.IntegerField:
    return forms.IntegerField(label=COLUMNS[name], min_value=0, max_value=MOST_HOURS)


def _day(name: str) -> forms.DateField:
    return forms.DateField(label=COLUMNS[name], required=False, widget=DayInput)


class LineForm(forms.Form):
    """Other terms for one competence; it starts from the line, or from the proposal that is answered."""

    place = forms.ChoiceField(label=COLUMNS["place"], choices=Place)
    work_hours = _hours("work_hours")
    school_hours = _hours("school_hours")
    third_hours = _hours("third_hours")
    third_place = forms.CharField(
        label=COLUMNS["third_place"],
        help_text=_("Bijvoorbeeld een tweede vestiging of een opleidingscentrum. Alleen als daar geleerd wordt."),
        max_length=120,
        required=False,
    )
    starts_on = _day("starts_on")
    ends_on = _day("ends_on")
    activities = forms.CharField(
        label=COLUMNS["activities"],
        help_text=_("Wat de leerling op de werkplek doet om dit te leren."),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    equipment = forms.CharField(label=COLUMNS["equipment"], max_length=300, required=False)

    def __init__(self, data: Any = None, *, start: PlanLine | LineProposal) -> None:
        super().__init__(data, initial=start.terms)


class ShareForm(forms.Form):
    """The drafts of classmates that take over a plan."""

    def __init__(self, data: Any = None, *, classmates: list[Agreement]) -> None:
        super().__init__(data)
        self.found = {str(row.pk): row for row in classmates}
        self.fields["classmates"] = forms.MultipleChoiceField(
            label=_("Voor wie geldt dit plan ook?"),
            choices=[(key, str(row.placement.student)) for key, row in self.found.items()],
            widget=forms.CheckboxSelectMultiple,
        )

    def clean_classmates(self) -> list[Agreement]:
        """The drafts themselves."""
        return [self.found[key] for key in self.cleaned_data["classmates"]]


class ActivityListForm(forms.Form):
    """Three fields a competence: what is done, with what, or that the site does not offer it."""

    def __init__(self, data: Any = None, *, competences: list[Competence], said: dict[int, SiteCompetence]) -> None:
        super().__init__(data)
        self.competences = competences
        for competence in competences:
            self._add(competence, said.get(competence.pk))

    def _add(self, competence: Competence, said: SiteCompetence | None) -> None:
        key, text = competence.pk, competence.text
        self.fields[f"activities_{key}"] = forms.CharField(
            label=text,
            help_text=_("Wat doet de leerling bij jullie om dit te leren?"),
            initial=said.activities if said else "",
            max_length=600,
            required=False,
            widget=forms.Textarea({"rows": 2}),
        )
        self.fields[f"equipment_{key}"] = forms.CharField(
            label=_("Wat is daarvoor nodig?"),
            initial=said.equipment if said else "",
            max_length=300,
            required=False,
        )
        self.fields[f"missing_{key}"] = forms.BooleanField(
            label=_("Dit bieden we niet aan"), initial=bool(said and not said.is_offered), required=False
        )

    def clean(self) -> dict[str, Any]:
        """The rows by competence; raises ValidationError at a field that says both."""
        cleaned = super().clean() or {}
        for competence in self.competences:
            if cleaned.get(f"missing_{competence.pk}") and cleaned.get(f"activities_{competence.pk}", "").strip():
                self.add_error(f"missing_{competence.pk}", _("Je schreef hier ook activiteiten. Kies één van de twee."))
        return {} if self.errors else {"rows": {row.pk: self._row(cleaned, row.pk) for row in self.competences}}

    def _row(self, cleaned: dict[str, Any], key: int) -> Offered:
        return Offered(not cleaned[f"missing_{key}"], cleaned[f"activities_{key}"], cleaned[f"equipment_{key}"])
