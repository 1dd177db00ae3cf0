"""The API of schools: students with their representatives, classes and coaches, and the public lists of programmes."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.actor import Actor, Role
from marketplace.api.endpoints import OPEN, MakeView, OfActor, Row, RowChange, Rows, StepView, today
from marketplace.api.fields import LARGEST_KEY, Identifier, Known, Visible, several, weekdays, whole
from marketplace.api.serializers import Shown, Strict, StrictModel
from marketplace.identifiers import parse_postcode, parse_telephone
from schools.actions import coach as coach_actions
from schools.actions import representative as representative_actions
from schools.actions import school_class as class_actions
from schools.actions import student as student_actions
from schools.enums import Attest, Language, Need, Weeks
from schools.filters import StudentFilter
from schools.models import Coach, Competence, Home, LegalRepresentative, Programme, SchoolClass, Student

MANAGERS = (Role.COORDINATOR, Role.DIRECTOR)
STAFF = (*MANAGERS, Role.COACH)


class CompetenceSerializer(Shown):
    text = serializers.CharField(read_only=True)

    class Meta:
        model = Competence
        fields = ("id", "programme", "code", "number", "text", "usual_place", "work_hours", "school_hours")


class ProgrammeSerializer(Shown):
    forms = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Programme
        fields = (
            "id", "code", "name", "grade", "finality", "domain", "is_dual", "valid_from_on", "valid_until_on",
            "replaced_by", "forms", "work_hours_a_week", "school_hours_a_week", "weeks", "general_hours",
        )  # fmt: skip


class ProgrammeFilter(django_filters.FilterSet):
    """By part of the name, code, dual or not, and still valid today."""

    name = django_filters.CharFilter(lookup_expr="icontains")
    code = django_filters.CharFilter()
    is_dual = django_filters.BooleanFilter()
    valid = django_filters.BooleanFilter(method="by_valid")

    class Meta:
        model = Programme
        fields: tuple[str, ...] = ()

    def by_valid(self, rows: Any, _name: str, valid: bool) -> Any:
        """Those that may be followed today, or those that may not."""
        now = Programme.objects.valid_on(today()).values("pk")
        return rows.filter(pk__in=now) if valid else rows.exclude(pk__in=now)


class Public(OfActor):
    """A list that everybody may read."""

    permission_classes = OPEN

    def visible(self) -> QuerySet[Any]:
        """All of it."""
        return self.rows.all()


class Programmes(Public, Rows):
    """The programmes, with validity and successor."""

    rows = Programme.objects.all()
    serializer_class = ProgrammeSerializer
    filterset_class = ProgrammeFilter


class OneProgramme(Public, Row):
    """One programme."""

    rows = Programme.objects.all()
    serializer_class = ProgrammeSerializer


class CompetenceFilter(django_filters.FilterSet):
    programme = django_filters.NumberFilter(field_name="programme", max_value=LARGEST_KEY)

    class Meta:
        model = Competence
        fields: tuple[str, ...] = ()


class Competences(Public, Rows):
    """The competences of programmes, with their usual place and hours."""

    rows = Competence.objects.all()
    serializer_class = CompetenceSerializer
    filterset_class = CompetenceFilter


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
    "phone", "needs", "attests", "languages", "dual_since_on", "diploma_on", "left_on",
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


PERSON = ("name", "authority", "signs", "language", "channel", "email", "phone")


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


COACH_FIELDS = ("name", "email", "phone", "is_active")


class CoachSerializer(Shown):
    class Meta:
        model = Coach
        fields = ("id", *COACH_FIELDS)


class NewCoachInput(StrictModel):
    phone = Identifier(parse=parse_telephone, required=False, allow_blank=True)

    class Meta:
        model = Coach
        fields: tuple[str, ...] = ("name", "email", "phone")


class CoachInput(NewCoachInput):
    class Meta(NewCoachInput.Meta):
        fields = COACH_FIELDS


class OfCoach(OfActor):
    """A coach of the own school."""

    roles, writers = STAFF, MANAGERS
    rows = Coach.objects.all()
    serializer_class = CoachSerializer
    noun = "coach"


class Coaches(OfCoach, MakeView, Rows):
    """The coaches of the own school."""

    input_class = NewCoachInput
    verb = staticmethod(coach_actions.add_coach)


class OneCoach(OfCoach, RowChange):
    """One coach."""

    input_class = CoachInput
    always = COACH_FIELDS
    verb = staticmethod(coach_actions.change_coach)


class CoachStep(OfCoach, StepView):
    """A verb on a coach."""


REMOVE = {"verb": representative_actions.remove_representative, "gone": True}

urlpatterns = [
    path("programmes/", Programmes.as_view()),
    path("programmes/<int:pk>/", OneProgramme.as_view()),
    path("competences/", Competences.as_view()),
    path("students/", Students.as_view()),
    path("students/<int:pk>/", OneStudent.as_view()),
    path("students/<int:pk>/invite/", StudentStep.as_view(verb=student_actions.invite_student)),
    path("representatives/", Representatives.as_view()),
    path("representatives/<int:pk>/", OneRepresentative.as_view()),
    path("representatives/<int:pk>/remove/", RepresentativeStep.as_view(**REMOVE)),
    path("classes/", SchoolClasses.as_view()),
    path("classes/<int:pk>/", OneSchoolClass.as_view()),
    path("coaches/", Coaches.as_view()),
    path("coaches/<int:pk>/", OneCoach.as_view()),
    path("coaches/<int:pk>/invite/", CoachStep.as_view(verb=coach_actions.invite_coach)),
]
