"""Forms on offers: send, the company's three answers, and a line in the thread."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from companies.models import Mentor
from marketplace.web.fields import DayInput, RowsField, choose_from
from placements.enums import DeclineReason
from placements.models import Capacity


class PlacesField(RowsField):
    """Places by company, site and period."""

    def label_from_instance(self, obj: Capacity) -> str:
        days = f"{date_format(obj.starts_on, 'j F Y')} – {date_format(obj.ends_on, 'j F Y')}"
        return f"{obj.site.company}, {obj.site}, {days}"


class SendForm(forms.Form):
    """To which places an offer goes, and since when the student knows."""

    capacities = PlacesField(
        Capacity.objects.none(), label=_("Naar welke plaatsen?"), widget=forms.CheckboxSelectMultiple
    )
    student_told_on = forms.DateField(
        label=_("Op welke dag vertelde je het aan de leerling?"),
        help_text=_("De leerling weet het vóór de onderneming."),
        widget=DayInput,
    )

    def __init__(self, data: Any = None, *, capacities: Any, of_teacher: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "capacities", capacities)
        if of_teacher:
            told = self.fields["student_told_on"]
            told.label = _("Op welke dag vertelde je het aan de leraar?")
            told.help_text = _("De leraar weet het vóór de onderneming.")


class AcceptForm(forms.Form):
    """The company's yes, with a mentor or the name later."""

    wants_meeting = forms.BooleanField(required=False, widget=forms.HiddenInput)
    mentor = forms.ModelChoiceField(
        Mentor.objects.none(), label=_("Wie wordt de mentor?"), required=False, empty_label=_("Die naam volgt later")
    )

    def __init__(self, data: Any = None, *, mentors: Any, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "mentor", mentors)


class DeclineForm(forms.Form):
    """The company's no."""

    reason = forms.ChoiceField(
        choices=DeclineReason.choices,
        label=_("Waarom niet?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies waarom niet: dat helpt de school om beter te zoeken.")},
    )


class MessageForm(forms.Form):
    """One line in the thread."""

    text = forms.CharField(label=_("Je vraag of antwoord"), max_length=600, widget=forms.Textarea({"rows": 3}))
