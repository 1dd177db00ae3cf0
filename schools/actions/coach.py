"""Keep the coaches of a school, their hours, stand-ins and students; an account is not needed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.actions import invite
from marketplace.accounts.models import Invitation, User
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.period import Period
from marketplace.workflow import refuse_if
from schools import rules
from schools.models import Coach, CoachHours, CoachStandIn, Student


@transaction.atomic
def add_coach(*, name: str, by: Actor, email: str = "", phone: str = "") -> Coach:
    """Add a coach to the actor's school."""
    coach = Coach.objects.create(school_id=by.organisation_id, name=name, email=email, phone=phone)
    record("coach.added", subject=coach, by=by)
    return coach


@transaction.atomic
def change_coach(*, coach: Coach, name: str, email: str, phone: str, is_active: bool, by: Actor) -> Coach:
    """Change a coach; one who is not active any more is offered for no student."""
    coach.name, coach.email, coach.phone, coach.is_active = name, email, phone, is_active
    coach.save()
    record("coach.changed", subject=coach, by=by)
    return coach


@transaction.atomic
def invite_coach(*, coach: Coach, by: Actor) -> Invitation:
    """Mail a coach the link to an account. Refused: `invitation.no_address`, `invitation.has_account`."""
    refuse_if(rules.can_be_invited(coach))
    invitation, _token = invite(
        organisation=coach.school.organisation,
        email=coach.email,
        role=Role.COACH,
        may_sign=False,
        subject_id=coach.pk,
        by=by,
    )
    return invitation


@transaction.atomic
def link_coach(*, subject_id: int, user: User, by: Actor) -> None:
    """The account of who accepted the invitation becomes the coach's."""
    coach = Coach.objects.select_for_update().get(pk=subject_id, school=by.organisation_id)
    coach.user = user
    coach.save(update_fields=["user"])
    record("coach.linked", subject=coach, by=by)


@transaction.atomic
def set_coach_hours(
    *, coach: Coach, school_year: int, week_hours: Decimal, most_students: int, by: Actor
) -> CoachHours:
    """What the school gives a coach in a school year (the year in which it starts); the last one said holds."""
    Coach.objects.select_for_update(no_key=True).get(pk=coach.pk)
    said = {"week_hours": week_hours, "most_students": most_students}
    row, _made = CoachHours.objects.update_or_create(coach=coach, school_year=school_year, defaults=said)
    record("coach.hours", subject=coach, by=by, data={"school_year": school_year, "most_students": most_students})
    return row


@transaction.atomic
def name_stand_in_coach(*, coach: Coach, stand_in: Coach, starts_on: date, ends_on: date, by: Actor) -> CoachStandIn:
    """Name who follows a coach's students when the coach is away.

    Refused: `day_off.ends_before_start`, `coach.stand_in_self`, `coach.stand_in_foreign`, `coach.stand_in_over`,
    `coach.stand_in_twice`, `coach.stand_in_away`, `coach.stands_in`.
    """
    on = timezone.localdate()
    refuse_if(rules.ends_after_start(starts_on, ends_on))
    held = Coach.objects.select_for_update(no_key=True).filter(pk__in=(coach.pk, stand_in.pk)).order_by("pk")
    people, period = {row.pk: row for row in held}, Period(starts_on, ends_on)
    away, there = people[coach.pk], people[stand_in.pk]
    refuse_if(rules.stand_in_fits(away, there, period, on))
    refuse_if(rules.stand_ins_are_there(away, period))
    row = CoachStandIn.objects.create(coach=away, stand_in=there, starts_on=starts_on, ends_on=ends_on)
    record("coach.stand_in", subject=away, by=by, data={"stand_in": there.pk})
    return row


@transaction.atomic
def end_stand_in_coach(*, row: CoachStandIn, by: Actor) -> None:
    """The coach is back: today is the last day of the stand-in, or it never begins."""
    on = timezone.localdate()
    held = CoachStandIn.objects.select_for_update(of=("self",)).get(pk=row.pk)
    record("coach.stand_in_ended", subject=held.coach, by=by, data={"stand_in": held.stand_in_id})
    if held.starts_on >= on:
        held.delete()
        return
    held.ends_on = min(held.ends_on, on)
    held.save(update_fields=["ends_on"])


@transaction.atomic
def give_students(*, coach: Coach, students: Iterable[Student], by: Actor) -> list[int]:
    """Let a coach guide these students of the school; the ids of those who had another. Refused: `coach.not_active`."""
    refuse_if(rules.can_be_given_students(coach, by))
    rows = Student.objects.visible_to(by).filter(pk__in=[student.pk for student in students])
    held = list(rows.select_for_update(no_key=True).order_by("pk").exclude(coach=coach))
    for student in held:
        student.coach = coach
        student.save(update_fields=["coach"])
        record("student.changed", subject=student, by=by, data={"fields": ["coach"]})
    return [student.pk for student in held]
