"""Forms of the administrator for a new version of the criteria."""

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.models import Criterion, Scheme
from marketplace.web.fields import DayInput


class SchemeForm(forms.ModelForm):
    """The numbers of a version."""

    class Meta:
        model = Scheme
        fields = (
            "label_from", "distinction_from", "years", "assessors", "assessors_heavy", "deciders", "deciders_heavy",
            "may_leave_out",
        )  # fmt: skip

    def validate_constraints(self) -> None:
        """The action answers with a rule's sentence."""


class CriterionForm(forms.ModelForm):
    """One criterion: its texts, weight and how it is judged."""

    class Meta:
        model = Criterion
        fields = (
            "name_nl", "question_nl", "evidence_nl", "name_en", "question_en", "evidence_en", "weight", "theme",
            "knock_out", "stage", "scope", "may_not_apply", "for_distinction",
        )  # fmt: skip

    def validate_constraints(self) -> None:
        """The action answers with a rule's sentence."""


class ProposeForm(forms.Form):
    """From which day a version holds."""

    in_force_on = forms.DateField(
        label=_("Geldt vanaf"),
        help_text=_("Dossiers die al lopen, houden hun eigen versie."),
        widget=DayInput,
    )
