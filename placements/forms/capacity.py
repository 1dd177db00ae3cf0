"""The small groups of questions with which HR offers places; each shapes input for one action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.web.fields import DayInput, RowsField, choose_among, choose_from, row_keys
from placements.enums import CHOSEN_FORMS, Form, Transport
from placements.models import Capacity
from schools.enums import Attest, Language, Need
from schools.models import Competence, Programme, School

WEEKDAYS = (
    (1, _("maandag")),
    (2, _("dinsdag")),
    (3, _("woensdag")),
    (4, _("donderdag")),
    (5, _("vrijdag")),
    (6, _("zaterdag")),
    (7, _("zondag")),
)
WORK = "work"
KINDS = (
    (WORK, _("Meewerken: de opleiding bepaalt of het een stage of een duale overeenkomst is")),
    (Form.AANLOOP.value, _("Meewerken in een aanloopfase, vóór een duale overeenkomst")),
    (Form.SNUFFEL.value, _("Een week snuffelen: kijken hoe het beroep is")),
    (Form.OBSERVE.value, _("Alleen kijken (kijkstage)")),
    (Form.VISIT.value, _("Een bedrijfsbezoek")),
    (Form.TEACHER.value, _("Een leraar ontvangen die hier zelf komt leren")),
)
MOST_SHOWN = 30


class TimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class CapacityForm(forms.Form):
    """A group of questions about one capacity; without data it shows what the capacity says now."""

    def __init__(self, data: Any = None, *, capacity: Capacity, **options: Any) -> None:
        self.capacity = capacity
        super().__init__(data, initial=self.now(), **options)

    def now(self) -> dict[str, Any]:
        """The answers that are stored, by field."""
        return {name: getattr(self.capacity, name) for name in self.base_fields if hasattr(self.capacity, name)}


class SiteForm(forms.Form):
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("In welke vestiging?"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, data: Any = None, *, sites: Any, **options: Any) -> None:
        super().__init__(data, **options)
        choose_from(self, "site", sites)
        if len(sites) == 1:
            self.initial["site"] = sites[0]


class ProgrammesForm(CapacityForm):
    kinds = forms.MultipleChoiceField(
        label=_("Wat kan een leerling bij jullie doen?"), choices=KINDS, widget=forms.CheckboxSelectMultiple
    )
    programmes = RowsField(
        Programme.objects.none(),
        label=_("Voor welke opleidingen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Zoek een opleiding op naam en vink er minstens één aan.")},
    )

    def __init__(self, data: Any = None, *, capacity: Capacity, search: str = "", **options: Any) -> None:
        super().__init__(data, capacity=capacity, **options)
        chosen = data.getlist("programmes") if data else [programme.pk for programme in self.initial["programmes"]]
        valid = Programme.objects.valid_on(capacity.starts_on) | Programme.objects.filter(pk__in=_numbers(chosen))
        choose_from(self, "programmes", valid.distinct())
        choose_among(self, "programmes", [(row.pk, row.name) for row in self._shown(valid, chosen, search.strip())])

    def now(self) -> dict[str, Any]:
        capacity = self.capacity
        kinds = [form for form in capacity.forms if form in CHOSEN_FORMS]
        work = [WORK] if len(capacity.forms) > len(kinds) or not capacity.forms else []
        return {"kinds": kinds + work, "programmes": list(capacity.programmes.all())}

    def _shown(self, valid: Any, chosen: list[Any], search: str) -> list[Programme]:
        """What is ticked, then what was found by name; without a search what this company offered before."""
        ticked = list(valid.filter(pk__in=_numbers(chosen)).order_by("name"))
        before = Capacity.objects.filter(company=self.capacity.company_id).values("programmes")
        found = valid.filter(name__icontains=search) if search else valid.filter(pk__in=before)
        others = found.exclude(pk__in=[row.pk for row in ticked]).order_by("name")
        return ticked + list(others[:MOST_SHOWN])


class PeriodForm(CapacityForm):
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)
    places = forms.IntegerField(label=_("Hoeveel plaatsen?"), min_value=1, max_value=999)

    def __init__(self, data: Any = None, *, capacity: Capacity, **options: Any) -> None:
        super().__init__(data, capacity=capacity, **options)
        for number, name in WEEKDAYS:
            start, end = capacity.week.get(str(number), ("08:00", "16:00"))
            ticked = str(number) in capacity.week
            self.fields[f"day_{number}"] = forms.BooleanField(label=name, required=False, initial=ticked)
            self.fields[f"from_{number}"] = _hour(_("%(day)s van") % {"day": name}, start)
            self.fields[f"to_{number}"] = _hour(_("%(day)s tot") % {"day": name}, end)

    def days(self) -> list[tuple[Any, Any, Any]]:
        """For each weekday its tick, start and end, for the page."""
        return [(self[f"day_{number}"], self[f"from_{number}"], self[f"to_{number}"]) for number, _name in WEEKDAYS]

    def clean(self) -> dict[str, Any]:
        """Gather the days into `week`; a ticked day needs both hours, the end after the start."""
        super().clean()
        given = self.cleaned_data
        week = {}
        for number, _name in WEEKDAYS:
            ticked, start, end = (given.pop(f"{name}_{number}", None) for name in ("day", "from", "to"))
            if ticked and start and end and start < end:
                week[str(number)] = [f"{start:%H:%M}", f"{end:%H:%M}"]
            elif ticked:
                self.add_error(f"to_{number}", _("Vul voor deze dag een beginuur in en een later einduur."))
        return given | {"week": week}


class MentorsForm(CapacityForm):
    mentors_later = forms.IntegerField(
        label=_("Hoeveel mentoren krijgen later een naam?"),
        help_text=_(
            "Tel alleen mentoren die nog niet bij de vestiging staan. Voor elk van hen rekenen we één leerling."
        ),
        min_value=0,
        max_value=99,
    )
    supports = forms.MultipleChoiceField(
        label=_("Wat kunnen jullie bieden aan een leerling die het nodig heeft?"),
        choices=Need,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ConditionsForm(CapacityForm):
    languages = forms.MultipleChoiceField(
        label=_("Welke talen vraag je?"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )
    minimum_age = forms.IntegerField(label=_("Minimumleeftijd"), min_value=12, max_value=25, required=False)
    minimum_study_year = forms.IntegerField(label=_("Vanaf welk leerjaar?"), min_value=1, max_value=7, required=False)
    attests = forms.MultipleChoiceField(
        label=_("Welke attesten vraag je?"), choices=Attest, required=False, widget=forms.CheckboxSelectMultiple
    )


class TasksForm(CapacityForm):
    tasks = forms.CharField(
        label=_("Wat zal de leerling doen?"),
        help_text=_("Bijvoorbeeld: leveringen ontvangen, rekken aanvullen, bestellingen klaarzetten."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    not_offered = RowsField(
        Competence.objects.none(),
        label=_("Welke competenties kan een leerling bij jullie níet leren?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    transport = forms.MultipleChoiceField(
        label=_("Hoe geraakt een leerling bij jullie?"),
        choices=Transport,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    not_before = forms.TimeField(
        label=_("Niet bereikbaar met het openbaar vervoer vóór"), required=False, widget=TimeInput
    )

    def __init__(self, data: Any = None, *, capacity: Capacity, **options: Any) -> None:
        super().__init__(data, capacity=capacity, **options)
        learnt = Competence.objects.filter(programme__in=capacity.programmes.all())
        choose_from(self, "not_offered", learnt.order_by("programme", "number"))

    def now(self) -> dict[str, Any]:
        return super().now() | {"not_offered": list(self.capacity.not_offered.all())}


class ReservationForm(forms.Form):
    school = forms.ModelChoiceField(School.objects.none(), label=_("Voor welke school?"))
    places = forms.IntegerField(label=_("Hoeveel plaatsen?"), min_value=1, max_value=999)
    until_on = forms.DateField(label=_("Tot en met"), widget=DayInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        # School names are public: every company may choose from all of them.
        choose_from(self, "school", School.objects.select_related("organisation").order_by("organisation__name"))


class RecognitionForm(forms.Form):
    """A recognition that was requested, or one with its reference and dates."""

    requested_on = forms.DateField(label=_("Aangevraagd op"), required=False, widget=DayInput)
    reference = forms.CharField(label=_("Referentie van de erkenning"), max_length=60, required=False)
    starts_on = forms.DateField(label=_("Geldig vanaf"), required=False, widget=DayInput)
    ends_on = forms.DateField(label=_("Geldig tot en met"), required=False, widget=DayInput)


def _hour(label: Any, initial: str) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, initial=initial, widget=TimeInput)


def _numbers(values: list[Any]) -> list[int]:
    return row_keys(str(value) for value in values)
