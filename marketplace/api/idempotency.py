"""A POST with an Idempotency-Key is done once; the same request again gets the same answer."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.actor import Actor
from marketplace.api.errors import KeyReused
from marketplace.api.models import StoredAnswer


def once(method: Callable[..., Response]) -> Callable[..., Response]:
    """Wrap a POST method of an API view."""

    @wraps(method)
    def guarded(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "")[:100]
        if not key:
            return method(view, request, *args, **kwargs)
        with transaction.atomic():
            stored, is_new = _claim(request, key)
            if not is_new:
                return Response(stored.body, status=stored.status)
            response = method(view, request, *args, **kwargs)
            stored.status, stored.body = response.status_code, json.loads(json.dumps(response.data, default=str))
            stored.save(update_fields=["status", "body"])
        return response

    return guarded


def _claim(request: Request, key: str) -> tuple[StoredAnswer, bool]:
    """The row for this key: a second request waits at the unique constraint until the first has committed."""
    digest = hashlib.sha256(json.dumps([request.method, request.path, request.data], sort_keys=True).encode())
    stored, is_new = StoredAnswer.objects.get_or_create(
        owner=_owner(request.actor), key=key, defaults={"digest": digest.hexdigest(), "stored_at": timezone.now()}
    )
    if stored.digest != digest.hexdigest():
        raise KeyReused
    return stored, is_new


def _owner(actor: Actor) -> str:
    return f"{actor.organisation_id}:{actor.user_id or 'key'}"
