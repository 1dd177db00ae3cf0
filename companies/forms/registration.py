"""Forms to register a company and to decide about one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Company, JointCommittee
from marketplace.web.fields import EnterpriseNumberField, PostcodeField, RowsField, choose_from


class NumberForm(forms.Form):
    """The first question of a registration."""

    enterprise_number = EnterpriseNumberField(
        label=_("Ondernemingsnummer"),
        help_text=_(
            "Bijvoorbeeld 0123.456.749 of BE 0123 456 749. Je vindt het op een factuur of op de website van de KBO."
        ),
    )


class FactsForm(forms.ModelForm):
    """Facts of a company that is known already."""

    class Meta:
        model = Company
        fields = ["sector", "joint_committee", "size_class"]
        help_texts = {
            "joint_committee": _(
                "Hier staan de comités die in Antwerpen vaak voorkomen. Weet je het niet, sla dit dan over."
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "joint_committee", JointCommittee.objects.order_by("code"))


class ChangeForm(FactsForm):
    """What HR changes later: a sole trader hides behind a trade name."""

    trade_name = forms.CharField(
        label=_("Handelsnaam van een eenmanszaak"),
        help_text=_("Alleen voor een eenmanszaak: in het openbare register staat dan deze naam, en niet die van jou."),
        max_length=200,
        required=False,
    )


class NewCompanyForm(FactsForm):
    """Name and address of the seat as well."""

    name = forms.CharField(label=_("Naam van de onderneming"), max_length=200)
    street = forms.CharField(label=_("Straat en nummer"), max_length=200)
    postcode = PostcodeField(label=_("Postcode"))
    municipality = forms.CharField(label=_("Gemeente"), max_length=100)

    field_order = ["name", "street", "postcode", "municipality", "sector", "joint_committee", "size_class"]


class ConfirmForm(forms.Form):
    """Companies ticked in the list of a label officer."""

    companies = RowsField(
        Company.objects.none(),
        label=_("Ondernemingen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kruis minstens één onderneming aan.")},
    )
    may_sign = forms.BooleanField(
        label=_("Deze personen mogen tekenen voor hun onderneming"), required=False, initial=True
    )

    def __init__(self, *args: Any, waiting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "companies", waiting)


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Reden"),
        help_text=_("De persoon krijgt deze zin in een mail."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
