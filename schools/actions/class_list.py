"""Judge a class list, and store its students all at once after the preview."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Field
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record
from marketplace.jobs.actions import enqueue
from marketplace.jobs.models import Job
from marketplace.reference.models import Postcode
from marketplace.tables import TableError
from marketplace.workflow import refuse, refuse_if
from schools.actions.student import home_at, weeks_of
from schools.class_list.headers import plain
from schools.class_list.reading import NoNumberColumn, Reading, Tell, homes_after, read, silent
from schools.enums import Channel
from schools.models import ClassList, ClassListFile, Home, LegalRepresentative, School, SchoolClass, Student
from schools.models.class_list import KEPT_FOR
from schools.rules import arrangement_signed

BATCH = 500
AT_ONCE = 2_000  # students; storing them takes about a second
PART = 2_500
DAYS = ("born_on", "dual_since_on")
COLUMNS = {name: name for name in ("first_name", "last_name", "study_year", "email", "phone", "languages", *DAYS)} | {
    "programme": "programme_id",
    "coach": "coach_id",
}
UPDATED = [*COLUMNS, "school_class"]
REPRESENTATIVE_PARTS = {"email", "phone", "language"}

Rows = list[dict[str, Any]]


@transaction.atomic
def upload_class_list(*, school: School, data: bytes, filename: str, school_year: int, by: Actor) -> ClassList:
    """Judge a file for the classes of a school year and keep the result for the preview, for a day; no student changes.

    Refused: `school.no_data_arrangement`, `class_list.no_number`, and the codes of `marketplace.tables.TableError`.
    """
    class_list = begin_class_list(school=school, school_year=school_year, by=by)
    keep_reading(class_list, judge(class_list, data, filename), by)
    return class_list


def begin_class_list(*, school: School, school_year: int, by: Actor, to_read: int | None = None) -> ClassList:
    """A list without rows yet, which is forgotten in a day. Refused: `school.no_data_arrangement`."""
    at = timezone.now()
    refuse_if(arrangement_signed(school.pk, timezone.localdate(at)))
    class_list = ClassList.objects.create(
        school=school, uploaded_by_id=by.user_id, uploaded_at=at, school_year=school_year, to_read=to_read
    )
    enqueue("purge_class_list", due_at=at + KEPT_FOR, class_list_id=class_list.pk)
    return class_list


def keep_reading(class_list: ClassList, reading: Reading, by: Actor) -> None:
    """Keep what was judged for the preview."""
    class_list.rows, class_list.notes = reading
    class_list.save(update_fields=["rows", "notes"])
    record("class_list.uploaded", subject=class_list, by=by, data={"rows": len(reading.rows)})


def judge(class_list: ClassList, data: bytes, filename: str, tell: Tell = silent) -> Reading:
    """The rows of a file for this list. Refused: `class_list.no_number` and the codes of `TableError`."""
    on = timezone.localdate(class_list.uploaded_at)
    try:
        return read(data, filename, school=class_list.school, school_year=class_list.school_year, on=on, tell=tell)
    except TableError as error:
        refuse(error.code, _(error.template) % error.params)
    except NoNumberColumn as error:
        refuse("class_list.no_number", str(error))


@transaction.atomic
def store_class_list(*, class_list: ClassList, by: Actor) -> ClassList:
    """Store the students of the preview now, or ask a worker to when they are more than `AT_ONCE`.

    Refused: as `apply_class_list`.
    """
    at = timezone.now()
    locked = _waiting(class_list, by, at)
    if len(locked.to_store()) <= AT_ONCE:
        return _store_now(locked, by, at)
    locked.asked_at = at
    locked.save(update_fields=["asked_at"])
    record("class_list.asked", subject=locked, by=by, at=at)
    enqueue("store_class_list", class_list_id=locked.pk)
    return locked


@transaction.atomic
def apply_class_list(*, class_list: ClassList, by: Actor) -> int:
    """Store the new and changed students of the preview, all or none; rows with an error are left out. How many.

    Refused: `class_list.gone` when it was applied or emptied before, `class_list.busy` when a worker is at it,
    `school.no_data_arrangement`.
    """
    at = timezone.now()
    return _store_now(_waiting(class_list, by, at), by, at).stored


def _store_now(locked: ClassList, by: Actor, at: datetime) -> ClassList:
    _store_some(locked, locked.to_store(), by, at)
    _finish(locked, at)
    return locked


def store_in_parts(class_list_id: int) -> None:
    """Store a long list that was asked for, part by part; after a worker was lost the next one goes on from there."""
    while _store_part(class_list_id):
        pass


@transaction.atomic
def _store_part(class_list_id: int) -> bool:
    """Store the next students of a list; whether there were any."""
    at = timezone.now()
    locked = ClassList.objects.select_for_update(of=("self",)).get(pk=class_list_id)
    if not locked.is_being_stored:
        return False
    if rows := locked.to_store()[locked.stored : locked.stored + PART]:
        _store_some(locked, rows, SYSTEM, at)
    else:
        _finish(locked, at)
    return bool(rows)


def _waiting(class_list: ClassList, by: Actor, at: datetime) -> ClassList:
    """The list, locked, when it still waits for a decision."""
    locked = _not_busy(class_list, by)
    if locked.is_being_read:
        refuse("class_list.being_read", _("We lezen dit bestand nog. Wacht tot je alle rijen ziet."))
    if locked.applied_at or not locked.rows:
        refuse("class_list.gone", _("Deze lijst is al verwerkt of te oud. Laad het bestand opnieuw op."))
    refuse_if(arrangement_signed(locked.school_id, timezone.localdate(at)))
    return locked


def _not_busy(class_list: ClassList, by: Actor) -> ClassList:
    """The list, locked: until this transaction ends no worker begins or goes on."""
    locked = ClassList.objects.visible_to(by).select_for_update(of=("self",)).get(pk=class_list.pk)
    if locked.is_being_stored and Job.objects.alive("store_class_list", class_list_id=locked.pk).exists():
        refuse("class_list.busy", _("Deze lijst wordt al bewaard. Ververs de bladzijde om te zien hoever het staat."))
    return locked


def _store_some(class_list: ClassList, rows: Rows, by: Actor, at: datetime) -> None:
    allow_time()
    keys = _store(class_list, rows)
    class_list.stored += len(rows)
    class_list.save(update_fields=["stored"])
    record("class_list.applied", subject=class_list, by=by, at=at, data={"students": sorted(keys.values())})


def _finish(class_list: ClassList, at: datetime) -> None:
    class_list.rows, class_list.applied_at = [], at
    class_list.save(update_fields=["rows", "applied_at"])


def allow_time() -> None:
    """Until this transaction ends a statement may take two minutes, its commit too: that checks every key at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '120s'")


