"""What people fill in when they sign, do not sign, or sign before a witness."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from marketplace.accounts.models import User
from marketplace.web.fields import DayInput, RowsField, choose_from
from placements.enums import HostTie
from placements.models import Agreement
from schools.models import LegalRepresentative, Student


class RefuseForm(forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(
        label=_("Waarom teken je niet?"),
        help_text=_("De trajectbegeleider leest dit en zoekt een oplossing."),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )


class WitnessForm(forms.Form):
    """Who of the school sees the signature; oneself, or a colleague."""

    witness = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Wie is de getuige?"),
        help_text=_("De medewerker van de school die erbij is en ziet dat deze persoon zelf tekent."),
        empty_label=None,
    )

    def __init__(self, data: Any = None, *, staff: QuerySet[User], **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "witness", staff)


class PaperForm(forms.Form):
    """When somebody signed on paper."""

    paper_on = forms.DateField(
        label=_("Welke dag staat bij de handtekening?"),
        help_text=_("Bewaar het papier op school: het is het bewijs."),
        widget=DayInput,
    )


class HostTieForm(forms.Form):
    """Whether a representative works for the host or owns it."""

    tie = forms.ChoiceField(choices=HostTie.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, company: Company, **options: Any) -> None:
        super().__init__(data, **options)
        words = _("Werk je bij %(company)s, of ben je er eigenaar of bestuurder?")
        self.fields["tie"].label = words % {"company": company.organisation.name}


class HostTieDecisionForm(forms.Form):
    """What the school decides, with its reason."""

    may_sign = forms.TypedChoiceField(
        choices=[("yes", _("Ja, deze persoon mag tekenen")), ("no", _("Nee, iemand anders tekent"))],
        coerce=lambda value: value == "yes",
        label=_("Mag deze persoon tekenen?"),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Waarom?"), max_length=300)


class ReadingForm(forms.Form):
    """Whether a representative reads on."""

    representative = forms.ModelChoiceField(LegalRepresentative.objects.none())
    may_read = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")

    def __init__(self, data: Any = None, *, student: Student, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "representative", student.representatives.order_by("pk"))


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label=_("Je code"),
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class SignManyForm(forms.Form):
    """Which agreements somebody signs for their organisation."""

    agreements = RowsField(
        Agreement.objects.none(),
        label=_("Overeenkomsten"),
        error_messages={"required": _("Kruis minstens één overeenkomst aan.")},
    )

    def __init__(self, data: Any = None, *, own: QuerySet[Agreement], **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "agreements", own)
