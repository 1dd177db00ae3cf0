"""Forms about students, their representatives and class lists."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.period import school_year_of
from marketplace.tables import MOST_BYTES
from marketplace.web.fields import DayInput, PostcodeField, TelephoneField, choose_among, choose_from
from schools.enums import Attest, Authority, Channel, ContactLanguage, Language, Need, Signs, Weeks
from schools.forms.choices import DayField, ProgrammeField, SeveralField, school_years
from schools.models import Coach, SchoolClass, Student
from schools.models.student import languages_of_lessons

OTHER_WEEKS = {Weeks.EVEN: Weeks.ODD, Weeks.ODD: Weeks.EVEN}


class StudentForm(forms.ModelForm):
    """`actor` works for the school, `on` is today; cleaned `homes` are pairs of postcode and weeks."""

    born_on = DayField(label=_("Geboortedatum"))
    programme = ProgrammeField(label=_("Opleiding"))
    study_year = forms.IntegerField(label=_("Leerjaar"), min_value=1, max_value=8)
    postcode = PostcodeField(label=_("Postcode thuis"), required=False)
    postcode_2 = PostcodeField(
        label=_("Postcode van een tweede thuis"),
        required=False,
        help_text=_("Alleen als de leerling om de week ergens anders woont."),
    )
    first_weeks = forms.ChoiceField(
        label=_("Weken op het eerste adres"),
        required=False,
        choices=[(Weeks.EVEN, Weeks.EVEN.label), (Weeks.ODD, Weeks.ODD.label)],
        help_text=_("Telt alleen als er twee adressen zijn."),
    )
    phone = TelephoneField(label=_("Gsm of telefoon"), required=False)
    needs = SeveralField(
        label=_("Wat heeft deze leerling nodig op de werkplek?"),
        choices=Need.choices,
        required=False,
        help_text=_("Alleen praktische noden, nooit een diagnose."),
    )
    attests = SeveralField(label=_("Attesten"), choices=Attest.choices, required=False)
    languages = SeveralField(
        label=_("Talen die de leerling spreekt"),
        choices=Language.choices,
        required=False,
        initial=languages_of_lessons,
    )
    dual_since_on = DayField(
        label=_("In de duale opleiding sinds"),
        required=False,
        help_text=_("Vanaf deze dag tellen de opleidingsdagen om een overeenkomst te vinden."),
    )
    diploma_decided_on = DayField(
        label=_("Klassenraad besliste over het diploma op"),
        required=False,
        help_text=_("Vanaf deze dag mag een bedrijf een contract voorstellen dat na het diploma begint."),
    )
    diploma_on = DayField(label=_("Diploma secundair onderwijs behaald op"), required=False)

    class Meta:
        model = Student
        fields: tuple[str, ...] = (
            "number", "first_name", "last_name", "born_on", "programme", "study_year", "school_class", "coach",
            "email", "phone", "needs", "attests", "languages", "dual_since_on",
            "diploma_decided_on", "diploma_on", "is_teacher",
        )  # fmt: skip
        help_texts = {
            "number": _("Het nummer dat je school zelf gebruikt, nooit het rijksregisternummer."),
            "is_teacher": _("Kies dan als opleiding die waarin de leraar lesgeeft."),
        }

    field_order = (
        "number", "first_name", "last_name", "born_on", "programme", "study_year", "school_class", "coach",
        "dual_since_on", "postcode", "postcode_2", "first_weeks", "email", "phone", "languages", "needs", "attests",
        "diploma_decided_on", "diploma_on", "is_teacher", "left_on",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(ProgrammeField, self.fields["programme"]).offer(actor.organisation_id, on, self.instance.programme_id)
        classes = SchoolClass.objects.visible_to(actor)
        kept = classes.filter(pk=self.instance.school_class_id)
        open_now = classes.filter(school_year__gte=school_year_of(on)) | kept
        choose_from(self, "school_class", open_now.order_by("school_year", "name"))
        coaches = Coach.objects.visible_to(actor)
        choose_from(self, "coach", coaches.filter(is_active=True) | coaches.filter(pk=self.instance.coach_id))
        if self.instance.pk:
            self._show_homes()

    def _show_homes(self) -> None:
        homes = list(self.instance.homes.order_by("pk"))
        for home, name in zip(homes, ("postcode", "postcode_2"), strict=False):
            self.initial[name] = home.postcode
        if len(homes) == 2:
            self.initial["first_weeks"] = homes[0].weeks

    def clean(self) -> dict[str, Any]:
        """Put the two postcodes and the weeks together."""
        cleaned = super().clean() or {}
        first, second = cleaned.pop("postcode", ""), cleaned.pop("postcode_2", "")
        weeks = cleaned.pop("first_weeks", "") or Weeks.EVEN
        if first and second:
            cleaned["homes"] = [(first, weeks), (second, OTHER_WEEKS[Weeks(weeks)])]
        else:
            cleaned["homes"] = [(postcode, Weeks.EVERY) for postcode in (first, second) if postcode]
        return cleaned


class StudentChangeForm(StudentForm):
    left_on = DayField(label=_("Van school weg sinds"), required=False)

    class Meta(StudentForm.Meta):
        fields = (*StudentForm.Meta.fields, "left_on")


class RepresentativeForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    authority = forms.ChoiceField(label=_("Gezag"), choices=Authority.choices, initial=Authority.PARENT)
    institution = forms.CharField(
        label=_("Instelling"), required=False, max_length=150, help_text=_("Alleen als deze persoon voor ze tekent.")
    )
    signs = forms.ChoiceField(
        label=_("Handtekening"),
        choices=Signs.choices,
        initial=Signs.MAY,
        help_text=_("Standaard volstaat de handtekening van één vertegenwoordiger."),
    )
    authority_from_on = forms.DateField(
        label=_("Gezag vanaf"),
        required=False,
        widget=DayInput,
        help_text=_("Alleen als een rechter of akte een dag noemt."),
    )
    authority_until_on = forms.DateField(label=_("Gezag tot en met"), required=False, widget=DayInput)
    language = forms.ChoiceField(label=_("Taal"), choices=ContactLanguage.choices, initial=ContactLanguage.DUTCH)
    channel = forms.ChoiceField(label=_("Bereikbaar via"), choices=Channel.choices, initial=Channel.MAIL)
    email = forms.EmailField(
        label=_("Mailadres"),
        required=False,
        help_text=_("Alleen de school ziet dit, ook een andere vertegenwoordiger niet."),
    )
    phone = TelephoneField(label=_("Telefoon"), required=False)


class ClassListForm(forms.Form):
    """`on` is today."""

    file = forms.FileField(
        label=_("Klaslijst"), help_text=_("Een CSV- of Excel-bestand (.xlsx) met één leerling per rij.")
    )
    school_year = forms.TypedChoiceField(
        label=_("Schooljaar van de klassen"), coerce=int, help_text=_("Nieuwe klassen maken we in dit schooljaar.")
    )

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, "school_year", school_years(on))
        self.fields["school_year"].initial = school_year_of(on) + (5 <= on.month <= 8)

    def clean(self) -> dict[str, Any]:
        """Hand on the bytes and the name of the file."""
        cleaned = super().clean() or {}
        if file := cleaned.pop("file", None):
            cleaned |= {"data": file.read(MOST_BYTES + 1), "filename": file.name}  # one more than is read at all
        return cleaned
