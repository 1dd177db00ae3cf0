"""Forms of the pages above accounts."""

from operator import itemgetter
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.reference.families import Text, families
from marketplace.web.fields import DayInput


class FigureSearch(forms.Form):
    """Which figures the list shows."""

    q = forms.CharField(label=_("Zoek een cijfer"), required=False)


class FigureForm(forms.Form):
    """The next value of a figure."""

    FIELD_OF: ClassVar = {
        "figure.value": "value",
        "figure.in_the_past": "in_force_on",
        "figure.day_taken": "in_force_on",
    }

    value = forms.DecimalField(label=_("Nieuwe waarde"), min_value=0, max_digits=12, decimal_places=4, localize=True)
    in_force_on = forms.DateField(label=_("Geldt vanaf"), widget=DayInput)
    source = forms.CharField(
        label=_("Bron"), max_length=300, help_text=_("De tekst en de datum waarop deze waarde steunt.")
    )


class FamilyFigureForm(FigureForm):
    """A figure of its own for a member of a family: for now, those are joint committees."""

    family = forms.ChoiceField(label=_("Cijfer"), choices=lambda: _families())
    member = forms.ChoiceField(label=_("Paritair comité"), choices=lambda: _members())
    value = forms.DecimalField(
        label=_("Nieuwe waarde"),
        min_value=0,
        max_digits=12,
        decimal_places=4,
        localize=True,
        help_text=_("Bijvoorbeeld 36,5 uren in een week, 22,5 voor half elf 's avonds, 1 voor ja of 0 voor nee."),
    )
    field_order = ("family", "member", "value", "in_force_on", "source")

    def clean(self) -> dict[str, Any]:
        """Both choices together are the code of the figure."""
        data = self.cleaned_data
        rest = {name: value for name, value in data.items() if name not in ("family", "member")}
        return rest | {"code": f"{data.get('family')}{data.get('member')}"}


def _families() -> list[tuple[str, Text]]:
    return [("", _("Kies een cijfer")), *((key, row.name) for key, row in families.items())]


def _members() -> list[tuple[str, Text]]:
    """Every member of a family once, by name; families that share their members ask them once."""
    asked = {family.members for family in families.values()}
    found = {key: name for members in asked for key, name in members().items()}
    return [("", _("Kies een paritair comité")), *sorted(found.items(), key=itemgetter(1))]
