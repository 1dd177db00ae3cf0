"""Forms of an audit: who does it, the judgements, and what must be mended."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.enums import Duty, Grade, Judgement, Stage
from labels.forms.application import SCORES
from labels.models import Answer, AssessedAnswer, Criterion
from labels.questions import Question
from marketplace.accounts.models import Membership

DUTIES = [(duty.value, duty.label) for duty in Duty if duty != Duty.PANEL]


class MemberField(forms.ModelChoiceField):
    """People who may judge, each with the organisation that sends them."""

    def label_from_instance(self, member: Membership) -> str:
        """Name, role and organisation."""
        return f"{member.user.name}, {member.get_role_display()}, {member.organisation.name}"


class AssignForm(forms.Form):
    """One person and one duty."""

    member = MemberField(Membership.objects.none(), label=_("Wie?"), error_messages={"required": _("Kies iemand.")})
    duty = forms.ChoiceField(label=_("Welke taak?"), choices=DUTIES, widget=forms.RadioSelect)


class EndForm(forms.Form):
    """Why a duty ends."""

    reason = forms.CharField(label=_("Waarom stopt de taak?"), max_length=300)


class JudgeForm(forms.Form):
    """For each question one judgement and its reason; what is left empty waits."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: Any, questions: Iterable[Question], judged: dict[int, AssessedAnswer], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.questions = [question for question in questions if not question.is_left_out]
        for question in self.questions:
            self._ask(question.answer, question.criterion, judged.get(question.answer.pk))

    def _ask(self, answer: Answer, criterion: Criterion, kept: AssessedAnswer | None) -> None:
        place = f" – {answer.application_site}" if answer.application_site else ""
        self.fields[f"judged_{answer.pk}"] = forms.ChoiceField(
            label=f"{criterion.code} {criterion.name}{place}",
            help_text=criterion.evidence,
            choices=_choices(criterion),
            widget=forms.RadioSelect,
            required=False,
            initial=None if kept is None else (kept.judgement if kept.score is None else str(kept.score)),
        )
        self.fields[f"reason_{answer.pk}"] = forms.CharField(
            label=_("Waarom? (komt in de brief)"),
            required=False,
            max_length=1000,
            initial=kept.reason if kept else "",
            widget=forms.Textarea({"rows": 2}),
        )

    def rows(self) -> Iterator[tuple[Question, list[forms.BoundField]]]:
        """Each question with its two fields."""
        for question in self.questions:
            yield question, [self[f"{name}_{question.answer.pk}"] for name in ("judged", "reason")]

    def clean(self) -> dict[str, Any]:
        """What the action asks: the revision, and answer -> judgement, score and reason."""
        given = super().clean() or self.cleaned_data
        judgements = {}
        for answer in [question.answer for question in self.questions]:
            if chosen := given.get(f"judged_{answer.pk}"):
                is_score = chosen.isdecimal()
                judgements[answer] = {
                    "judgement": Judgement.SCORED if is_score else Judgement(chosen),
                    "score": int(chosen) if is_score else None,
                    "reason": given.get(f"reason_{answer.pk}", ""),
                }
        return {"revision": given.get("revision", 1), "judgements": judgements}


def _choices(criterion: Criterion) -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = list(SCORES)
    if criterion.may_not_apply:
        choices.append((Judgement.NOT_APPLICABLE.value, Judgement.NOT_APPLICABLE.label))
    if criterion.stage == Stage.PRACTICE:
        choices.append((Judgement.NOT_MEASURABLE.value, Judgement.NOT_MEASURABLE.label))
    return choices


class FindingForm(forms.Form):
    """What is not in order, and how heavy it weighs."""

    answer = forms.ModelChoiceField(Answer.objects.none(), label=_("Bij welk criterium?"))
    grade = forms.ChoiceField(label=_("Hoe zwaar?"), choices=Grade, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Wat moet de aanvrager verbeteren?"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class PlanForm(forms.Form):
    """The holder's answer to a finding."""

    plan = forms.CharField(
        label=_("Wat deed je, of wat zal je doen en wanneer?"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
