"""Who sees students and representatives: their own school, and nobody else."""

import pytest

from marketplace.actor import ANONYMOUS, SCHOOL_ROLES, SYSTEM, Actor, Role
from schools.models import ClassList, Coach, LegalRepresentative, Programme, Student
from tests.factories.schools import RepresentativeFactory, SchoolFactory, StudentFactory

pytestmark = pytest.mark.django_db
STAFF = SCHOOL_ROLES - {Role.STUDENT}
OUTSIDE = set(Role) - STAFF - {Role.SYSTEM}


@pytest.mark.parametrize("role", sorted(OUTSIDE))
def test_nobody_outside_the_school_sees_a_student(role):
    student = RepresentativeFactory().student
    actor = Actor(user_id=1, organisation_id=student.school_id, roles=frozenset({role}))
    assert not Student.objects.visible_to(actor).exists()
    assert not LegalRepresentative.objects.visible_to(actor).exists()


@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_see_the_students_of_their_own_school_only(role):
    student = RepresentativeFactory().student
    RepresentativeFactory()
    actor = Actor(user_id=1, organisation_id=student.school_id, roles=frozenset({role}))
    assert Student.objects.visible_to(actor).get() == student
    assert LegalRepresentative.objects.visible_to(actor).get().student == student
    stranger = Actor(user_id=1, organisation_id=SchoolFactory().pk, roles=frozenset({role}))
    for model in (Student, LegalRepresentative, Coach, ClassList):
        assert not model.objects.visible_to(stranger).exists()


def test_a_student_sees_only_their_own_row_and_no_representative():
    student = RepresentativeFactory().student
    StudentFactory(school=student.school)
    actor = Actor(user_id=1, organisation_id=student.school_id, roles=frozenset({Role.STUDENT}), student_id=student.pk)
    assert Student.objects.visible_to(actor).get() == student
    assert not LegalRepresentative.objects.visible_to(actor).exists()


def test_a_representative_never_sees_the_other_one_nor_the_student():
    mine = RepresentativeFactory()
    RepresentativeFactory(student=mine.student)
    actor = Actor(roles=frozenset({Role.REPRESENTATIVE}), representative_id=mine.pk)
    assert LegalRepresentative.objects.visible_to(actor).get() == mine
    assert not Student.objects.visible_to(actor).exists()


def test_the_system_sees_all_and_anonymous_nothing():
    student = StudentFactory()
    assert Student.objects.visible_to(SYSTEM).get() == student
    assert not Student.objects.visible_to(ANONYMOUS).exists()
    assert Programme.objects.exists()
