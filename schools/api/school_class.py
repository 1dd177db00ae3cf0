"""The API of a school's classes."""

import django_filters
from django.urls import path
from rest_framework import serializers

from marketplace.api.endpoints import MakeView, OfActor, RowChange, Rows
from marketplace.api.fields import LARGEST_KEY, Known, weekdays, whole
from marketplace.api.serializers import Shown, Strict
from schools.actions import school_class as class_actions
from schools.api.school import MANAGERS, STAFF
from schools.models import Programme, SchoolClass

CLASS_FIELDS = ("name", "school_year", "programme", "study_year", "school_days")


class SchoolClassSerializer(Shown):
    school_days = serializers.ListField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = SchoolClass
        fields = ("id", *CLASS_FIELDS)


class SchoolClassInput(Strict):
    name = serializers.CharField(max_length=30)
    school_year = whole(2000, 2098)
    programme = Known(queryset=Programme.objects.all())
    study_year = whole(1, 8)
    school_days = weekdays()


class OfClass(OfActor):
    """A class of the own school."""

    roles, writers = STAFF, MANAGERS
    rows = SchoolClass.objects.all()
    serializer_class = SchoolClassSerializer
    input_class = SchoolClassInput
    noun = "school_class"


class SchoolClassFilter(django_filters.FilterSet):
    school_year = django_filters.NumberFilter(max_value=LARGEST_KEY)

    class Meta:
        model = SchoolClass
        fields: tuple[str, ...] = ()


class SchoolClasses(OfClass, MakeView, Rows):
    """The classes of the own school."""

    filterset_class = SchoolClassFilter
    verb = staticmethod(class_actions.add_class)


class OneSchoolClass(OfClass, RowChange):
    """One class."""

    always = CLASS_FIELDS
    verb = staticmethod(class_actions.change_class)


urlpatterns = [
    path("classes/", SchoolClasses.as_view()),
    path("classes/<int:pk>/", OneSchoolClass.as_view()),
]
