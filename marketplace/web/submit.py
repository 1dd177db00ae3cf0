"""Hands a valid form to one action; what the action refuses comes back as a sentence on the form."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.utils.translation import gettext as _

from marketplace.actor import ANONYMOUS
from marketplace.audit.actions import record_refused
from marketplace.period import FIRST_DAY, LAST_DAY
from marketplace.workflow import Refused


def submit(form: BaseForm, action: Callable[..., Any], **arguments: Any) -> Any | None:
    """The result of `action(**arguments, **cleaned data)`, or None when the form or the action said no.

    A refusal is put on the form, so that the page is shown again with everything that was typed; beside the field
    that it is about where the form names one in `FIELD_OF` (refusal code: field).
    """
    if not form.is_valid() or not _days_are_near(form):
        return None
    try:
        return action(**arguments, **form.cleaned_data)
    except Refused as refused:
        _keep(refused, arguments)
        form.add_error(getattr(form, "FIELD_OF", {}).get(refused.code), str(refused.refusal.sentence))
        return None


def _keep(refused: Refused, arguments: dict[str, Any]) -> None:
    """What was refused stands in the audit log, with the row that it was about; nothing that was typed does."""
    by, rows = arguments.get("by", ANONYMOUS), [row for row in arguments.values() if isinstance(row, Model)]
    record_refused(refused.code, subject=refused.subject or next(iter(rows), None), by=by)


def _days_are_near(form: BaseForm) -> bool:
    """Whether dates can be counted from every day in the form; the year 9999 plus one would be none."""
    days = [(name, value) for name, value in form.cleaned_data.items() if isinstance(value, date)]
    for name, day in days:
        if not FIRST_DAY <= (day.date() if isinstance(day, datetime) else day) <= LAST_DAY:
            form.add_error(name, _("Kies een dag tussen 1900 en 2099."))
    return form.is_valid()
