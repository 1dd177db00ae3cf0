"""Forms of appeals: the grounds with a paper, the three members of a panel, and a member's vote."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from labels.enums import PanelPlace, Verdict
from labels.evidence_file import MOST_BYTES
from labels.forms.assessment import MemberField
from marketplace.accounts.models import Membership
from marketplace.web.fields import choose_from

FILE_HELP = _("Een foto (JPEG of PNG) of PDF van hoogstens 10 MB, zonder namen van leerlingen.")


class PaperForm(forms.Form):
    """A paper that supports the grounds."""

    title = forms.CharField(label=_("Wat is het?"), max_length=120)
    file = forms.FileField(
        label=_("Bestand"),
        help_text=FILE_HELP,
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")},
    )

    def clean(self) -> dict[str, Any]:
        """Hand on the bytes: the name that somebody gave the file is not kept."""
        given = super().clean() or self.cleaned_data
        file = given.pop("file", None)
        given["data"] = file.read(MOST_BYTES + 1) if file else b""
        return given


class LodgeForm(PaperForm):
    """Why the decision is wrong, and perhaps a paper that shows it."""

    grounds = forms.CharField(
        label=_("Waarom klopt de beslissing niet?"),
        help_text=_("Noem het criterium en wat er volgens jou anders is."),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Schrijf waarom de beslissing niet klopt.")},
    )
    field_order = ("grounds", "title", "file")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = self.fields["file"].required = False
        self.fields["title"].label = _("Stuk erbij: wat is het?")

    def clean(self) -> dict[str, Any]:
        """A paper has a name."""
        given = super().clean()
        if given["data"] and not given.get("title"):
            self.add_error("title", _("Zeg wat het stuk is."))
        return given


class PanelForm(forms.Form):
    """Three people, one from each side."""

    def __init__(self, *args: Any, candidates: Mapping[str, QuerySet[Membership]], **options: Any) -> None:
        super().__init__(*args, **options)
        for place, members in candidates.items():
            self.fields[place] = MemberField(
                members,
                label=PanelPlace(place).label.capitalize(),
                error_messages={
                    "required": _("Kies iemand."),
                    "invalid_choice": _("Deze persoon past niet op die plaats in het panel."),
                },
            )

    def clean(self) -> dict[str, Any]:
        """What the action asks: place -> membership."""
        given = super().clean() or self.cleaned_data
        return {"members": {place: given[place] for place in PanelPlace.values if given.get(place)}}


class ReplaceForm(forms.Form):
    """Who takes the place of a panel member, and why."""

    member = MemberField(
        Membership.objects.none(),
        label=_("Wie komt in de plaats?"),
        error_messages={
            "required": _("Kies iemand."),
            "invalid_choice": _("Deze persoon past niet op die plaats in het panel."),
        },
    )
    reason = forms.CharField(
        label=_("Waarom?"), max_length=300, help_text=_("Bijvoorbeeld: ziek, of kreeg een band met de houder.")
    )

    def __init__(self, *args: Any, members: QuerySet[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "member", members)


class VoteForm(forms.Form):
    """A member's vote with its reasons."""

    verdict = forms.ChoiceField(
        label=_("Wat is je stem?"),
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies je stem.")},
    )
    reasons = forms.CharField(
        label=_("Redenen"),
        help_text=_("De houder leest dit in de brief. Schrijf niet wie je bent."),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Geef de redenen.")},
    )
