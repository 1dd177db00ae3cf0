"""Entity tags: a change with If-Match is refused when the row is not the one that was read."""

import hashlib
import json
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.errors import Stale


def tag_of(data: Any) -> str:
    """The entity tag of what a row looks like to this reader."""
    return f'"{hashlib.sha256(json.dumps(data, default=str, sort_keys=True).encode()).hexdigest()[:32]}"'


def tagged(data: Any, status: int = 200) -> Response:
    """A response with its entity tag."""
    response = Response(data, status=status)
    response["ETag"] = tag_of(data)
    return response


def check_match(request: Request, data: Any) -> None:
    """Raise Stale (412) when the request names another entity tag than the row has now."""
    asked = request.headers.get("If-Match")
    if asked and {"*", tag_of(data)}.isdisjoint(tag.strip() for tag in asked.split(",")):
        raise Stale
