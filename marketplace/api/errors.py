"""Faults as application/problem+json: a stable code, the sentence for a person, and the fields."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from marketplace.audit.actions import record_refused
from marketplace.workflow import Refused


class Stale(exceptions.APIException):
    """The row has changed since the client read it."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"


class KeyReused(exceptions.APIException):
    """An Idempotency-Key came back with another body."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"


SENTENCES = {
    "stale": "Dit is ondertussen gewijzigd. Lees het opnieuw en probeer dan nog eens.",
    "idempotency_key_reused": "Deze Idempotency-Key hoort bij een ander verzoek.",
}


def problem(exception: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler of the house; None lets a real fault become a 500."""
    if isinstance(exception, Refused):
        subject = exception.subject or getattr(context["view"], "row", None)
        record_refused(exception.code, subject=subject, by=context["request"].actor)
        return answer(status.HTTP_409_CONFLICT, exception.code, str(exception.refusal.sentence))
    if isinstance(exception, ObjectDoesNotExist | Http404):
        return answer(status.HTTP_404_NOT_FOUND, "not_found", _("Dit bestaat niet, of je mag het niet zien."))
    if isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    response = exception_handler(exception, context)
    return None if response is None else _from_drf(exception, response)


def _from_drf(exception: Exception, response: Response) -> Response:
    if isinstance(exception, exceptions.ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"non_field_errors": response.data}
        made = answer(response.status_code, "invalid", _("Niet alles is juist ingevuld."), fields)
    else:
        code = getattr(exception, "default_code", "error")
        sentence = _(SENTENCES[code]) if code in SENTENCES else str(response.data.get("detail", ""))
        made = answer(response.status_code, code, sentence)
    for header in ("WWW-Authenticate", "Retry-After"):
        if header in response:
            made[header] = response[header]
    return made


def answer(status_code: int, code: str, detail: str, fields: Any = None) -> Response:
    """One problem document."""
    body = {"status": status_code, "code": code, "detail": detail, "fields": fields or {}}
    return Response(body, status=status_code, content_type="application/problem+json")
