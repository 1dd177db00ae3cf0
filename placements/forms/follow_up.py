"""What student, floor and coach fill in while a placement runs."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput, choose_from
from placements.enums import AbsenceCause, ContactKind, Party, Score
from placements.models import EvaluationScore
from schools.models import Competence

TELLERS = [(party.value, party.label) for party in (Party.STUDENT, Party.COMPANY, Party.SCHOOL)]
SCORES = [("", "–"), *Score.choices]


class WeekNoteForm(forms.Form):
    """One line and the competences that were practised."""

    day = forms.DateField(label=_("Welke week? Kies een dag ervan"), widget=DayInput)
    text = forms.CharField(label=_("Wat leerde je?"), help_text=_("Eén zin is genoeg."), max_length=300)
    competences = forms.ModelMultipleChoiceField(
        Competence.objects.none(),
        label=_("Wat oefende je?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, learnt: list[Competence], day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["day"].initial = day
        _offer(self, "competences", learnt)
        if not learnt:
            del self.fields["competences"]

    def clean(self) -> dict[str, Any]:
        """Where a programme has no list yet, nothing was practised of it."""
        return {"competences": [], **(super().clean() or {})}


class AbsenceForm(forms.Form):
    """Days, a cause from the list, and who told it."""

    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)
    cause = forms.ChoiceField(
        label=_("Waarom?"), choices=AbsenceCause, help_text=_("Schrijf nergens iets over gezondheid.")
    )
    told_by = forms.ChoiceField(label=_("Wie meldde het?"), choices=TELLERS)

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("De laatste dag valt voor de eerste. Kies een latere laatste dag."))
        return cleaned


class ContactForm(forms.Form):
    """A visit or talk that is planned."""

    kind = forms.ChoiceField(label=_("Wat plan je?"), choices=ContactKind)
    planned_on = forms.DateField(label=_("Wanneer?"), widget=DayInput)


class ContactHeldForm(forms.Form):
    """How a visit or talk went."""

    held_on = forms.DateField(label=_("Wanneer was het?"), initial=timezone.localdate, widget=DayInput)
    note = forms.CharField(
        label=_("Wat spraken jullie af?"),
        help_text=_("Alleen je school leest dit."),
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
    )


class ScoresForm(forms.Form):
    """One choice a competence; what is left open is not scored, which the page says once."""

    leaves_open = True

    def __init__(self, data: Any = None, *, competences: list[Competence], given: dict[int, EvaluationScore]) -> None:
        super().__init__(data)
        self.competences = competences
        for competence in competences:
            first = given[competence.pk].score if competence.pk in given else ""
            self.fields[f"score_{competence.pk}"] = forms.TypedChoiceField(
                label=competence.text, choices=SCORES, coerce=int, empty_value=None, required=False, initial=first
            )

    def clean(self) -> dict[str, Any]:
        """The scores by the key of the competence."""
        cleaned = super().clean() or {}
        given = {row.pk: cleaned.get(f"score_{row.pk}") for row in self.competences}
        return {} if self.errors else {"scores": {key: score for key, score in given.items() if score is not None}}


class HeldForm(forms.Form):
    """The day of the talk."""

    held_on = forms.DateField(label=_("Wanneer was het gesprek?"), initial=timezone.localdate, widget=DayInput)


class ReachedForm(forms.Form):
    """A decision of the class council."""

    competence = forms.ModelChoiceField(Competence.objects.none(), label=_("Welke competentie?"), empty_label=None)
    council_on = forms.DateField(label=_("Dag van de klassenraad"), widget=DayInput)
    reason = forms.CharField(label=_("Waarom?"), max_length=600, widget=forms.Textarea({"rows": 2}))

    def __init__(self, data: Any = None, *, learnt: list[Competence], **options: Any) -> None:
        super().__init__(data, **options)
        _offer(self, "competence", learnt)


def _offer(form: forms.BaseForm, name: str, learnt: list[Competence]) -> None:
    """Let a choice offer these competences, which the page has read already."""
    choose_from(form, name, Competence.objects.filter(pk__in=[row.pk for row in learnt]))
    field: Any = form.fields[name]
    field.widget.choices = [(row.pk, str(row)) for row in learnt]
