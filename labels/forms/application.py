"""Forms of a label file: its sites, a page of questions, and what the city still asks."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from labels.enums import SCORE_WORDS
from labels.models import Criterion
from labels.questions import Question
from marketplace.web.fields import choose_from

SCORES = [(str(score), words) for score, words in enumerate(SCORE_WORDS)]


class LaterField(forms.ChoiceField):
    """A choice that is asked, and may wait until the whole is handed in: an empty answer is fine."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.RadioSelect, **options)

    def validate(self, value: Any) -> None:
        """Only one of the choices, or nothing yet."""
        if value:
            super().validate(value)


class ScoreField(LaterField, forms.TypedChoiceField):
    """Four steps."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=SCORES, coerce=int, empty_value=None, **options)


class SitesForm(forms.Form):
    """The sites of the own company that a file covers; a school has none to choose."""

    sites = forms.ModelMultipleChoiceField(
        Site.objects.none(),
        label=_("Voor welke vestigingen vraag je het label?"),
        help_text=_("Elke vestiging krijgt haar eigen label. Vragen over de hele organisatie beantwoord je een keer."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één vestiging.")},
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "sites", sites)


class DescribeForm(SitesForm):
    """The sites, and whether the company offers a dual form."""

    offers_dual = forms.BooleanField(
        label=_("We bieden SAO, OAO of DA aan"),
        help_text=_("Dan is de Vlaamse erkenning nodig."),
        required=False,
    )


class QuestionsForm(forms.Form):
    """One page of questions: for each a score, a note, and where it may be so, why it does not apply."""

    def __init__(self, *args: Any, questions: Iterable[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = list(questions)
        for question in self.questions:
            self._ask(question) if question.is_asked else None

    def _ask(self, question: Question) -> None:
        row, criterion = question.answer, question.criterion
        place = f" – {row.application_site}" if row.application_site else ""
        self.fields[f"score_{row.pk}"] = ScoreField(
            label=f"{criterion.question}{place}", help_text=question.asks_for, initial=row.score
        )
        self.fields[f"note_{row.pk}"] = forms.CharField(
            label=_("Toelichting"),
            required=False,
            max_length=1000,
            initial=row.note,
            widget=forms.Textarea({"rows": 2}),
        )
        if criterion.may_not_apply:
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label=_("Niet van toepassing, want"), required=False, max_length=300, initial=row.not_applicable_reason
            )

    def rows(self) -> Iterator[tuple[Question, list[forms.BoundField]]]:
        """Each question with its fields; none when it is not asked."""
        for question in self.questions:
            names = [f"{name}_{question.answer.pk}" for name in ("score", "note", "reason")]
            yield question, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """What the action asks: answer -> its new values."""
        given = super().clean() or self.cleaned_data
        asked = [question.answer for question in self.questions if question.is_asked]
        return {
            "answers": {
                row: {
                    "score": given.get(f"score_{row.pk}"),
                    "note": given.get(f"note_{row.pk}", ""),
                    "not_applicable_reason": given.get(f"reason_{row.pk}", ""),
                }
                for row in asked
            }
        }


class LeaveOutForm(forms.Form):
    """The criteria that a small company leaves out."""

    criteria = forms.ModelMultipleChoiceField(
        Criterion.objects.none(),
        label=_("Wat laat je weg?"),
        help_text=_("Hoogstens vijf criteria. Hun gewicht gaat naar de andere."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, criteria: QuerySet[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "criteria", criteria)


class AskForm(forms.Form):
    """What is still missing in a file."""

    missing = forms.CharField(
        label=_("Wat ontbreekt er?"),
        help_text=_("De aanvrager krijgt deze zinnen in een mail en kan het dossier weer aanpassen."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Zeg wat er ontbreekt.")},
    )
