"""Mentors of a placement: who may guide, who may stand in, and what HR and coach are warned of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from companies.models import Mentor
from companies.rules import Problem, mentor_problems
from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import DUAL_FORMS, HOLDS_SEAT, WORK_FORMS, PlacementStatus
from placements.models import MentorAssignment, Placement

ELSEWHERE = Refusal("seat.mentor_elsewhere", _("Deze mentor werkt op een andere vestiging."))
AWAY = Refusal("seat.mentor_away", _("Deze mentor is er niet de hele periode. Kies een andere."))
EXTRACT = Refusal("seat.mentor_extract", _("Van deze mentor is nog geen recent uittreksel 596.2 gezien."))
NO_STAND_IN = Refusal("mentor.no_stand_in", _("Er is nog geen vervanger voor als de mentor er niet is."))
TOO_YOUNG = "mentor.too_young"
# Family and school read these sentences too: they say no name and no age.
REFUSALS = {
    "mentor.not_yet": AWAY,
    "mentor.left": AWAY,
    "mentor.leaves": AWAY,
    TOO_YOUNG: Refusal(
        "seat.mentor_too_young", _("Deze mentor is te jong: 25 jaar, of 23 met een bewijs van vooropleiding.")
    ),
    "mentor.too_little_practice": Refusal(
        "seat.mentor_practice", _("Deze mentor werkt nog geen vijf jaar in het beroep.")
    ),
    "mentor.extract_missing": EXTRACT,
    "mentor.extract_old": EXTRACT,
    "mentor.untrained": Refusal(
        "seat.mentor_untrained", _("Deze mentor heeft de mentoropleiding niet op tijd afgerond.")
    ),
    "mentor.training_due": Refusal(
        "seat.mentor_training_due", _("Deze mentor moet de mentoropleiding nog tijdens deze periode afronden.")
    ),
}
ANYHOW_TOLD = frozenset({"mentor.leaves", "mentor.training_due"})  # no bar in law, but somebody must do something


def mentor_unfit(mentor: Mentor, placement: Placement, period: Period, on: date) -> Refusal | None:
    """Why this mentor cannot guide this placement on every day of a period.

    R10 and R11 are hard for SAO, OAO and DA only; who leaves before the end is replaced from that day on.
    """
    if mentor.site_id != placement.site_id:
        return ELSEWHERE
    found = _problems(mentor, placement.form, period, on)
    return next((REFUSALS[row.code] for row in found if row.is_hard or row.code == "mentor.leaves"), None)


def _problems(mentor: Mentor, form: str, period: Period, on: date) -> list[Problem]:
    strict = form in DUAL_FORMS
    return mentor_problems(mentor, starts_on=period.starts_on, ends_on=period.ends_on, strict=strict, on=on)


def problems_left(assignment: MentorAssignment, on: date) -> list[Problem]:
    """What HR and coach must hear about the rest of an assignment: birthdays, deadlines and leave inside the period."""
    return [row for row in _left(assignment, on) if _asks_something(row, assignment.placement.form)]


def _left(assignment: MentorAssignment, on: date) -> list[Problem]:
    rest = Period(min(max(assignment.starts_on, on), assignment.ends_on), assignment.ends_on)
    return _problems(assignment.mentor, assignment.placement.form, rest, on)


def _asks_something(problem: Problem, form: str) -> bool:
    dual = form in DUAL_FORMS
    return problem.is_hard or (problem.code in ANYHOW_TOLD and (dual or problem.code == "mentor.leaves"))


def in_order(starts_on: date, ends_on: date) -> Refusal | None:
    if ends_on < starts_on:
        return Refusal("stand_in.dates", _("De laatste dag valt voor de eerste. Kies een latere laatste dag."))
    return None


def is_stand_in(assignment: MentorAssignment) -> Refusal | None:
    """The mentor of a placement is replaced, never just taken away."""
    if assignment.is_stand_in:
        return None
    return Refusal("stand_in.not_one", _("Dit is de mentor zelf. Kies eerst wie het overneemt."))


def stand_in_fits(placement: Placement, mentor: Mentor, period: Period, on: date) -> Refusal | None:
    """R13: somebody else of the same site, on days of the placement, who may guide on those days."""
    if not placement.period.covers(period):
        return Refusal("stand_in.outside", _("Kies dagen binnen de periode van de plaats."))
    if period.ends_on < on:
        return Refusal("stand_in.over", _("Deze dagen zijn al voorbij. Kies latere dagen."))
    others = [row for row in placement.mentors.all() if row.mentor_id == mentor.pk and row.period.overlaps(period)]
    if any(not row.is_stand_in for row in others):
        return Refusal("stand_in.is_mentor", _("Deze persoon is zelf de mentor. Kies een andere vervanger."))
    if others:
        return Refusal(
            "stand_in.twice", _("Deze persoon vervangt de mentor op die dagen al. Kies iemand anders of andere dagen.")
        )
    return mentor_unfit(mentor, placement, period, on)


def main_of(placement: Placement) -> MentorAssignment | None:
    """The mentor who guides, or will guide, on the last day of a standing placement."""
    mains = [row for row in placement.mentors.all() if row.seat is not None]
    return max(mains, key=lambda row: row.ends_on, default=None)


def is_replaced_with_a_day(placement: Placement) -> bool:
    """Once everybody signed, a mentor is not swapped: another takes over from a day on, and both stay on record."""
    signed = placement.status in (PlacementStatus.SIGNED, PlacementStatus.RUNNING)
    return signed and main_of(placement) is not None


def may_swap(placement: Placement) -> Refusal | None:
    if not is_replaced_with_a_day(placement):
        return None
    return Refusal("seat.mentor_signed", _("De overeenkomst is getekend: kies wie het overneemt en vanaf welke dag."))


def may_take_over(placement: Placement, mentor: Mentor, starts_on: date, on: date) -> Refusal | None:
    """Another mentor of the site guides from a day on: from today on, and inside the placement."""
    main = main_of(placement)
    if main is None or not is_replaced_with_a_day(placement):
        return Refusal("take_over.not_signed", _("Nog niet alles is getekend: kies gewoon een andere mentor."))
    if main.mentor_id == mentor.pk:
        return Refusal("take_over.same", _("Deze persoon is al de mentor. Kies iemand anders."))
    if starts_on < on or not placement.period.contains(starts_on):
        return Refusal("take_over.outside", _("Kies een dag vanaf vandaag, binnen de periode van de plaats."))
    return None


def students_at_once(rows: Iterable[MentorAssignment], period: Period) -> int:
    """The most assignments that run on one and the same day of a period."""
    runs = [row.period for row in rows if row.period.overlaps(period)]
    days = [period.starts_on, *(run.starts_on for run in runs if period.contains(run.starts_on))]
    return max(sum(run.contains(day) for run in runs) for day in days)


def heavy_load(mentor: Mentor, rows: Iterable[MentorAssignment], period: Period, on: date) -> Refusal | None:
    """R12: above the usual number a warning; `rows` are the seats that this mentor holds."""
    usual, most = int(Figure.objects.value("mentor_students_usual", on)), students_at_once(rows, period)
    if most <= usual:
        return None
    sentence = gettext(
        "%(name)s begeleidt in deze periode %(most)s leerlingen tegelijk. Gewoon is hoogstens %(usual)s."
    )
    return Refusal("mentor.many_students", sentence % {"name": mentor.name, "most": most, "usual": usual})


def notes(placement: Placement, rows: list[MentorAssignment], on: date, *, by_name: bool) -> list[str]:
    """The sentences beside the mentors of a standing placement: loads, problems, no stand-in.

    `by_name` for the company, whose people they are; the school reads no age and no date of a mentor. Too young (R10)
    stops nobody outside SAO, OAO and DA: there the company is warned.
    """
    if placement.status not in HOLDS_SEAT or placement.form not in WORK_FORMS:
        return []
    current = [row for row in rows if row.ends_on >= on]
    held = _seats_of(row.mentor_id for row in current if row.seat is not None)
    loads = (heavy_load(row.mentor, held[row.mentor_id], row.period, on) for row in current if row.seat is not None)
    found = [note for note in loads if note]
    left = [problem for row in current for problem in _left(row, on)]
    told = [problem for problem in left if _asks_something(problem, placement.form)]
    warned = [problem for problem in left if problem in told or problem.code == TOO_YOUNG]
    found += warned if by_name else [REFUSALS[problem.code] for problem in told]
    stands_in = any(row.is_stand_in for row in current)
    found += [] if stands_in or not current else [NO_STAND_IN]
    return [str(note.sentence) for note in found]


def _seats_of(mentors: Iterable[int]) -> Mapping[int, list[MentorAssignment]]:
    """By mentor the seats that they hold; one query for any number of mentors."""
    held: dict[int, list[MentorAssignment]] = defaultdict(list)
    for row in MentorAssignment.objects.filter(mentor__in=set(mentors), seat__isnull=False):
        held[row.mentor_id].append(row)
    return held
