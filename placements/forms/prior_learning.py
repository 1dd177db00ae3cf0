"""What is filled in about a competence acquired elsewhere: evidence, an advice, the decision of the class council."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.fields import DayInput, choose_from
from placements.actions.prior_learning import Shown
from placements.enums import EvidenceKind, PriorLearningStatus
from placements.models import PriorLearning
from schools.models import Competence, Student

PIECES = (1, 2, 3)
ANSWERS = [("yes", _("De klassenraad erkent deze competentie")), ("no", _("De klassenraad erkent ze niet"))]


class EvidenceForm(forms.Form):
    """Up to three pieces of evidence; the first is asked, the others may stay empty."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for number in PIECES:
            self._add(number)

    def _add(self, number: int) -> None:
        asked, choices = number == PIECES[0], [("", "–"), *EvidenceKind.choices]
        title = {"kind": _("Bewijs %(number)s: wat is het?"), "text": _("Bewijs %(number)s: wat toont het?")}
        title["dated_on"] = _("Bewijs %(number)s: van wanneer is het?")
        label = {name: words % {"number": number} for name, words in title.items()}
        self.fields[f"kind_{number}"] = forms.ChoiceField(label=label["kind"], choices=choices, required=asked)
        self.fields[f"text_{number}"] = forms.CharField(label=label["text"], max_length=300, required=asked)
        self.fields[f"dated_on_{number}"] = forms.DateField(label=label["dated_on"], widget=DayInput, required=asked)

    def clean(self) -> dict[str, Any]:
        """The pieces that were filled in; a half one is asked to be completed."""
        cleaned, pieces = super().clean() or {}, []
        for number in PIECES:
            values = {name: cleaned.pop(f"{name}_{number}", None) for name in ("kind", "text", "dated_on")}
            missing = [name for name, value in values.items() if not value]
            if not missing:
                pieces.append(Shown(**values))
            elif len(missing) < len(values) and not any(f"{name}_{number}" in self.errors for name in values):
                self.add_error(f"{missing[0]}_{number}", _("Vul dit bewijs helemaal in, of laat het leeg."))
        return cleaned | {"evidence": pieces}


class AskForm(EvidenceForm):
    """Which competence the student knows already, and what shows it."""

    competence = forms.ModelChoiceField(
        Competence.objects.none(), label=_("Welke competentie kan de leerling al?"), empty_label=None
    )

    def __init__(self, data: Any = None, *, student: Student) -> None:
        super().__init__(data)
        asked = (
            PriorLearning.objects.filter(student=student)
            .exclude(status=PriorLearningStatus.WITHDRAWN)
            .values("competence")
        )
        own = Competence.objects.filter(programme=student.programme_id).exclude(pk__in=asked)
        choose_from(self, "competence", own.order_by("number"))


class AdviceForm(forms.Form):
    """The coach's advice to the class council."""

    advice = forms.CharField(
        label=_("Wat stel je de klassenraad voor, en waarom?"),
        help_text=_("Hiermee zeg je ook dat je de bewijzen gezien hebt. Bewaar geen kopie."),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )


class CouncilForm(forms.Form):
    """What the class council decided."""

    is_recognised = forms.TypedChoiceField(
        label=_("Wat besliste de klassenraad?"),
        choices=ANSWERS,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    council_on = forms.DateField(label=_("Dag van de klassenraad"), widget=DayInput)
    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De leerling en de ouders lezen dit."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
