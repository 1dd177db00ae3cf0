"""The API of students and their legal representatives."""

from typing import Any

import django_filters
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.actor import Actor
from marketplace.api.endpoints import MakeView, OfActor, RowChange, Rows, StepView
from marketplace.api.fields import LARGEST_KEY, Identifier, Known, Visible, several, whole
from marketplace.api.serializers import Shown, Strict, StrictModel
from marketplace.identifiers import parse_postcode, parse_telephone
from schools.actions import representative as representative_actions
from schools.actions import student as student_actions
from schools.api.school import STAFF
from schools.enums import Attest, Language, Need, Weeks
from schools.filters import StudentFilter
from schools.models import Coach, Home, LegalRepresentative, Programme, SchoolClass, Student


class HomeSerializer(Shown):
    is_located = serializers.BooleanField(read_only=True)

    class Meta:
        model = Home
        fields = ("postcode", "weeks", "is_located")


class HomeInput(Strict):
    postcode = Identifier(parse=parse_postcode)
    weeks = serializers.ChoiceField(choices=Weeks.choices)


COLUMNS = (
    "number", "first_name", "last_name", "born_on", "programme", "study_year", "school_class", "coach", "email",
    "phone", "needs", "attests", "languages", "dual_since_on", "diploma_decided_on", "diploma_on",
    "left_on",
)  # fmt: skip


class StudentSerializer(Shown):
    homes = HomeSerializer(many=True, read_only=True)
    needs = several(Need, read_only=True)
    attests = several(Attest, read_only=True)
    languages = several(Language, read_only=True)

    class Meta:
        model = Student
        fields = ("id", *COLUMNS, "homes")


class StudentInput(StrictModel):
    """Never a national register number, a diagnosis or free words on health."""

    programme = Known(queryset=Programme.objects.all())
    school_class = Visible(queryset=SchoolClass.objects.all(), required=False, allow_null=True)
    coach = Visible(queryset=Coach.objects.all(), required=False, allow_null=True)
    study_year = whole(1, 8)
    phone = Identifier(parse=parse_telephone, required=False, allow_blank=True)
    needs = several(Need, required=False)
    attests = several(Attest, required=False)
    languages = several(Language, required=False)
    homes = HomeInput(many=True, required=False)

    class Meta:
        model = Student
        fields = (*COLUMNS, "homes")

    def validate_homes(self, homes: list[dict[str, str]]) -> list[tuple[str, str]]:
        """Pairs of postcode and weeks."""
        return [(home["postcode"], home["weeks"]) for home in homes]


class OfStudent(OfActor):
    """A student of the own school."""

    roles = STAFF
    rows = Student.objects.prefetch_related("homes")
    serializer_class = StudentSerializer
    noun = "student"


class Students(OfStudent, MakeView, Rows):
    """The students of the own school."""

    input_class = StudentInput
    filterset_class = StudentFilter
    verb = staticmethod(student_actions.add_student)


class OneStudent(OfStudent, RowChange):
    """One student; who reads it is kept."""

    input_class = StudentInput

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The student, with the entity tag."""
        student_actions.read_file(student=self.get_object(), by=self.request.actor)
        return super().retrieve(request, *args, **kwargs)

    @staticmethod
    def verb(*, student: Student, by: Actor, **facts: Any) -> Student:
        """Change what is given; the homes stay when none are given.

        Refused: as adding a student, without the data arrangement.
        """
        homes = facts.pop("homes", None)
        if homes is None:
            homes = list(student.homes.order_by("pk").values_list("postcode", "weeks"))
        return student_actions.change_student(student=student, by=by, homes=homes, **facts)


class StudentStep(OfStudent, StepView):
    """A verb on a student."""


PERSON = (
    "name",
    "authority",
    "institution",
    "signs",
    "authority_from_on",
    "authority_until_on",
    "language",
    "channel",
    "email",
    "phone",
)


class RepresentativeSerializer(Shown):
    """For the school alone: no representative's details go anywhere else."""

    class Meta:
        model = LegalRepresentative
        fields = ("id", "student", *PERSON)


class RepresentativeInput(StrictModel):
    phone = Identifier(parse=parse_telephone, required=False, allow_blank=True)

    class Meta:
        model = LegalRepresentative
        fields: tuple[str, ...] = PERSON

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Whether this person can be reached is for the action to say."""
        return attrs


class NewRepresentativeInput(RepresentativeInput):
    student = Visible(queryset=Student.objects.all())

    class Meta(RepresentativeInput.Meta):
        fields = ("student", *PERSON)


class OfRepresentative(OfActor):
    """A legal representative of a student of the own school."""

    roles = STAFF
    rows = LegalRepresentative.objects.all()
    serializer_class = RepresentativeSerializer
    noun = "representative"


class RepresentativeFilter(django_filters.FilterSet):
    student = django_filters.NumberFilter(field_name="student", max_value=LARGEST_KEY)

    class Meta:
        model = LegalRepresentative
        fields: tuple[str, ...] = ()


class Representatives(OfRepresentative, MakeView, Rows):
    """The legal representatives of the school's students."""

    input_class = NewRepresentativeInput
    filterset_class = RepresentativeFilter
    verb = staticmethod(representative_actions.add_representative)


class OneRepresentative(OfRepresentative, RowChange):
    """One representative."""

    input_class = RepresentativeInput
    verb = staticmethod(representative_actions.change_representative)


class RepresentativeStep(OfRepresentative, StepView):
    """A verb on a representative."""


REMOVE = {"verb": representative_actions.remove_representative, "gone": True}

urlpatterns = [
    path("students/", Students.as_view()),
    path("students/<int:pk>/", OneStudent.as_view()),
    path("students/<int:pk>/invite/", StudentStep.as_view(verb=student_actions.invite_student)),
    path("representatives/", Representatives.as_view()),
    path("representatives/<int:pk>/", OneRepresentative.as_view()),
    path("representatives/<int:pk>/remove/", RepresentativeStep.as_view(**REMOVE)),
]
