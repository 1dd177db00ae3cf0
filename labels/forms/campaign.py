"""What a campaign is made of, the public number of its draw, who checks, the holder's answer and the report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labels.enums import CampaignKind
from labels.models import SpotCheck
from labels.models.campaign import MOST_WAVES
from marketplace.accounts.models import Membership
from marketplace.web.fields import DayInput, RowsField, choose_from

MOST = 999


class CampaignForm(forms.Form):
    """The bounds, the days, and where the public number will come from."""

    kind = forms.ChoiceField(label=_("Soort"), choices=CampaignKind, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Naam"), max_length=80)
    fewest = forms.IntegerField(
        label=_("Minstens zoveel houders"),
        help_text=_("Bij de eerste audits komt iedereen aan de beurt; dan tellen deze twee aantallen niet."),
        min_value=1,
        max_value=MOST,
    )
    most = forms.IntegerField(label=_("Hoogstens zoveel houders"), min_value=1, max_value=MOST)
    files_each = forms.IntegerField(label=_("Hoogstens zoveel vestigingen per houder"), min_value=1, max_value=MOST)
    waves = forms.IntegerField(
        label=_("In zoveel groepen na elkaar"),
        help_text=_("Eerste audits: vier groepen over twee jaar. Wie eerst geloot is, komt eerst."),
        min_value=1,
        max_value=MOST_WAVES,
    )
    draws_on = forms.DateField(
        label=_("Dag van de loting"), help_text=_("Minstens een week na de aankondiging."), widget=DayInput
    )
    visits_start_on = forms.DateField(label=_("Eerste dag van de controles"), widget=DayInput)
    visits_end_on = forms.DateField(label=_("Laatste dag van de controles"), widget=DayInput)
    public_source = forms.CharField(
        label=_("Waar het openbare getal vandaan komt"),
        help_text=_("Zoals: de zes cijfers van de Joker+ op de dag van de loting. Niemand kent ze nu al."),
        max_length=200,
    )


class PublicNumberForm(forms.Form):
    """What came out of the source that was announced."""

    public_number = forms.RegexField(
        r"^[0-9 ]+$",
        label=_("Het openbare getal"),
        max_length=40,
        error_messages={"invalid": _("Schrijf alleen cijfers.")},
    )


class AssignForm(forms.Form):
    """Ticked checks, for one auditor."""

    checks = RowsField(
        SpotCheck.objects.none(),
        label=_("Controles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kruis minstens één controle aan.")},
    )
    auditor = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Auditor"), error_messages={"required": _("Kies een auditor.")}
    )

    def __init__(self, *args: Any, checks: Any, auditors: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "checks", checks)
        choose_from(self, "auditor", auditors)
        self.fields["auditor"].label_from_instance = lambda row: f"{row.user.name}, {row.organisation.name}"  # type: ignore[attr-defined]


class SpotCheckAnswerForm(forms.Form):
    """Who receives the auditor, and when it suits."""

    answer = forms.CharField(
        label=_("Wie ontvangt de auditor, en wanneer past het?"),
        help_text=_("Geef een naam, een nummer en drie momenten. Alleen de auditor en de stad lezen dit."),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
    )


class SpotCheckReportForm(forms.Form):
    """The outcome and what was seen."""

    step = forms.ChoiceField(
        label=_("Uitkomst"),
        choices=[("keep", _("alles is in orde")), ("fault", _("het is niet in orde"))],
        widget=forms.RadioSelect,
    )
    report = forms.CharField(
        label=_("Wat heb je gezien?"),
        help_text=_("De houder leest dit. Schrijf geen namen van leerlingen."),
        max_length=2000,
        widget=forms.Textarea({"rows": 8}),
    )
