"""Serializers of the house: unknown fields are refused, never skipped."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers


class Strict(serializers.Serializer):
    """Input in which every field must be known."""

    def to_internal_value(self, data: Any) -> Any:
        """Clean the input; a field that does not exist is an error at that field."""
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError({name: [_("Dit veld bestaat niet.")] for name in sorted(unknown)})
        return super().to_internal_value(data)


class NoInput(Strict):
    """A step that asks nothing."""
