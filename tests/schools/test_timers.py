from datetime import date

import pytest

from marketplace.reference.models import Figure
from schools.models import DayOff
from schools.timers import countdowns
from tests.factories.schools import ProgrammeFactory, StudentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 21)


def last_contract_day(student, **since):
    return countdowns([student], TODAY, **since)[student.pk].last_on


def test_twenty_training_days_after_the_start():
    student = StudentFactory(dual_since_on=date(2026, 9, 1))
    assert last_contract_day(student) == date(2026, 9, 29)
    assert countdowns([student], TODAY)[student.pk].days_left == 6


def test_holidays_do_not_count():
    student = StudentFactory(dual_since_on=date(2026, 10, 26))
    assert last_contract_day(student) == date(2026, 12, 1)  # autumn holiday and 11 November are skipped


def test_the_schools_own_days_off_do_not_count_elsewhere():
    student, other = StudentFactory(), StudentFactory()
    DayOff.objects.create(
        school=student.school, starts_on=date(2026, 9, 28), ends_on=date(2026, 9, 29), name="Studiedagen"
    )
    found = countdowns([student, other], TODAY)
    assert found[student.pk].last_on == date(2026, 10, 1)
    assert found[other.pk].last_on == date(2026, 9, 29)
    assert found[student.pk].days_left == found[other.pk].days_left == 6


def test_the_search_begins_again_after_an_agreement():
    student = StudentFactory()
    assert last_contract_day(student, since={student.pk: date(2026, 11, 20)}) == date(2026, 12, 18)


def test_a_teacher_searches_no_contract():
    assert countdowns([StudentFactory(is_teacher=True)], TODAY) == {}


def test_a_term_that_has_passed_counts_below_zero():
    student = StudentFactory(dual_since_on=date(2026, 9, 1))
    assert countdowns([student], date(2026, 10, 1))[student.pk].days_left == -2


def test_the_figure_of_the_day_decides():
    Figure.objects.create(code="contract_search_days", value=30, in_force_on=date(2026, 9, 1), source="test")
    assert last_contract_day(StudentFactory()) == date(2026, 10, 13)


def test_only_dual_students_who_began_have_a_term(django_assert_num_queries):
    rows = [StudentFactory(dual_since_on=None), StudentFactory(programme=ProgrammeFactory(is_dual=False))]
    dual = [StudentFactory() for _ in range(3)]
    with django_assert_num_queries(2):
        assert set(countdowns([*rows, *dual], TODAY)) == {row.pk for row in dual}
