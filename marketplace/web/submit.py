"""Hands a valid form to one action; what the action refuses comes back as a sentence on the form."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm

from marketplace.workflow import Refused


def submit(form: BaseForm, action: Callable[..., Any], **arguments: Any) -> Any | None:
    """The result of `action(**arguments, **cleaned data)`, or None when the form or the action said no.

    A refusal is put on the form, so that the page is shown again with everything that was typed.
    """
    if not form.is_valid():
        return None
    try:
        return action(**arguments, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.refusal.sentence))
        return None
