"""Filters in the address of the lists of schools."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from marketplace.accounts.access import ActorRequest
from schools.models import Coach, School, SchoolClass, Student
from schools.models.student import StudentQuerySet

MOST_WORDS = 10


def _own_classes(request: ActorRequest) -> QuerySet[SchoolClass]:
    return SchoolClass.objects.visible_to(request.actor)


def _own_coaches(request: ActorRequest) -> QuerySet[Coach]:
    return Coach.objects.visible_to(request.actor).order_by("name")


class StudentFilter(FilterSet):
    """Search by name or number, by coach, and who has left or not; the class is a chip of the page."""

    school_class = ModelChoiceFilter(queryset=_own_classes, widget=forms.HiddenInput)
    coach = ModelChoiceFilter(label=_("Trajectbegeleider"), queryset=_own_coaches, empty_label=_("iedereen"))
    q = CharFilter(label=_("Zoek op naam of nummer"), method="search")
    left = ChoiceFilter(
        label=_("Toon"),
        method="by_left",
        choices=[("yes", _("wie van school weg is"))],
        empty_label=_("leerlingen van nu"),
    )

    missing = ChoiceFilter(
        label=_("Gegevens"),
        method="by_missing",
        choices=[("yes", _("nog aan te vullen"))],
        empty_label=_("alles"),
    )

    class Meta:
        model = Student
        fields: tuple[str, ...] = ()

    def search(self, rows: StudentQuerySet, _name: str, text: str) -> StudentQuerySet:
        """Every word must be in one of the names, or be the number."""
        for word in text.split()[:MOST_WORDS]:
            rows = rows.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(number__iexact=word))
        return rows

    def by_missing(self, rows: StudentQuerySet, _name: str, _value: str) -> StudentQuerySet:
        """Those who lack a home, a class or a signer."""
        return rows.missing_something(timezone.localdate())

    def by_left(self, rows: StudentQuerySet, _name: str, _value: str) -> StudentQuerySet:
        """Those who left instead of those who are there."""
        return rows

    def filter_queryset(self, queryset: StudentQuerySet) -> StudentQuerySet:
        """Without a choice only students who are there."""
        left = self.form.cleaned_data.get("left") == "yes"
        return super().filter_queryset(queryset.filter(left_on__isnull=not left))


class SchoolFilter(FilterSet):
    q = CharFilter(label=_("Naam of instellingsnummer"), method="search")

    class Meta:
        model = School
        fields: tuple[str, ...] = ()

    def search(self, rows: QuerySet[School], _name: str, text: str) -> QuerySet[School]:
        """By a part of name or place, or by the number."""
        return rows.filter(
            Q(organisation__name__icontains=text)
            | Q(organisation__municipality__icontains=text)
            | Q(institution_number__contains=text.replace(".", "").replace(" ", "") or text)
        )
