"""A POST with an Idempotency-Key is done once; the same request again gets the same bytes.

Only what was done is kept: a refused or wrong request changes nothing, leaves no trace under its key, and may be sent
again with it. The claim, the change and the answer are one transaction.
"""

import hashlib
import json
from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.authentication import owner_of
from marketplace.api.errors import KeyReused
from marketplace.api.models import LONGEST_KEY, StoredAnswer


def once(request: Request, act: Callable[[], Response]) -> HttpResponseBase:
    """Answer with what `act` gives, or with what it gave before to the same request under the same key."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        raise ValidationError({"Idempotency-Key": [_("Deze sleutel is te lang.")]})
    with transaction.atomic():
        if not key:
            return act()
        stored, is_new = _claim(request, key)
        if is_new:
            _keep(stored, act())
    return _answer(stored)


def _claim(request: Request, key: str) -> tuple[StoredAnswer, bool]:
    """The row for this key: a second request waits at the unique constraint until the first has ended."""
    asked = json.dumps([request.method, request.get_full_path(), request.data], sort_keys=True)
    digest = hashlib.sha256(asked.encode()).hexdigest()
    stored, is_new = StoredAnswer.objects.get_or_create(
        owner=owner_of(request), key=key, defaults={"digest": digest, "stored_at": timezone.now()}
    )
    if stored.digest != digest:
        raise KeyReused
    return stored, is_new


def _keep(stored: StoredAnswer, response: Response) -> None:
    stored.status, stored.etag = response.status_code, response.headers.get("ETag", "")
    stored.body = JSONRenderer().render(response.data).decode()
    stored.save(update_fields=["status", "etag", "body"])


def _answer(stored: StoredAnswer) -> HttpResponse:
    answer = HttpResponse(stored.body, status=stored.status, content_type="application/json")
    if stored.etag:
        answer["ETag"] = stored.etag
    return answer
