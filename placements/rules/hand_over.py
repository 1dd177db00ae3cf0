"""When the file of an early end may be written in and closed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import HandOverStatus
from placements.models import HandOver


def is_open(row: HandOver) -> Refusal | None:
    """What was said stands once the file is closed."""
    if row.status == HandOverStatus.OPEN:
        return None
    return Refusal("hand_over.closed", _("Dit dossier is al gesloten."))


def both_said(row: HandOver, by: Actor, on: date) -> Refusal | None:
    """Company and student are both heard before the file closes."""
    if row.company_word and row.student_word:
        return None
    return Refusal(
        "hand_over.word_missing", _("Hoor eerst allebei: de onderneming en de leerling zeggen in een zin wat er was.")
    )


def word_given(text: str) -> Refusal | None:
    """A word that says something."""
    return None if text.strip() else Refusal("hand_over.empty", _("Schrijf in een zin wat er was."))
