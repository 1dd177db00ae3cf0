"""What a coordinator fills in for requests and agreed placements; each form shapes input for one action."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from companies.sectors import Sector
from marketplace.web.fields import DayInput, RowsField, choose_among, choose_from
from placements.enums import Form
from placements.forms.capacity import WEEKDAYS
from placements.models import Capacity, PlacementRequest
from placements.rules.form import allowed_forms, paid_from_hours
from schools.models import Competence, Student

MOST_WISHES = 3
OF_STUDENTS = [choice for choice in Form.choices if choice[0] != Form.TEACHER]


class WeekdaysField(forms.TypedMultipleChoiceField):
    """ISO weekdays, as numbers."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple, **options)


class PeriodForm(forms.Form):
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)


class SubmitForm(PeriodForm):
    """One answer for all ticked students."""

    students = RowsField(
        Student.objects.none(),
        label=_("Voor welke leerlingen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vink minstens één leerling aan.")},
    )
    reach_km = forms.IntegerField(
        label=_("Hoe ver van huis, in kilometer?"),
        min_value=1,
        max_value=200,
        help_text=_("Gerekend vanaf elk thuisadres."),
    )
    form = forms.ChoiceField(label=_("Vorm"), choices=[("", _("volgt uit de opleiding")), *OF_STUDENTS], required=False)
    weekdays = WeekdaysField(
        label=_("Dagen op de werkplek"), required=False, help_text=_("Laat leeg: dan nemen we de dagen zonder les.")
    )

    def __init__(self, data: Any = None, *, students: Any, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "students", students)

    def clean(self) -> dict[str, Any]:
        """Nothing chosen means: as it follows from programme and class."""
        super().clean()
        given = self.cleaned_data
        return given | {"form": given.get("form") or None, "weekdays": given.get("weekdays") or None}


class EditForm(PeriodForm):
    """One request, with what differs for this student."""

    form = forms.ChoiceField(label=_("Vorm"))
    weekdays = WeekdaysField(label=_("Dagen op de werkplek"))
    reach_km = forms.IntegerField(label=_("Hoe ver van huis, in kilometer?"), min_value=1, max_value=200)
    sectors = forms.MultipleChoiceField(
        label=_("Gewenste sectoren"), choices=Sector, required=False, widget=forms.CheckboxSelectMultiple
    )
    competences = RowsField(
        Competence.objects.none(),
        label=_("Competenties die de leerling nog moet leren"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, request: PlacementRequest, sites: Any, **options: Any) -> None:
        self.wished = [wish.site_id for wish in request.wishes.order_by("rank")]
        super().__init__(data, initial=self._now(request), **options)
        asked = allowed_forms(request.programme, paid_from_hours(request.starts_on)) - {Form.TEACHER}
        forms_now = {request.form} if request.student.is_teacher else asked | {request.form}
        choose_among(self, "form", [choice for choice in Form.choices if choice[0] in forms_now])
        choose_from(self, "competences", request.programme.competences.order_by("number"))
        for number in range(1, MOST_WISHES + 1):
            self.fields[f"wish_{number}"] = self._wish_field(number, sites)

    def clean(self) -> dict[str, Any]:
        """Gather the wished sites in their order, each once."""
        super().clean()
        given = self.cleaned_data
        wishes = [given.pop(f"wish_{number}", None) for number in range(1, MOST_WISHES + 1)]
        return given | {"wishes": list(dict.fromkeys(site for site in wishes if site))}

    def _now(self, request: PlacementRequest) -> dict[str, Any]:
        names = ("starts_on", "ends_on", "form", "weekdays", "reach_km", "sectors")
        now = {name: getattr(request, name) for name in names}
        return now | {"competences": list(request.competences.all())}

    def _wish_field(self, number: int, sites: Any) -> forms.ModelChoiceField:
        initial = self.wished[number - 1] if len(self.wished) >= number else None
        label = _("Gewenste vestiging %(number)s") % {"number": number}
        return forms.ModelChoiceField(sites, label=label, required=False, initial=initial)


class AgreedForm(PeriodForm):
    """Period and days of a placement that was agreed by telephone."""

    weekdays = WeekdaysField(label=_("Dagen op de werkplek"))


def wishable_sites(request: PlacementRequest, on: date) -> Any:
    """Sites that offer the programme now, and those that were wished before; by name."""
    offering = Capacity.objects.offered_on(on).filter(programmes=request.programme_id).values("site")
    sites = Site.objects.filter(Q(pk__in=offering) | Q(pk__in=request.wishes.values("site")))
    return sites.order_by("name", "pk")
