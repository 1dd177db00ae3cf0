"""Keep the students of a school with their homes, and invite them to an account."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.actions import invite
from marketplace.accounts.models import Invitation, User
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.audit.models import AuditEvent
from marketplace.reference.models import Postcode
from marketplace.workflow import refuse_if
from schools import rules
from schools.enums import Weeks
from schools.models import Home, Student


@transaction.atomic
def add_student(*, by: Actor, homes: Iterable[tuple[str, str]] = (), **facts: Any) -> Student:
    """Store a student of the actor's school; `facts` are columns of Student, `homes` pairs of postcode and weeks.

    Refused: `school.no_data_arrangement` before the director accepted it, `student.national_number`,
    `student.number_taken`, `student.foreign_class`, `student.foreign_coach`, `student.homes`, `diploma.ahead`,
    `diploma.before_decision`.
    """
    refuse_if(rules.arrangement_signed(by.organisation_id, timezone.localdate()))
    student = Student(school_id=by.organisation_id, **facts)
    _save(student, homes)
    record("student.added", subject=student, by=by)
    return student


@transaction.atomic
def change_student(*, student: Student, by: Actor, homes: Iterable[tuple[str, str]], **facts: Any) -> Student:
    """Change the columns in `facts` and set the homes. Refused: as `add_student`, without the arrangement."""
    locked = Student.objects.visible_to(by).select_for_update(of=("self",)).get(pk=student.pk)
    for name, value in facts.items():
        setattr(locked, name, value)
    _save(locked, homes)
    record("student.changed", subject=locked, by=by, data={"fields": sorted(facts)})
    return locked


@transaction.atomic
def read_file(*, student: Student, by: Actor) -> None:
    """Keep who opened a student's file, once for each person and day (domain 11.1: log of reads of a pupil file)."""
    at = timezone.now()
    today = {"at__date": timezone.localdate(at), "user_id": by.user_id, "organisation_id": by.organisation_id}
    read = AuditEvent.objects.filter(subject_type=student._meta.label_lower, subject_id=student.pk, verb="student.read")
    if by.student_id != student.pk and not read.filter(**today).exists():
        record("student.read", subject=student, by=by, at=at)


def _save(student: Student, homes: Iterable[tuple[str, str]]) -> None:
    homes = list(homes)
    for refusal in (
        rules.no_national_number([student.number, student.first_name, student.last_name]),
        rules.number_free(student),
        rules.class_and_coach_of_school(student),
        rules.homes_fit(homes),
        rules.diploma_fits(student, timezone.localdate()),
    ):
        refuse_if(refusal)
    student.save()
    put_homes(student, homes)


def put_homes(student: Student, homes: list[tuple[str, str]]) -> None:
    """Set a student's homes; the point of each is that of its postcode, or nothing when the table lacks it."""
    student.homes.all().delete()
    points = {row.code: row for row in Postcode.objects.filter(code__in=[postcode for postcode, _weeks in homes])}
    Home.objects.bulk_create([home_at(student.pk, *home, points.get(home[0])) for home in homes])


def home_at(student_id: int, postcode: str, weeks: str, point: Postcode | None) -> Home:
    """A home that is not stored yet."""
    lat, lon = (point.lat, point.lon) if point else (None, None)
    return Home(student_id=student_id, postcode=postcode, weeks=weeks, lat=lat, lon=lon)


def weeks_of(postcodes: list[str], before: list[str]) -> list[tuple[str, str]]:
    """Homes with their weeks: those from before for as many homes, else every week for one, even and odd for two."""
    usual = [Weeks.EVERY] if len(postcodes) == 1 else [Weeks.EVEN, Weeks.ODD]
    return list(zip(postcodes, before if len(before) == len(postcodes) else usual, strict=True))


@transaction.atomic
def invite_student(*, student: Student, by: Actor) -> Invitation:
    """Mail a student the link to an account. Refused: `invitation.no_address`, `invitation.has_account`."""
    refuse_if(rules.can_be_invited(student))
    invitation, _token = invite(
        organisation=student.school.organisation,
        email=student.email,
        role=Role.STUDENT,
        may_sign=False,
        subject_id=student.pk,
        by=by,
    )
    return invitation


@transaction.atomic
def link_student(*, subject_id: int, user: User, by: Actor) -> None:
    """The account of who accepted the invitation becomes the student's. Refused: `student.other_account`."""
    refuse_if(rules.account_free(user, subject_id))
    student = Student.objects.select_for_update().get(pk=subject_id, school=by.organisation_id)
    student.user = user
    student.save(update_fields=["user"])
    record("student.linked", subject=student, by=by)
