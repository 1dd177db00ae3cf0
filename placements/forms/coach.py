"""Forms about coaches: hours of a school year, a stand-in, and who guides whom."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.period import school_year_of
from marketplace.web.fields import DayInput, RowsField, choose_among, choose_from
from schools.models import Coach, Student

MOST_HOURS = 40
MOST_STUDENTS = 200


class CoachHoursForm(forms.Form):
    """Hours and students of this school year or the next; `on` is today."""

    school_year = forms.TypedChoiceField(label=_("Schooljaar"), coerce=int)
    week_hours = forms.DecimalField(
        label=_("Uren per week"),
        min_value=0.5,
        max_value=MOST_HOURS,
        decimal_places=1,
        localize=True,
        help_text=_("Uit het pakket van je school: begeleiden telt zoals lesgeven. Een half uur is 0,5."),
    )
    most_students = forms.IntegerField(
        label=_("Leerlingen, hoogstens"),
        min_value=1,
        max_value=MOST_STUDENTS,
        help_text=_("Heeft de begeleider er meer, dan krijg je een waarschuwing."),
    )

    def __init__(self, data: Any = None, *, on: date, **options: Any) -> None:
        super().__init__(data, **options)
        first = school_year_of(on)
        choose_among(self, "school_year", [(year, f"{year}-{year + 1}") for year in (first, first + 1)])


class CoachStandInForm(forms.Form):
    """Who follows the students of a coach who is away, on which days."""

    stand_in = forms.ModelChoiceField(Coach.objects.none(), label=_("Vervanger"), empty_label=None)
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)

    def __init__(self, data: Any = None, *, coaches: Any, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "stand_in", coaches)


class StudentsField(RowsField):
    """Students to tick, each with their class."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, student: Any) -> str:
        """First and last name, and the class."""
        return f"{student}, {student.school_class.name}" if student.school_class else str(student)


class AssignForm(forms.Form):
    """Which students get which coach."""

    students = StudentsField(Student.objects.none(), label=_("Leerlingen"))
    coach = forms.ModelChoiceField(Coach.objects.none(), label=_("Begeleider"), empty_label=_("Kies een begeleider"))

    def __init__(self, data: Any = None, *, students: Any, coaches: Any, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "students", students)
        choose_from(self, "coach", coaches)
