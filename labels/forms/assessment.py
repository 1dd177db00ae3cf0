"""Forms of an audit: who does it, the judgements, and what must be mended."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.enums import SizeClass
from labels.enums import Duty, Grade, Judgement, Stage
from labels.evidence_file import MOST_BYTES
from labels.forms.application import SCORES, LaterField
from labels.models import Answer, AssessedAnswer, Criterion
from labels.questions import Question
from marketplace.accounts.models import Membership
from marketplace.web.fields import choose_among

DUTIES = [(duty.value, duty.label) for duty in Duty if duty not in (Duty.PANEL, Duty.AWARDER)]


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


class SettleForm(forms.Form):
    """One judgement for a criterion on which two auditors differ, with its sentence."""

    judged = forms.ChoiceField(label=_("Wat wordt het samen?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom? (komt in de brief)"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Schrijf een zin: waarom dit?")},
    )

    def __init__(self, *args: Any, criterion: Criterion, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, "judged", choices_of(criterion))

    def clean(self) -> dict[str, Any]:
        """What the action asks: judgement, score and reason."""
        given = super().clean() or self.cleaned_data
        return judgement_of(given.get("judged", "")) | {"reason": given.get("reason", "")}


class JudgeForm(forms.Form):
    """For each question one judgement and its reason; what is left empty or untouched waits.

    `base` is the stored version that the person saw; `keep` is said after a conflict: the version over which one's own
    answer goes, or `stored`.
    """

    def __init__(
        self, *args: Any, questions: Iterable[Question], judged: dict[int, AssessedAnswer], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.questions = [question for question in questions if not question.is_left_out]
        for question in self.questions:
            self._ask(question, judged.get(question.answer.pk))

    def _ask(self, question: Question, kept: AssessedAnswer | None) -> None:
        answer, criterion = question.answer, question.criterion
        place = f" – {answer.application_site}" if answer.application_site else ""
        self.fields[f"judged_{answer.pk}"] = LaterField(
            label=f"{criterion.code} {criterion.name}{place}",
            help_text=question.asks_for,
            choices=choices_of(criterion),
            initial=kept.chosen if kept else None,
            show_hidden_initial=True,
        )
        self.fields[f"reason_{answer.pk}"] = forms.CharField(
            label=_("Waarom? (komt in de brief)"),
            required=False,
            max_length=1000,
            initial=kept.reason if kept else "",
            widget=forms.Textarea({"rows": 2}),
            show_hidden_initial=True,
        )
        self.fields[f"base_{answer.pk}"] = forms.IntegerField(
            min_value=0, required=False, initial=kept.version if kept else 0, widget=forms.HiddenInput
        )
        self.fields[f"keep_{answer.pk}"] = forms.RegexField(r"^(stored|\d{1,9})$", required=False)

    def rows(self) -> Iterator[tuple[Question, list[forms.BoundField]]]:
        """Each question with its two fields and the version on which they were made."""
        for question in self.questions:
            yield question, [self[f"{name}_{question.answer.pk}"] for name in ("judged", "reason", "base")]

    def clean(self) -> dict[str, Any]:
        """What the action asks: answer -> judgement, score and reason, and by answer the version they were made on."""
        given = super().clean() or self.cleaned_data
        judgements, bases = {}, {}
        for answer in [question.answer for question in self.questions if self._is_said(question.answer, given)]:
            chosen, reason = given.get(f"judged_{answer.pk}"), given.get(f"reason_{answer.pk}", "")
            if not chosen:
                self.add_error(f"judged_{answer.pk}", _("Kies ook een oordeel bij wat je schreef."))
                continue
            keep = given.get(f"keep_{answer.pk}", "")
            judgements[answer] = judgement_of(chosen) | {"reason": reason}
            bases[answer.pk] = int(keep) if keep.isdecimal() else given.get(f"base_{answer.pk}") or 0
        return {"judgements": judgements, "bases": bases}

    def _is_said(self, answer: Answer, given: dict[str, Any]) -> bool:
        """Touched by the person, and not given up for what is stored."""
        touched = {f"judged_{answer.pk}", f"reason_{answer.pk}"} & set(self.changed_data)
        return bool(touched) and given.get(f"keep_{answer.pk}") != "stored"


def judgement_of(chosen: str) -> dict[str, Any]:
    """The judgement and score of a choice; nothing when none was made."""
    if not chosen:
        return {}
    is_score = chosen.isdecimal()
    return {
        "judgement": Judgement.SCORED if is_score else Judgement(chosen),
        "score": int(chosen) if is_score else None,
    }


def choices_of(criterion: Criterion) -> list[tuple[str, Any]]:
    """Four steps, and the two others where the criterion lets them."""
    choices: list[tuple[str, Any]] = list(SCORES)
    if criterion.may_not_apply:
        choices.append((Judgement.NOT_APPLICABLE.value, Judgement.NOT_APPLICABLE.label))
    if criterion.stage == Stage.PRACTICE:
        choices.append((Judgement.NOT_MEASURABLE.value, Judgement.NOT_MEASURABLE.label))
    return choices


class SizeForm(forms.Form):
    """How many people work for the company, as the auditor found it."""

    size_class = forms.ChoiceField(
        label=_("Hoeveel mensen werken er?"),
        choices=SizeClass,
        widget=forms.RadioSelect,
        help_text=_("Het dossier gaat terug naar de aanvrager. Wat je al beoordeelde, blijft bewaard."),
    )


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
    title = forms.CharField(label=_("Bewijs: wat is het?"), max_length=120, required=False)
    file = forms.FileField(
        label=_("Bewijs: een foto of PDF"),
        required=False,
        help_text=_("Hoogstens 10 MB, zonder mensen erop en zonder namen van leerlingen."),
        error_messages={"empty": _("Dit bestand is leeg.")},
    )

    def clean(self) -> dict[str, Any]:
        """Hand on the bytes: the name that somebody gave the file is not kept."""
        given = super().clean() or self.cleaned_data
        file = given.pop("file", None)
        return given | {"paper": file.read(MOST_BYTES + 1) if file else b""}
