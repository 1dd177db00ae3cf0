"""Follow-up of a running placement: week notes, absences, contacts of the coach."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.period import Period
from marketplace.workflow import refuse_if
from placements.actions.evaluation import competences_of
from placements.actions.seat import hold_student
from placements.models import Absence, Contact, Placement, WeekNote
from placements.rules import follow_up as rules
from placements.rules.side import sides_of
from schools.models import Competence

FLOOR = (Role.HR, Role.MENTOR)
GUIDES = (Role.COACH, Role.COORDINATOR)


@transaction.atomic
def write_week_note(
    *, placement: Placement, day: date, text: str, competences: Iterable[Competence], by: Actor
) -> WeekNote:
    """The student tells what was learnt in the week of a day; until the mentor confirms, it may be told better.

    Competences of other programmes are left out. Refused: `week_note.future`, `week_note.not_running`,
    `week_note.outside`, `week_note.confirmed`. Raises PermissionDenied for all but the student.
    """
    row, at = _held(placement, by, Role.STUDENT), timezone.now()
    monday = rules.monday_of(day)
    note = WeekNote.objects.filter(placement=row, monday_on=monday).first()
    refuse_if(rules.week_wrong(row, monday, timezone.localdate(at)) or rules.note_confirmed(note))
    note = note or WeekNote(placement=row, monday_on=monday)
    note.text, note.written_at = text.strip(), at
    note.save()
    learnt = {competence.pk for competence in competences_of(row)}
    note.competences.set([competence for competence in competences if competence.pk in learnt])
    record("week_note.written", subject=note, by=by, at=at)
    return note


@transaction.atomic
def confirm_week_note(*, note: WeekNote, by: Actor) -> WeekNote:
    """The floor says that the week was as the student tells. Refused: `week_note.confirmed`."""
    _held(note.placement, by, *FLOOR)
    row = WeekNote.objects.get(pk=note.pk)
    refuse_if(rules.note_confirmed(row))
    row.confirmed_at, row.confirmed_by_id = timezone.now(), by.user_id
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    record("week_note.confirmed", subject=row, by=by)
    return row


@transaction.atomic
def note_absence(
    *, placement: Placement, starts_on: date, ends_on: date, cause: str, told_by: str, by: Actor
) -> Absence:
    """Days on which the student was not there.

    Refused: `absence.kept_elsewhere`, `absence.outside`, `absence.future`, `absence.noted`. Raises PermissionDenied
    for all but floor, coach and coordinator.
    """
    row, at = _held(placement, by, *FLOOR, *GUIDES), timezone.now()
    days = Period(starts_on, max(starts_on, ends_on))
    refuse_if(rules.absence_wrong(row, days, timezone.localdate(at)))
    absence = Absence.objects.create(
        placement=row,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        cause=cause,
        told_by=told_by,
        noted_at=at,
        noted_by_id=by.user_id,
    )
    record("absence.noted", subject=absence, by=by, at=at)  # without the cause: "ill" would stay in the chain for good
    return absence


@transaction.atomic
def plan_contact(*, placement: Placement, kind: str, planned_on: date, by: Actor) -> Contact:
    """The coach plans a visit or a talk. Refused: `contact.outside`. Raises PermissionDenied for all but coach and
    coordinator.
    """
    row = _held(placement, by, *GUIDES)
    refuse_if(rules.contact_day_wrong(row, planned_on, timezone.localdate()))
    contact = Contact.objects.create(placement=row, kind=kind, planned_on=planned_on, made_by_id=by.user_id)
    record("contact.planned", subject=contact, by=by, data={"kind": kind})
    return contact


@transaction.atomic
def hold_contact(*, contact: Contact, held_on: date, note: str, by: Actor) -> Contact:
    """It took place on a day; what was agreed, in a sentence. Refused: `contact.future`, `contact.before`."""
    placement = _held(contact.placement, by, *GUIDES)
    refuse_if(rules.contact_held_wrong(placement, held_on, timezone.localdate()))
    row = Contact.objects.visible_to(by).get(pk=contact.pk)
    row.held_on, row.note = held_on, note.strip()
    row.save(update_fields=["held_on", "note"])
    record("contact.held", subject=row, by=by)
    return row


def _held(placement: Placement, by: Actor, *roles: str) -> Placement:
    if not sides_of(placement, by).has(*roles):
        raise PermissionDenied
    hold_student(placement.student_id)
    rows = Placement.objects.visible_to(by).select_related("offer__request", "school")
    return rows.get(pk=placement.pk)