@transaction.atomic
def discard_class_list(*, class_list: ClassList, by: Actor) -> None:
    """Forget what a list holds without storing any student.

    Refused: `class_list.busy` when a worker is storing it.
    """
    locked = _not_busy(class_list, by)
    record("class_list.discarded", subject=locked, by=by)
    _empty(locked)


@transaction.atomic
def purge_class_list(*, class_list_id: int) -> None:
    """Empty a list that nobody confirmed in time, its file too; the row stays as a trace that a file came.

    A list that a worker may still be storing is left alone until it was asked a day ago.
    """
    at = timezone.now()
    locked = ClassList.objects.select_for_update(of=("self",)).get(pk=class_list_id)
    asked_at = locked.asked_at if locked.is_being_stored else None
    if asked_at is None or asked_at + KEPT_FOR <= at:
        _empty(locked)
    else:
        enqueue("purge_class_list", due_at=asked_at + KEPT_FOR, class_list_id=class_list_id)


def _empty(class_list: ClassList) -> None:
    ClassListFile.objects.filter(class_list=class_list).delete()
    class_list.rows, class_list.to_read, class_list.fault, class_list.asked_at = [], None, "", None
    class_list.save(update_fields=["rows", "to_read", "fault", "asked_at"])


def _store(class_list: ClassList, rows: Rows) -> dict[str, int]:
    """Classes, students, homes and representatives, in that order; the students' keys by number."""
    school_id = class_list.school_id
    numbers = [row["number"] for row in rows]
    before = {row.number: row for row in _in_batches(Student.objects.filter(school=school_id), "number", numbers)}
    classes = _classes(class_list, rows, before)
    students = [_student(school_id, row, before.get(row["number"]), classes) for row in rows]
    Student.objects.bulk_create(
        students, update_conflicts=True, unique_fields=["school", "number"], update_fields=UPDATED, batch_size=BATCH
    )
    stored = _in_batches(Student.objects.filter(school=school_id).only("number"), "number", numbers)
    keys = {row.number: row.pk for row in stored}
    known = [row.pk for row in before.values()]
    _store_homes(rows, keys, known)
    _store_representatives(rows, keys, known)
    return keys


