"""When the file of an early end may be written in and closed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import HandOverStatus
from placements.models import HandOver

COMPANY_WORD, STUDENT_WORD = "company_word", "student_word"


def is_open(row: HandOver) -> Refusal | None:
    """What was said stands once the file is closed."""
    if row.status == HandOverStatus.OPEN:
        return None
    return Refusal("hand_over.closed", _("Dit dossier is al gesloten."))


def both_said(row: HandOver, by: Actor, on: date) -> Refusal | None:
    """Company and student are both heard before the file closes."""
    if row.company_word and row.student_word:
        return None
    of_teacher = _("Hoor eerst allebei: de onderneming en de leraar zeggen in een zin wat er was.")
    of_student = _("Hoor eerst allebei: de onderneming en de leerling zeggen in een zin wat er was.")
    return Refusal("hand_over.word_missing", of_teacher if row.placement.is_of_teacher else of_student)


def own_word(row: HandOver, side: str, by: Actor) -> Refusal | None:
    """A word that somebody gave is theirs to change; what the school wrote for a student may be written anew."""
    writer = row.company_word_by_id if side == COMPANY_WORD else row.student_word_by_id
    given = side == COMPANY_WORD or writer == row.placement.student.user_id
    if writer is None or writer == by.user_id or not given:
        return None
    return Refusal("hand_over.not_yours", _("Dit woord is van iemand anders. Alleen wie het gaf, kan het veranderen."))


def word_given(text: str) -> Refusal | None:
    """A word that says something."""
    return None if text.strip() else Refusal("hand_over.empty", _("Schrijf in een zin wat er was."))
