"""Fields of input: days within reach, numbers as people type them, and rows that the actor may name."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.identifiers import WrongIdentifier
from marketplace.period import FIRST_DAY, LAST_DAY

LARGEST_KEY = 2**63 - 1  # what a key column holds
LARGEST = 32_767  # what a small integer column holds on every database


class Day(serializers.DateField):
    """A day that dates can be counted from; 9999-12-31 plus a year would be none."""

    def to_internal_value(self, value: Any) -> date:
        """The day; an error outside 1900-2099."""
        day = super().to_internal_value(value)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise _far()
        return day


class Moment(serializers.DateTimeField):
    """A moment on such a day; in the year 1 no hour is earlier."""

    def to_internal_value(self, value: Any) -> datetime:
        """The moment; an error outside 1900-2099."""
        try:
            at = super().to_internal_value(value)
        except OverflowError as error:
            raise _far() from error
        if not FIRST_DAY <= at.date() <= LAST_DAY:
            raise _far()
        return at


def _far() -> serializers.ValidationError:
    return serializers.ValidationError(_("Kies een dag tussen 1900 en 2099."))


class Identifier(serializers.CharField):
    """A number cleaned by a parse function of `marketplace.identifiers`; an empty answer stays empty."""

    def __init__(self, *, parse: Callable[[str], str], **options: Any) -> None:
        self.parse = parse
        super().__init__(**{"max_length": 60, **options})

    def to_internal_value(self, data: Any) -> str:
        """The digits; an error with the sentence of the identifier."""
        text = super().to_internal_value(data)
        try:
            return self.parse(text) if text else text
        except WrongIdentifier as error:
            raise serializers.ValidationError(_(error.template) % error.params) from error


class Known(serializers.PrimaryKeyRelatedField):
    """A row of a public list, by its key."""

    def __init__(self, **options: Any) -> None:
        super().__init__(pk_field=serializers.IntegerField(min_value=1), **options)


class Visible(Known):
    """A row that the actor sees; any other does not exist."""

    def get_queryset(self) -> Any:
        """The rows of this actor."""
        rows: Any = super().get_queryset()
        return rows.visible_to(self.context["request"].actor) if rows is not None else None


def whole(least: int = 0, most: int = LARGEST, **options: Any) -> serializers.IntegerField:
    """A whole number within bounds."""
    return serializers.IntegerField(min_value=least, max_value=most, **options)


def several(closed: type[Choices], **options: Any) -> serializers.ListField:
    """Any number of a closed list."""
    return serializers.ListField(child=serializers.ChoiceField(choices=closed.choices), max_length=50, **options)


def weekdays(**options: Any) -> serializers.ListField:
    """ISO weekdays: 1 is Monday."""
    return serializers.ListField(child=whole(1, 7), max_length=7, **options)


class Week(serializers.DictField):
    """ISO weekday -> [start, end] as HH:MM; an end before the start is on the next day."""

    child = serializers.ListField(child=serializers.RegexField(r"^([01][0-9]|2[0-3]):[0-5][0-9]$"))

    def to_internal_value(self, data: Any) -> dict[str, list[str]]:
        """The week; an error for a day that is none or that has no length."""
        week = super().to_internal_value(data)
        if not set(week) <= set("1234567") or any(len(hours) != 2 or hours[0] == hours[1] for hours in week.values()):
            raise serializers.ValidationError(
                _('Schrijf elke dag als "3": ["08:00", "16:00"], met twee verschillende uren.')
            )
        return week
