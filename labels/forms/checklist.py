"""The form of a checklist: for each criterion a judgement, and where the auditor wants one a note or a finding."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from labels.actions.checklist import Remark
from labels.enums import Grade
from labels.forms.assessment import JudgeForm
from labels.forms.visit import readers_for
from labels.models import AssessedAnswer
from labels.questions import Question
from marketplace.actor import Actor

PARTS = ("judged", "reason", "note", "readers", "grade", "finding", "base", "key")


class ChecklistForm(JudgeForm):
    """Judgements with a note and a finding each; `key` is new on each page, so that a double press does no harm."""

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        self.readers = readers_for(actor)
        super().__init__(*args, **options)

    def _ask(self, question: Question, kept: AssessedAnswer | None) -> None:
        super()._ask(question, kept)
        answer, criterion = question.answer, question.criterion
        self.fields[f"judged_{answer.pk}"].label = f"{criterion.code} {criterion.name}"  # one page, one place
        words: dict[str, Any] = {"required": False, "widget": forms.Textarea({"rows": 2})}
        self.fields |= {
            f"note_{answer.pk}": forms.CharField(label=_lazy("Nota"), max_length=2000, **words),
            f"readers_{answer.pk}": forms.ChoiceField(
                label=_lazy("Wie leest de nota?"), choices=self.readers, initial="shared", required=False
            ),
            f"grade_{answer.pk}": forms.ChoiceField(
                label=_lazy("Hoe zwaar is de vaststelling?"),
                choices=[("", _lazy("geen vaststelling")), *Grade.choices],
                required=False,
            ),
            f"finding_{answer.pk}": forms.CharField(
                label=_lazy("Wat moet de aanvrager verbeteren?"), max_length=1000, **words
            ),
            f"key_{answer.pk}": forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput),
        }

    def sheets(self) -> Any:
        """Each question with its fields by name."""
        for question in self.questions:
            yield question, {part: self[f"{part}_{question.answer.pk}"] for part in PARTS}

    def clean(self) -> dict[str, Any]:
        """What the action asks: judgements with the versions they were made on, and remarks."""
        given = self.cleaned_data
        remarks = [remark for question in self.questions if (remark := self._remark(question, given))]
        return super().clean() | {"remarks": remarks}

    def _remark(self, question: Question, given: dict[str, Any]) -> Remark | None:
        answer, code = question.answer, {"code": question.criterion.code}
        note, readers, grade, finding = (given.get(f"{part}_{answer.pk}") or "" for part in PARTS[2:6])
        if not note and not finding and not grade:
            return None
        if finding and not grade:
            self.add_error(f"grade_{answer.pk}", _("%(code)s: kies hoe zwaar dit weegt.") % code)
        if grade and not finding:
            self.add_error(f"finding_{answer.pk}", _("%(code)s: schrijf wat de aanvrager moet verbeteren.") % code)
        key = given.get(f"key_{answer.pk}") or uuid4()
        return Remark(answer, key, note, readers or self.readers[0][0], grade, finding)
