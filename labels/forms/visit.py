"""Forms of visits, talks with students and notes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.enums import Readers
from labels.models import ApplicationSite, Assignment
from marketplace.actor import CITY_ROLES, Actor
from marketplace.web.fields import DayInput, choose_among
from schools.models import School


class HourInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class VisitorsField(forms.ModelMultipleChoiceField):
    """Who judges the file, each with the organisation that sends them."""

    def label_from_instance(self, duty: Assignment) -> str:
        """Name, duty and organisation."""
        return f"{duty.person.name}, {duty.get_duty_display()}, {duty.organisation.name}"


class VisitForm(forms.Form):
    """Where, when, who comes and who receives them."""

    place = forms.ModelChoiceField(ApplicationSite.objects.none(), label=_("Waar?"), empty_label=None)
    day = forms.DateField(label=_("Dag"), widget=DayInput)
    begins = forms.TimeField(label=_("Van"), widget=HourInput)
    ends = forms.TimeField(label=_("Tot"), widget=HourInput)
    address = forms.CharField(label=_("Adres"), max_length=200)
    received_by = forms.CharField(label=_("Wie ontvangt jullie?"), max_length=120, help_text=_("Naam en functie"))
    visitors = VisitorsField(
        Assignment.objects.none(),
        label=_("Wie komt er?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wie er komt.")},
    )

    def clean(self) -> dict[str, Any]:
        """Two moments instead of a day and two hours."""
        given = super().clean() or self.cleaned_data
        parts = [given.pop(name, None) for name in ("day", "begins", "ends")]
        if all(part is not None for part in parts):
            day, *hours = parts
            given["starts_at"], given["ends_at"] = (timezone.make_aware(datetime.combine(day, hour)) for hour in hours)
        return given


class InterviewForm(forms.Form):
    """A talk with students, without a name."""

    school = forms.ModelChoiceField(
        School.objects.select_related("organisation").order_by("organisation__name"), label=_("Op welke school?")
    )
    held_on = forms.DateField(label=_("Op welke dag?"), widget=DayInput)
    students = forms.IntegerField(
        label=_("Met hoeveel leerlingen?"), min_value=1, max_value=200, help_text=_("Alleen het aantal, geen namen.")
    )


class NoteForm(forms.Form):
    """A remark, and who reads it."""

    text = forms.CharField(
        label=_("Nota"),
        help_text=_(
            "Ook een nota kan opgevraagd worden: dat is openbaarheid van bestuur. Schrijf wat je zag, waarom het telt, "
            "en geen namen van leerlingen."
        ),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    readers = forms.ChoiceField(label=_("Wie leest dit?"), choices=Readers, widget=forms.RadioSelect, initial="shared")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, "readers", readers_for(actor))


def readers_for(actor: Actor) -> list[tuple[str, Any]]:
    """Partners cannot write what they could not read."""
    return [(row.value, row.label) for row in Readers if row != Readers.CITY_ONLY or actor.has(*CITY_ROLES)]
