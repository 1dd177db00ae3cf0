"""Forms of a decision: reasons for each label of a file, the reviewer's remarks, and the competent body's reference."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.enums import Level, Outcome
from labels.models import Application, ApplicationSite
from marketplace.web.fields import DayInput

VERDICTS = [(Level.LABEL.value, _("Label")), (Level.DISTINCTION.value, _("Label met onderscheiding"))]
VERDICTS.append((Outcome.REFUSED.value, _("Geen label")))


class DecideForm(forms.Form):
    """For each label of a file the decision with its own reasons."""

    def __init__(self, *args: Any, places: Iterable[ApplicationSite], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = list(places)
        for place in self.places:
            self.fields[f"verdict_{place.pk}"] = forms.ChoiceField(
                label=_("Beslissing voor %(place)s") % {"place": place}, choices=VERDICTS, widget=forms.RadioSelect
            )
            self.fields[f"reasons_{place.pk}"] = forms.CharField(
                label=_("Redenen"),
                help_text=_("De aanvrager leest dit."),
                max_length=2000,
                widget=forms.Textarea({"rows": 4}),
                error_messages={"required": _("Geef de redenen.")},
            )

    def rows(self) -> Iterator[tuple[ApplicationSite, list[forms.BoundField]]]:
        """Each label with its two fields."""
        for place in self.places:
            yield place, [self[f"{name}_{place.pk}"] for name in ("verdict", "reasons")]

    def clean(self) -> dict[str, Any]:
        """What the action asks: label asked for -> outcome, level and reasons."""
        given = super().clean() or self.cleaned_data
        verdicts = {}
        for place in self.places:
            chosen = given.get(f"verdict_{place.pk}", "")
            refused = chosen == Outcome.REFUSED
            verdicts[place] = {
                "outcome": Outcome.REFUSED.value if refused else Outcome.GRANTED.value,
                "level": "" if refused else chosen,
                "reasons": given.get(f"reasons_{place.pk}", ""),
            }
        return {"verdicts": verdicts}


class SittingForm(DecideForm):
    """The same for one file among several, with a box to tick; what is not ticked keeps what was typed."""

    def __init__(self, *args: Any, application: Application, **options: Any) -> None:
        super().__init__(*args, **options)
        self.name = f"file_{application.pk}"
        words = _("Ik beslis nu over %(name)s") % {"name": application.organisation.name}
        self.fields[self.name] = forms.BooleanField(label=words, required=False)

    @property
    def box(self) -> forms.BoundField:
        """The box to tick."""
        return self[self.name]


class ReviewForm(forms.Form):
    """What the reviewer remarks."""

    remarks = forms.CharField(label=_("Opmerkingen"), required=False, max_length=1000, widget=forms.Textarea)


class SendBackForm(forms.Form):
    """Why an audit goes back to the auditor."""

    remarks = forms.CharField(
        label=_("Wat moet de auditor nakijken?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Schrijf in een zin wat de auditor moet nakijken.")},
    )


class BodyForm(forms.Form):
    """When and under which reference the competent body decided."""

    body_decided_on = forms.DateField(label=_("Dag van de beslissing van de stad"), widget=DayInput)
    body_reference = forms.CharField(label=_("Referentie van die beslissing"), max_length=60)
