"""Form fields for numbers that people type: every usual notation in, stored digits out, one sentence when wrong."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from marketplace import identifiers

LONGEST_KEY = 18  # digits; a longer number is no key on any database


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"format": "%Y-%m-%d", **options})


class IdentifierField(forms.CharField):
    """Cleans by a parse function of `marketplace.identifiers`; an empty answer stays empty."""

    def __init__(self, *, parse: Callable[[str], str], **options: Any) -> None:
        self.parse = parse
        super().__init__(**{**options, "max_length": 60})  # what is typed is longer than what is kept

    def clean(self, value: Any) -> str | None:
        """The parsed digits; raises ValidationError with the sentence of the identifier."""
        text = super().clean(value)
        try:
            return self.parse(text) if text else text
        except identifiers.WrongIdentifier as error:
            raise ValidationError(_(error.template) % error.params, code=error.code) from error


class EnterpriseNumberField(IdentifierField):
    def __init__(self, **options: Any) -> None:
        super().__init__(parse=identifiers.parse_enterprise_number, **options)


class EstablishmentNumberField(IdentifierField):
    def __init__(self, **options: Any) -> None:
        super().__init__(parse=identifiers.parse_establishment_number, **options)


class PostcodeField(IdentifierField):
    def __init__(self, **options: Any) -> None:
        super().__init__(parse=identifiers.parse_postcode, **options)


class TelephoneField(IdentifierField):
    def __init__(self, **options: Any) -> None:
        super().__init__(parse=identifiers.parse_telephone, **options)


class RowsField(forms.ModelMultipleChoiceField):
    """Ticked rows; what cannot be a key is a wrong choice, before a database has to say so."""

    def clean(self, value: Any) -> Any:
        """The rows; an error for a key that is none."""
        texts = [str(text) for text in value or ()]
        if len(row_keys(texts)) < len(texts):
            raise ValidationError(_("Kies alleen uit de lijst."), code="invalid_choice")
        return super().clean(value)


def choose_from(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a form's choice of rows offer these."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


def choose_among(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let a form's choice offer these pairs of value and label."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def typed(text: str) -> str:
    """What an address says, without blanks around it; no database keeps a null character, so nothing holds one."""
    return "" if "\x00" in text else text.strip()


def row_keys(texts: Iterable[str]) -> list[int]:
    """The keys of rows that an address or a form names; whatever else stands there is nothing."""
    return [int(text) for text in texts if text.isdecimal() and len(text) <= LONGEST_KEY]
