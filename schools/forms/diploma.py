"""The form about the diploma of one or many students."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.web.fields import RowsField, choose_from
from schools.enums import DiplomaStep
from schools.forms.choices import DayField
from schools.models import Student


class DiplomaForm(forms.Form):
    """`chosen` are the keys that came along from the list; the students are those of `actor`'s school."""

    students = RowsField(Student.objects.none(), label=_("Leerlingen"), widget=forms.CheckboxSelectMultiple)
    step = forms.ChoiceField(
        label=_("Wat wil je noteren?"),
        choices=DiplomaStep.choices,
        initial=DiplomaStep.HELD.value,
        widget=forms.RadioSelect,
    )
    noted_on = DayField(label=_("Op welke dag?"), help_text=_("De dag van de beslissing of de dag op het diploma."))

    def __init__(self, data: Any = None, *, chosen: list[int], actor: Actor, **options: Any) -> None:
        super().__init__(data, **options)
        rows = Student.objects.visible_to(actor).filter(pk__in=chosen)
        choose_from(self, "students", rows.order_by("last_name", "first_name", "pk"))
        self.initial["students"] = chosen
