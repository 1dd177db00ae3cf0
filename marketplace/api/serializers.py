"""Serializers of the house: unknown fields are refused, never skipped; what is shown is never written."""

from copy import copy
from typing import Any

from django.core import exceptions
from django.db import models
from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.api.fields import LARGEST, Day


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


class StrictModel(Strict, serializers.ModelSerializer):
    """Input shaped by a model's columns; like a ModelForm it asks the model's named constraints."""

    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, models.DateField: Day}

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """The same bounds on every database."""
        field_class, options = super().build_standard_field(field_name, model_field)
        if issubclass(field_class, serializers.IntegerField):
            options |= {"min_value": 0, "max_value": LARGEST}
        return field_class, options

    def get_unique_together_validators(self) -> list[Any]:
        """None: the constraints are asked below."""
        return []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The columns together keep the constraints that they decide."""
        model: Any = self.Meta.model
        row = copy(self.instance) if self.instance else model()
        given = {field.name for field in model._meta.concrete_fields if field.name in attrs}
        for name in given:
            setattr(row, name, attrs[name])
        unknown = set() if self.instance else {field.name for field in model._meta.concrete_fields} - set(self.fields)
        try:
            row.validate_constraints(exclude=unknown)
        except exceptions.ValidationError as error:
            raise serializers.ValidationError(serializers.as_serializer_error(error)) from error
        return attrs


class Shown(serializers.ModelSerializer):
    """What is shown of a row: every field is read-only."""

    # A mail address that is not known is shown as "", which the schema's format would forbid.
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.EmailField: serializers.CharField,
    }

    def get_extra_kwargs(self) -> dict[str, dict[str, Any]]:
        """Without bounds and validators, which belong to input; a choice that may be empty says so."""
        return {name: self._shown(name) for name in self.Meta.fields if name not in self._declared_fields}

    def _shown(self, name: str) -> dict[str, Any]:
        model: Any = self.Meta.model
        field = model._meta.get_field(name)
        may_be_empty = bool(field.choices) and field.blank
        return {"read_only": True} | ({"allow_blank": True} if may_be_empty else {})


class ReasonSerializer(Strict):
    """Why."""

    reason = serializers.CharField(max_length=300)


class ProblemSerializer(serializers.Serializer):
    """An error: a stable code, the sentence that a person would read, and the fields that are wrong."""

    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    fields = serializers.DictField(child=serializers.JSONField())  # type: ignore[assignment]