def _in_batches(queryset: Any, field: str, values: list[Any]) -> list[Any]:
    """The rows with one of many values, asked for in parts that every database takes."""
    parts = [values[start : start + BATCH] for start in range(0, len(values), BATCH)]
    return [row for part in parts for row in queryset.filter(**{f"{field}__in": part})]


def _classes(class_list: ClassList, rows: Rows, before: dict[str, Student]) -> dict[str, SchoolClass]:
    """The classes that the rows name, by plain name; those that are not there yet are made from their first row."""
    known = SchoolClass.objects.filter(school=class_list.school_id, school_year=class_list.school_year)
    classes = {plain(row.name): row for row in known}
    for row in rows:
        if "class_name" in row and plain(row["class_name"]) not in classes:
            classes[plain(row["class_name"])] = _make_class(class_list, row, before.get(row["number"]))
    return classes


def _make_class(class_list: ClassList, row: dict[str, Any], student: Student | None) -> SchoolClass:
    """The class that a row names; the reader refused a new student without programme or study year."""
    return SchoolClass.objects.create(
        school_id=class_list.school_id,
        school_year=class_list.school_year,
        name=row["class_name"],
        programme_id=row.get("programme") or cast(Student, student).programme_id,
        study_year=row.get("study_year") or cast(Student, student).study_year,
    )


def _student(school_id: int, row: dict[str, Any], before: Student | None, classes: dict[str, SchoolClass]) -> Student:
    """A row to insert or, by its number, to update: what the file does not say stays as it was."""
    student = Student(school_id=school_id, number=row["number"])
    for name in UPDATED:
        column = cast(Field, Student._meta.get_field(name)).attname
        setattr(student, column, getattr(before, column) if before else getattr(student, column))
    for name, column in COLUMNS.items():
        if name in row:
            setattr(student, column, date.fromisoformat(row[name]) if name in DAYS else row[name])
    if "class_name" in row:
        student.school_class = classes[plain(row["class_name"])]
    return student


def _store_homes(rows: Rows, keys: dict[str, int], known: list[int]) -> None:
    wanted = [keys[row["number"]] for row in rows if "postcode" in row or "postcode_2" in row]
    before: dict[int, list[str]] = defaultdict(list)
    weeks: dict[int, list[str]] = defaultdict(list)
    for home in _in_batches(Home.objects.order_by("pk"), "student", known):
        before[home.student_id].append(home.postcode)
        weeks[home.student_id].append(home.weeks)
    after = {keys[row["number"]]: homes_after(row, before[keys[row["number"]]]) for row in rows}
    moved = [key for key in wanted if after[key] != before[key]]
    for start in range(0, len(moved), BATCH):
        Home.objects.filter(student__in=moved[start : start + BATCH]).delete()
    points = {row.code: row for row in Postcode.objects.all()}
    homes = [home_at(key, *home, points.get(home[0])) for key in moved for home in weeks_of(after[key], weeks[key])]
    Home.objects.bulk_create(homes, batch_size=BATCH)


def _store_representatives(rows: Rows, keys: dict[str, int], known: list[int]) -> None:
    people = [(keys[row["number"]], person) for row in rows for person in row.get("representatives", [])]
    stored = _in_batches(LegalRepresentative.objects.all(), "student", known)
    before = {(row.student_id, plain(row.name)): row for row in stored}
    merged = [_representative(key, person, before.get((key, plain(person["name"])))) for key, person in people]
    new, changed = [row for row in merged if row.pk is None], [row for row in merged if row.pk is not None]
    LegalRepresentative.objects.bulk_create(new, batch_size=BATCH)
    LegalRepresentative.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["pk"], update_fields=REPRESENTATIVE_PARTS, batch_size=BATCH
    )


def _representative(student_id: int, person: dict[str, str], before: LegalRepresentative | None) -> LegalRepresentative:
    if before:
        for part in REPRESENTATIVE_PARTS & person.keys():
            setattr(before, part, person[part])
        return before
    channel = Channel.MAIL if "email" in person else Channel.PHONE if "phone" in person else Channel.PAPER
    return LegalRepresentative(student_id=student_id, channel=channel, **person)
