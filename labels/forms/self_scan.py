"""One page of the self-scan."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from labels.forms.application import ScoreField
from labels.models import Criterion


class ScanForm(forms.Form):
    """A score for each criterion of a page; what has no answer yet may wait."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], scores: Mapping[str, int], **options: Any) -> None:
        super().__init__(*args, **options)
        for criterion in criteria:
            self.fields[criterion.code] = ScoreField(
                label=criterion.question, help_text=criterion.evidence, initial=scores.get(criterion.code)
            )

    def clean(self) -> dict[str, Any]:
        """Code -> score, of what was answered."""
        given = super().clean() or self.cleaned_data
        return {"scores": {code: score for code, score in given.items() if score is not None}}
