"""What API rooms are built from: a list, one thing, a change, and a verb as one POST route."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from rest_framework import generics, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from marketplace.actor import Actor
from marketplace.api.concurrency import check_match, tagged
from marketplace.api.idempotency import once
from marketplace.api.serializers import NoInput

Roles = Collection[str]


class ApiRequest(Request):
    """A request after authentication, as views see it."""

    actor: Actor


Verb = Callable[..., Any]
Serializers = type[BaseSerializer[Any]]


def undefined(**_arguments: Any) -> None:
    """What a view without a verb does."""
    raise NotImplementedError


OPEN = (AllowAny,)  # the permission classes of what everybody may read


class OfActor(generics.GenericAPIView):
    """Starts every list and every look-up from what the actor may see.

    `roles` may read, `writers` (when given) may write; none named: every actor. `by_person`: a key may not, because
    only people sign, promise and decide.
    """

    roles: ClassVar[Roles] = ()
    writers: ClassVar[Roles | None] = None
    by_person: ClassVar[bool] = False
    rows: ClassVar[Any]  # a QuerySet with `visible_to`
    noun: ClassVar[str] = ""  # how actions call the row
    input_class: Serializers = NoInput
    verb: ClassVar[Verb] = staticmethod(undefined)
    request: ApiRequest
    row: Model | None = None  # the one of the address, once it is read

    def get_object(self) -> Any:
        """The row of the address as this actor sees it; the audit log names it when the verb is refused."""
        self.row = super().get_object()
        return self.row

    def get_queryset(self) -> Any:
        """The rows that exist for this actor, in key order."""
        if getattr(self, "swagger_fake_view", False):
            return self.rows.none()
        return self.visible().order_by("pk")

    def visible(self) -> Any:
        """The rows that exist for this actor."""
        return self.rows.all().visible_to(self.request.actor)

    def filter_arguments(self) -> dict[str, Any]:
        """What the filters of this list ask beside the query."""
        return {}

    def clean(self, row: Model | None = None, *, partial: bool = False) -> dict[str, Any]:
        """The cleaned body; raises ValidationError (400)."""
        data = self.input_class(row, data=self.request.data, partial=partial, context=self.get_serializer_context())
        data.is_valid(raise_exception=True)
        return dict(data.validated_data)

    def shown(self, row: Model, status_code: int = status.HTTP_200_OK) -> Response:
        """The row as the actor sees it now."""
        fresh = self.rows.all().get(pk=row.pk)
        return tagged(self.get_serializer(fresh).data, status_code)


class Rows(OfActor, generics.ListAPIView):
    """A page of rows."""


class Row(OfActor, generics.RetrieveAPIView):
    """One row, with its entity tag."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The row as this actor sees it."""
        return tagged(self.get_serializer(self.get_object()).data)


class RowChange(Row):
    """One row, and PATCH to change some of its fields; `always` names the fields that the verb always asks."""

    always: ClassVar[tuple[str, ...]] = ()

    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the fields that are given; 409 with its sentence when that is refused."""
        with transaction.atomic():
            row = self.get_object()
            type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
            row = self.get_object()
            check_match(request, self.get_serializer(row).data)
            facts = {name: getattr(row, name) for name in self.always} | self.clean(row, partial=True)
            self.verb(**{self.noun: row}, by=self.request.actor, **facts)
            return self.shown(row)


class StepView(OfActor):
    """One verb on one row, which comes back as it is then; `gone`: nothing is left to show."""

    gone: ClassVar[bool] = False

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the step; 409 with its sentence when it is refused."""
        return once(request, self._take)

    def _take(self) -> Response:
        row = self.get_object()
        check_match(self.request, self.get_serializer(row).data)
        given = self.verb(**{self.noun: row}, by=self.request.actor, **self.clean())
        if self.gone:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return self.shown(given if isinstance(given, type(row)) else row)


class MakeView(OfActor):
    """A POST on a collection: the verb makes a row, which comes back with 201."""

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make it; 409 with its sentence when it is refused."""
        return once(request, self._make)

    def _make(self) -> Response:
        return self.shown(self.verb(by=self.request.actor, **self.clean()), status.HTTP_201_CREATED)


class ManyView(OfActor):
    """A verb on many rows at once; `told` puts what came of it in words for `serializer_class`."""

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it for all that are named."""
        return once(request, self._do)

    def _do(self) -> Response:
        given = self.verb(by=self.request.actor, **self.clean())
        return Response(self.get_serializer(given, many=isinstance(given, list)).data)


class NoSuchAddress(APIView):
    """Any other address of the API: a 404 as a problem, whatever the method."""

    permission_classes = OPEN
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """There is nothing here."""
        raise Http404


def own_organisation(request: ApiRequest) -> int:
    """The key of the actor's organisation; raises PermissionDenied for a person without one."""
    if request.actor.organisation_id is None:
        raise PermissionDenied
    return request.actor.organisation_id


def today() -> date:
    """The day on which filters and rules are asked."""
    return timezone.localdate()
