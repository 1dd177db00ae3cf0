"""Forms about schools, their sites, days off, classes and coaches."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.identifiers import parse_institution_number
from marketplace.web.fields import IdentifierField, PostcodeField, TelephoneField, choose_among
from schools.forms.choices import WEEKDAYS, DayField, ProgrammeField, SeveralField, school_years
from schools.models import Coach, School, SchoolClass, SchoolSite


class SchoolInvitationForm(forms.Form):
    institution_number = IdentifierField(
        parse=parse_institution_number, label=_("Instellingsnummer"), help_text=_("Zes cijfers, zoals 028721.")
    )
    name = forms.CharField(label=_("Naam van de school"), max_length=200)
    street = forms.CharField(label=_("Straat en nummer"), max_length=200, required=False)
    postcode = PostcodeField(label=_("Postcode"))
    municipality = forms.CharField(label=_("Gemeente"), max_length=100)
    phone = TelephoneField(
        label=_("Telefoon van de school"),
        required=False,
        help_text=_("Ouders bellen dit nummer als een begeleider er geen heeft. De school kan het ook zelf invullen."),
    )
    director_email = forms.EmailField(
        label=_("Mailadres van de directeur"), help_text=_("De directeur krijgt een link die veertien dagen geldig is.")
    )


class SchoolPhoneForm(forms.ModelForm):
    phone = TelephoneField(
        label=_("Telefoon van de school"),
        help_text=_("Leerling en ouders zien dit nummer als hun begeleider geen eigen nummer heeft."),
    )

    class Meta:
        model = School
        fields = ("phone",)


class AbsencesForm(forms.ModelForm):
    class Meta:
        model = School
        fields = ("keeps_absences",)


class SchoolSiteForm(forms.ModelForm):
    postcode = PostcodeField(label=_("Postcode"))

    class Meta:
        model = SchoolSite
        fields = ("name", "street", "postcode", "municipality")


class DayOffForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=60, help_text=_("Bijvoorbeeld pedagogische studiedag."))
    starts_on = DayField(label=_("Eerste dag"))
    ends_on = DayField(label=_("Laatste dag"))


class CoachForm(forms.ModelForm):
    phone = TelephoneField(label=_("Telefoon"), required=False)

    class Meta:
        model = Coach
        fields: tuple[str, ...] = ("name", "email", "phone")


class CoachChangeForm(CoachForm):
    class Meta(CoachForm.Meta):
        fields = ("name", "email", "phone", "is_active")
        labels = {"is_active": _("Begeleidt nu leerlingen")}


class SchoolClassForm(forms.ModelForm):
    """`actor` works for the school, `on` is today."""

    school_year = forms.TypedChoiceField(label=_("Schooljaar"), coerce=int)
    programme = ProgrammeField(label=_("Opleiding"))
    study_year = forms.IntegerField(label=_("Leerjaar"), min_value=1, max_value=8)
    school_days = SeveralField(
        label=_("Dagen op school"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        help_text=_("Op deze dagen heeft de klas les. De andere dagen zijn er voor de werkplek."),
    )

    class Meta:
        model = SchoolClass
        fields = ("name", "school_year", "programme", "study_year", "school_days")

    def __init__(self, *args: Any, actor: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        years = school_years(on)
        kept = self.instance.school_year
        choose_among(self, "school_year", years if kept in (None, *dict(years)) else [*_one_year(kept), *years])
        cast(ProgrammeField, self.fields["programme"]).offer(actor.organisation_id, on, self.instance.programme_id)


def _one_year(year: int) -> list[tuple[int, str]]:
    return [(year, f"{year}-{year + 1}")]
