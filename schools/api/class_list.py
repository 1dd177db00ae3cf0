"""The API of class lists: send a file, read what it would change row by row, then store or forget it."""

import binascii
from base64 import b64decode
from typing import Any, ClassVar

from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.actor import Actor
from marketplace.api.endpoints import MakeView, OfActor, Roles, Row, Rows, Serializers, StepView
from marketplace.api.fields import whole
from marketplace.api.serializers import Shown, Strict
from marketplace.tables import MOST_BYTES
from schools.actions import class_list as actions
from schools.actions.class_list_file import send_class_list
from schools.api.school import MANAGERS
from schools.models import ClassList, School
from schools.models.class_list import OUTCOMES


@extend_schema_field(OpenApiTypes.BYTE)
class FileField(serializers.CharField):
    """The bytes of a file, in base64."""

    def to_internal_value(self, data: Any) -> bytes:  # type: ignore[override]
        """The bytes; an error for what is not base64."""
        try:
            return b64decode(super().to_internal_value(data), validate=True)
        except (binascii.Error, ValueError) as error:
            raise serializers.ValidationError(_("Stuur de inhoud van het bestand als base64.")) from error


class ClassListInput(Strict):
    """A CSV or XLSX file, and the year in which the school year of its classes starts."""

    filename = serializers.CharField(max_length=200)
    data = FileField(max_length=(MOST_BYTES + 1) * 4 // 3 + 4)  # type: ignore[assignment]
    school_year = whole(2000, 2098)


class ClassListSerializer(Shown):
    """`counts`: how many rows have which outcome; `notes`: columns that were left out, and why.

    A worker reads a long file: until then `is_being_read`, with `rows_read` of about `to_read` rows; `fault` is the
    sentence about a file that turned out to be no class list.
    """

    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    is_being_read = serializers.BooleanField(read_only=True)
    is_being_stored = serializers.BooleanField(read_only=True)

    class Meta:
        model = ClassList
        fields = (
            "id", "school_year", "uploaded_at", "is_being_read", "to_read", "rows_read", "fault", "counts", "notes",
            "is_being_stored", "stored", "applied_at",
        )  # fmt: skip


class ListRowSerializer(serializers.Serializer):
    """One row of the file as it was read: its number in the file, and what would come of it."""

    row = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    values = serializers.DictField(child=serializers.JSONField())
    changes = serializers.ListField(child=serializers.CharField())
    errors = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]


class OfClassList(OfActor):
    """A class list that the own school sent."""

    roles: ClassVar[Roles] = MANAGERS
    rows = ClassList.objects.counted()
    serializer_class: Serializers = ClassListSerializer
    noun = "class_list"


class ClassLists(OfClassList, MakeView, Rows):
    """The class lists that the own school sent."""

    input_class = ClassListInput

    @staticmethod
    def verb(*, by: Actor, **file: Any) -> ClassList:
        """Judge a file, a long one by a worker, and keep the result a day; no student changes before it is stored.

        Refused: `school.no_data_arrangement`, `class_list.no_number`, and the codes of a table that cannot be read.
        """
        return send_class_list(school=School.objects.visible_to(by).get(), by=by, **file)


class OneClassList(OfClassList, Row):
    """One class list."""


class ListRows(OfClassList, Rows):
    """The rows of one class list."""

    rows = ClassList.objects.all()
    serializer_class: Serializers = ListRowSerializer

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of rows, in the order of the file."""
        page = self.paginate_queryset(self.get_object().rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class ClassListStep(OfClassList, StepView):
    """A verb on a class list."""


urlpatterns = [
    path("class-lists/", ClassLists.as_view()),
    path("class-lists/<int:pk>/", OneClassList.as_view()),
    path("class-lists/<int:pk>/rows/", ListRows.as_view()),
    path("class-lists/<int:pk>/store/", ClassListStep.as_view(verb=actions.store_class_list)),
    path("class-lists/<int:pk>/discard/", ClassListStep.as_view(verb=actions.discard_class_list)),
]
