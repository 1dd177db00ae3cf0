"""The telephone numbers for danger and need, kept by an administrator."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from labels.models import HelpLine
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse


@transaction.atomic
def put_help_line(*, by: Actor, line: HelpLine | None = None, **fields: Any) -> HelpLine:
    """A new number, or other facts of one that is there. Refused: `help_line.twice`."""
    _ensure_administrator(by)
    others = HelpLine.objects.filter(phone=fields["phone"])
    if (others.exclude(pk=line.pk) if line else others).exists():
        refuse("help_line.twice", _("Dit nummer staat al in de lijst."))
    row = line or HelpLine()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    record("help_line.put", subject=row, by=by)
    return row


@transaction.atomic
def remove_help_line(*, line: HelpLine, by: Actor) -> None:
    """Take a number off the list."""
    _ensure_administrator(by)
    record("help_line.removed", subject=line, by=by)
    line.delete()


def _ensure_administrator(by: Actor) -> None:
    if not by.has(Role.ADMINISTRATOR):
        raise PermissionDenied
