"""What coach and HR write in a draft: the hours of a training plan, or the activities of a STAGE."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from placements.actions.plan import LineHours
from placements.enums import Form
from placements.models import PlanLine, TrainingPlan
from schools.competence_rules import MOST_HOURS
from schools.enums import Place

HOURS = {"work_hours": _("Uren werkplek"), "school_hours": _("Uren school"), "third_hours": _("Uren derde plaats")}


class PlanForm(forms.Form):
    """One form for the whole plan: a row of four fields for each competence, then what belongs to the whole."""

    general_hours = forms.IntegerField(label=_("Uren algemene vorming"), min_value=0, max_value=MOST_HOURS)
    weeks = forms.IntegerField(
        label=_("Weken"), help_text=_("Weken met les of werk, zonder vakanties."), min_value=1, max_value=60
    )
    explanation = forms.CharField(
        label=_("Uitleg bij de verdeling"),
        help_text=_("Wijkt het plan af van 60/40? Zeg in een zin waarom dat voor deze leerling goed is."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data: Any = None, *, plan: TrainingPlan) -> None:
        names = ("general_hours", "weeks", "explanation")
        super().__init__(data, initial={name: getattr(plan, name) for name in names})
        to_learn = [line for line in plan.lines.all() if line.prior_learning_id is None]
        self.plan_lines = sorted(to_learn, key=lambda line: (line.competence.number, line.pk))
        for line in self.plan_lines:
            self._add(line)

    def _add(self, line: PlanLine) -> None:
        """Four fields that are named by their column and row, for the ear too."""
        text = line.competence.text
        place = forms.ChoiceField(label=f"{_('Plaats')}: {text}", choices=Place, initial=line.place)
        self.fields[f"place_{line.pk}"] = _named(place)
        for name, words in HOURS.items():
            initial = getattr(line, name)
            hours = forms.IntegerField(label=f"{words}: {text}", min_value=0, max_value=MOST_HOURS, initial=initial)
            self.fields[f"{name}_{line.pk}"] = _named(hours)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each competence with its four fields."""
        return [{"competence": line.competence, "fields": self._fields_of(line)} for line in self.plan_lines]

    @property
    def whole(self) -> list[BoundField]:
        """The fields of the plan as a whole."""
        return [self["general_hours"], self["weeks"], self["explanation"]]

    def _fields_of(self, line: PlanLine) -> list[dict[str, Any]]:
        columns = {"place": _("Plaats"), **HOURS}
        return [{"column": words, "field": self[f"{name}_{line.pk}"]} for name, words in columns.items()]

    def clean(self) -> dict[str, Any]:
        """The whole, and the lines by their key."""
        cleaned = super().clean() or {}
        whole = {name: cleaned.get(name) for name in ("general_hours", "weeks", "explanation")}
        return {
            **whole,
            "lines": {} if self.errors else {line.pk: self._hours(cleaned, line) for line in self.plan_lines},
        }

    def _hours(self, cleaned: dict[str, Any], line: PlanLine) -> LineHours:
        return LineHours(cleaned[f"place_{line.pk}"], **{name: cleaned[f"{name}_{line.pk}"] for name in HOURS})


def _named(field: forms.Field) -> Any:
    """A field in a table cell has its label for the ear only."""
    field.widget.attrs["aria-label"] = field.label
    return field


class ActivitiesForm(forms.Form):
    """What a student does during a STAGE, one activity a line."""

    activities = forms.CharField(
        label=_("Wat doet de leerling?"),
        help_text=_("Eén activiteit per regel."),
        max_length=6000,
        widget=forms.Textarea({"rows": 10}),
    )
    half_days = forms.IntegerField(
        label=_("Halve dagen"), help_text=_("Een dag van meer dan vijf uur telt voor twee."), min_value=1, max_value=600
    )

    def __init__(self, data: Any = None, *, plan: TrainingPlan) -> None:
        texts = plan.activities.order_by("pk").values_list("text", flat=True)
        super().__init__(data, initial={"activities": "\n".join(texts), "half_days": plan.half_days})
        if plan.agreement.placement.form == Form.TEACHER:
            self.fields["activities"].label = _("Wat komt de leraar leren?")

    def clean_activities(self) -> list[str]:
        """The lines that say something; raises ValidationError for one that is too long."""
        texts = [line.strip() for line in self.cleaned_data["activities"].splitlines() if line.strip()]
        if any(len(text) > 200 for text in texts):
            raise forms.ValidationError(_("Een activiteit is hoogstens 200 tekens lang. Splits ze in twee regels."))
        return texts
