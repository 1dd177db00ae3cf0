"""The views that API rooms are built from: a list, one thing, and a workflow step as one POST route."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from marketplace.api.concurrency import check_match, tagged
from marketplace.api.idempotency import once
from marketplace.api.serializers import NoInput

IDEMPOTENCY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)
IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER)


class OfActor(generics.GenericAPIView):
    """Starts every list and every look-up from what the actor may see."""

    roles: ClassVar[frozenset[str]] = frozenset()
    rows: ClassVar[QuerySet[Any]]

    def get_queryset(self) -> QuerySet[Any]:
        """The rows that exist for this actor, in key order."""
        return self.rows.all().visible_to(self.request.actor).order_by("pk")


class Rows(OfActor, generics.ListAPIView):
    """A page of rows."""


class Row(OfActor, generics.RetrieveAPIView):
    """One row, with its entity tag."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The row as this actor sees it."""
        return tagged(self.get_serializer(self.get_object()).data)


class StepView(OfActor):
    """One verb on one row: `input_class` cleans the body, `act(row, by, **data)` does it, the row comes back."""

    input_class: ClassVar[type[BaseSerializer]] = NoInput
    act: ClassVar[Callable[..., Any]]

    @extend_schema(parameters=[IDEMPOTENCY, IF_MATCH])
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take the step; 409 with its sentence when it is refused."""
        return self._act(request)

    @once
    def _act(self, request: Request) -> Response:
        row = self.get_object()
        check_match(request, self.get_serializer(row).data)
        data = self.input_class(data=request.data, context=self.get_serializer_context())
        data.is_valid(raise_exception=True)
        type(self).act(row, request.actor, **data.validated_data)
        return tagged(self.get_serializer(self._again(row)).data)

    def _again(self, row: Model) -> Model:
        """The row after the step, as the actor sees it now."""
        return self.rows.all().get(pk=row.pk)


class MakeView(OfActor):
    """A POST on a collection: `input_class` cleans, `make(by, **data)` makes the row, which comes back with 201."""

    input_class: ClassVar[type[BaseSerializer]]
    make: ClassVar[Callable[..., Any]]

    @extend_schema(parameters=[IDEMPOTENCY])
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make it; 409 with its sentence when it is refused."""
        return self._make(request)

    @once
    def _make(self, request: Request) -> Response:
        data = self.input_class(data=request.data, context=self.get_serializer_context())
        data.is_valid(raise_exception=True)
        row = type(self).make(request.actor, **data.validated_data)
        return tagged(self.get_serializer(row).data, status.HTTP_201_CREATED)
