"""When the file of an early end may be written in and closed."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.workflow import Refusal
from placements.enums import HandOverStatus
from placements.models import HandOver, Placement
from placements.rules.side import sides_of
from schools.models import Coach

COMPANY_WORD, STUDENT_WORD = "company_word", "student_word"


def is_open(row: HandOver) -> Refusal | None:
    """What was said stands once the file is closed."""
    if row.status == HandOverStatus.OPEN:
        return None
    return Refusal("hand_over.closed", _("Dit dossier is al gesloten."))


def reads_next(row: HandOver, by: Actor) -> bool:
    """Whether one reads who goes on: the proposal is for all, what the school decided for school and student."""
    return row.status == HandOverStatus.OPEN or sides_of(row.placement, by).has(*SCHOOL_STAFF, Role.STUDENT)


def both_said(row: HandOver, by: Actor, on: date) -> Refusal | None:
    """Company and student are both heard before the file closes; the term of a company that stays silent is over."""
    return next(iter(words_missing(row, on)), None)


def words_missing(row: HandOver, on: date) -> list[Refusal]:
    """Each word that holds the closing back."""
    return [refusal for refusal in (_student_said(row), _company_said(row, on)) if refusal]


def _student_said(row: HandOver) -> Refusal | None:
    if row.student_word:
        return None
    of_teacher = _("Schrijf eerst in een zin op wat de leraar zegt.")
    of_student = _("Schrijf eerst in een zin op wat de leerling zegt.")
    return Refusal("hand_over.word_missing", of_teacher if row.placement.is_of_teacher else of_student)


def _company_said(row: HandOver, on: date) -> Refusal | None:
    if row.company_word or word_is_late(row, on):
        return None
    sentence = _("De onderneming zei haar woord nog niet. Ze kan dat tot en met %(day)s; daarna kan je zonder sluiten.")
    return Refusal("hand_over.word_missing", sentence % {"day": date_format(row.word_until_on, "j F Y")})


def word_is_late(row: HandOver, on: date) -> bool:
    """Whether the company said nothing in time."""
    return not row.company_word and on > row.word_until_on


def owner_named(placement: Placement, next_step: str, coach: Coach | None, organisation: str) -> Refusal | None:
    """The school says what happens now, and who does it: one of its own coaches, or somebody elsewhere by name."""
    if not next_step.strip():
        return Refusal("hand_over.next_step", _("Zeg wat er nu gebeurt."))
    if coach is None and not organisation.strip():
        return Refusal("hand_over.no_owner", _("Kies wie van de school verdergaat, of noem de andere organisatie."))
    if coach is None or (coach.is_active and coach.school_id == placement.school_id):
        return None
    return Refusal("hand_over.coach_elsewhere", _("Kies een begeleider die nu op je school werkt."))


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
