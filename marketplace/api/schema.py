"""The OpenAPI schema: verbs describe themselves by their action's docstring, errors are declared in one place."""

import inspect
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.permissions import AllowAny

from marketplace.api.endpoints import MakeView, OfActor, RowChange, StepView, undefined
from marketplace.api.permissions import roles_for
from marketplace.api.serializers import ProblemSerializer

IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="The same key and body again: the same answer."
)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag that was read; a row that changed since is a 412."
)
PROBLEMS = {
    400: "The request is wrong; `fields` says where.",
    401: "No key or session, or a wrong one.",
    403: "Not for your role.",
    404: "This does not exist, or you may not see it.",
    406: "Only JSON is spoken here.",
    429: "Too often; `Retry-After` says how many seconds to wait.",
}
PROBLEMS_OF_WRITING = {
    409: "Refused; `detail` is the sentence that a person would read.",
    412: "The row has changed since it was read.",
    415: "Only JSON is read here.",
    422: "This Idempotency-Key came with another body before.",
}


class HouseSchema(AutoSchema):
    """What the views of the house say about themselves."""

    view: OfActor  # type: ignore[override]

    @property
    def writes(self) -> bool:
        """Whether this operation changes something."""
        return self.method != "GET"

    def get_operation_id(self) -> str:
        """Steps are called by their address: offers_accept."""
        if isinstance(self.view, StepView):
            return "_".join(self._tokenize_path()).replace("-", "_")
        return super().get_operation_id()

    def get_summary(self) -> str | None:
        """The first sentence of the docstring."""
        return self._told().split("\n\n")[0].replace("\n", " ") or None

    def get_description(self) -> str:  # type: ignore[override]
        """The docstring of the action, which names its refusals, and who may ask."""
        roles = sorted(roles_for(self.view, self.method))
        who = ", ".join(roles) if roles else "every key and account"
        is_open = AllowAny in self.view.permission_classes
        person = " (a person, not a key)" if self.writes and self.view.by_person else ""
        return f"{self._told()}\n\nFor: {'everybody' if is_open else who}{person}."

    def _told(self) -> str:
        verb = getattr(self.view, "verb", undefined)
        return inspect.getdoc(type(self.view) if verb is undefined or not self.writes else verb) or ""

    def get_request_serializer(self) -> Any:
        """The input of a verb."""
        return self.view.input_class if self.writes else super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        """What is shown, and every error."""
        shown = super().get_response_serializers()
        problems = PROBLEMS | (PROBLEMS_OF_WRITING if self.writes else {})
        answers: dict[Any, Any] = {self._success(): None if getattr(self.view, "gone", False) else shown}
        for code, words in problems.items():
            answers[code, "application/problem+json"] = OpenApiResponse(ProblemSerializer, words)
        return answers

    def _success(self) -> int:
        if self.writes and isinstance(self.view, MakeView):
            return 201
        return 204 if getattr(self.view, "gone", False) else 200

    def get_override_parameters(self) -> list[Any]:
        """The headers that writing understands."""
        tagged = isinstance(self.view, StepView | RowChange)
        found = [IDEMPOTENCY] if self.method == "POST" else []
        return [*found, IF_MATCH] if self.writes and tagged else found


class KeyScheme(OpenApiAuthenticationExtension):
    """How a key is sent."""

    target_class = "marketplace.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer"}
