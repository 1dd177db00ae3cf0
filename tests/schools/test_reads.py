"""Who opens a student's file is kept, once a day."""

import pytest
import time_machine
from django.urls import reverse

from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from tests.factories.schools import StudentFactory, school_member

pytestmark = pytest.mark.django_db


def reads():
    return list(
        AuditEvent.objects.filter(verb="student.read").values_list("user_id", "subject_id", "data").order_by("pk")
    )


def test_the_page_and_the_api_leave_one_trace_a_day(client_of):
    student = StudentFactory()
    coach, director = (school_member(student.school, role) for role in (Role.COACH, Role.DIRECTOR))
    with time_machine.travel("2026-11-21 10:00 +0100", tick=False):
        client_of(coach).get(reverse("student-detail", args=[student.pk]))
        client_of(coach).get(f"/api/v1/students/{student.pk}/")
        client_of(director).get(f"/api/v1/students/{student.pk}/")
    assert reads() == [(coach.user_id, student.pk, {}), (director.user_id, student.pk, {})]
    with time_machine.travel("2026-11-22 10:00 +0100", tick=False):
        client_of(coach).get(reverse("student-detail", args=[student.pk]))
    assert len(reads()) == 3


def test_a_list_is_no_file(client_of):
    student = StudentFactory()
    client_of(school_member(student.school, Role.COACH)).get(reverse("student-list"))
    assert reads() == []
