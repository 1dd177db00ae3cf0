"""Posting, changing and withdrawing requests."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import Role
from marketplace.workflow import Refused
from placements.actions import request as actions
from placements.models import PlacementRequest
from placements.rules.search import searches, without_request
from schools.models import Student
from tests.factories.accounts import actor_of, commit_to
from tests.factories.companies import SiteFactory
from tests.factories.offers import OfferFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import (
    CompetenceFactory,
    ProgrammeFactory,
    SchoolClassFactory,
    SchoolFactory,
    StudentFactory,
    school_member,
)

pytestmark = pytest.mark.django_db
WHOLE_YEAR = {"starts_on": date(2026, 11, 23), "ends_on": date(2027, 6, 30)}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def school():
    school = SchoolFactory()
    commit_to(school.organisation)
    return school


@pytest.fixture
def coordinator(school):
    return actor_of(school_member(school))


def fresh(student):
    return Student.objects.get(pk=student.pk)


def submit(coordinator, *students, **fields):
    return actions.submit_requests(students=[fresh(row) for row in students], by=coordinator, **(WHOLE_YEAR | fields))


def only_refusal(done):
    assert not done.made
    assert not PlacementRequest.objects.exists()
    return done.refused[0][1].code


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def test_everything_is_filled_in(school, coordinator):
    programme = ProgrammeFactory()
    competences = [CompetenceFactory(programme=programme), CompetenceFactory(programme=programme)]
    school_class = SchoolClassFactory(school=school, programme=programme, school_days=[1, 2])
    student = StudentFactory(school=school, programme=programme, school_class=school_class)
    made = submit(coordinator, student).made[0]
    assert (made.form, made.weekdays, made.reach_km, made.school_year) == ("OAO", [3, 4, 5], 15, 2026)
    assert set(made.competences.all()) == set(competences)
    assert (made.status, made.school_id) == ("open", school.pk)


def test_one_refusal_never_loses_the_others(school, coordinator):
    good, young, stranger, placed = (
        StudentFactory(school=school),
        StudentFactory(school=school, born_on=date(2013, 1, 1), study_year=1),
        StudentFactory(),
        StudentFactory(school=school),
    )
    RequestFactory(student=placed, starts_on=WHOLE_YEAR["starts_on"])
    done = submit(coordinator, good, young, stranger, placed)
    assert [row.student for row in done.made] == [good]
    assert [(student, refusal.code) for student, refusal in done.refused] == [
        (young, "request.too_young"),
        (stranger, "request.not_your_student"),
        (placed, "request.already_there"),
    ]


@pytest.mark.parametrize(
    ("born_on", "study_year", "starts_on", "may"),
    [
        (date(2010, 11, 23), 1, date(2026, 11, 23), True),  # 16 on the first day
        (date(2010, 11, 24), 2, date(2026, 11, 23), False),  # a day too young, two years not followed
        (date(2010, 11, 24), 3, date(2026, 11, 23), True),
        (date(2011, 11, 23), 3, date(2026, 11, 23), True),  # 15 on the first day
        (date(2011, 11, 24), 3, date(2026, 11, 23), False),
        (date(2012, 3, 1), 2, date(2027, 9, 1), True),  # has followed two years by then
    ],
)
def test_who_may_work(school, coordinator, born_on, study_year, starts_on, may):
    """R01: from 16, or from 15 after two years of secondary school, on the first day."""
    student = StudentFactory(school=school, born_on=born_on, study_year=study_year)
    ends_on = date(starts_on.year + 1, 6, 30) if starts_on.month >= 9 else date(starts_on.year, 6, 30)
    done = submit(coordinator, student, starts_on=starts_on, ends_on=ends_on)
    assert bool(done.made) is may
    assert not submit(coordinator, student, starts_on=starts_on, ends_on=ends_on, form="OBSERVE").refused or may


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_on": date(2026, 11, 22)}, "request.ends_before_start"),
        ({"ends_on": date(2027, 9, 1)}, "request.two_school_years"),
        ({"starts_on": date(2026, 9, 1), "ends_on": date(2026, 11, 20)}, "request.over"),
        ({"weekdays": []}, "request.no_days"),
        ({"weekdays": [8]}, "request.no_days"),
        ({"reach_km": 0}, "request.wrong_reach"),
        ({"reach_km": 201}, "request.wrong_reach"),
        ({"form": "STAGE"}, "request.other_form"),
        ({"form": "SAO"}, "request.other_form"),
    ],
)
def test_wrong_requests(school, coordinator, fields, code):
    assert only_refusal(submit(coordinator, StudentFactory(school=school), **fields)) == code


def test_the_other_form_is_proposed(school, coordinator):
    """R03: under 20 hours a week at the workplace the form is SAO."""
    student = StudentFactory(school=school, programme=ProgrammeFactory(work_hours_a_week="15.00"))
    refusal = submit(coordinator, student, form="OAO").refused[0][1]
    assert (refusal.code, "SAO" in str(refusal.sentence)) == ("request.other_form", True)
    assert submit(coordinator, student).made[0].form == "SAO"


def test_no_stage_in_the_first_grade(school, coordinator):
    programme = ProgrammeFactory(is_dual=False, grade="1", work_hours_a_week=None)
    assert (
        only_refusal(submit(coordinator, StudentFactory(school=school, programme=programme))) == "request.first_grade"
    )


@pytest.mark.parametrize(
    ("born_on", "days", "code"),
    [
        (date(2012, 11, 23), 7, None),  # 14 on the first day, a week with its last day
        (date(2012, 11, 24), 7, "request.snuffel_too_young"),
        (date(2012, 11, 23), 8, "form.snuffel_too_long"),
    ],
)
def test_a_snuffel_lasts_a_week_from_fourteen(school, coordinator, born_on, days, code):
    student = StudentFactory(school=school, born_on=born_on, study_year=2)
    week = {"form": "SNUFFEL", "ends_on": WHOLE_YEAR["starts_on"] + timedelta(days=days - 1)}
    done = submit(coordinator, student, **week)
    assert [refusal.code for _student, refusal in done.refused] == ([code] if code else [])


def test_the_preparation_phase_is_real_work_for_dual_students(school, coordinator):
    assert submit(coordinator, StudentFactory(school=school), form="AANLOOP").made[0].form == "AANLOOP"
    young = StudentFactory(school=school, born_on=date(2012, 1, 1), study_year=3)
    other = StudentFactory(school=school, programme=ProgrammeFactory(is_dual=False, work_hours_a_week=None))
    codes = [refusal.code for _student, refusal in submit(coordinator, young, other, form="AANLOOP").refused]
    assert codes == ["request.too_young", "request.other_form"]


@pytest.mark.parametrize(("form", "code"), [("TEACHER", "request.form_of_teachers"), ("IBO", "request.other_form")])
def test_no_request_of_a_student_asks_these(school, coordinator, form, code):
    assert only_refusal(submit(coordinator, StudentFactory(school=school), form=form)) == code


def test_a_teacher_asks_one_form_which_follows_by_itself(school, coordinator):
    teacher = StudentFactory(school=school, is_teacher=True, born_on=date(1988, 3, 4))
    assert only_refusal(submit(coordinator, teacher, form="OBSERVE")) == "request.form_of_students"
    assert submit(coordinator, teacher).made[0].form == "TEACHER"


def test_an_expired_programme_names_its_successor(school, coordinator):
    successor = ProgrammeFactory(name="Logistiek nieuw")
    expired = ProgrammeFactory(valid_until_on=date(2026, 8, 31), replaced_by=successor)
    refusal = submit(coordinator, StudentFactory(school=school, programme=expired)).refused[0][1]
    assert (refusal.code, "Logistiek nieuw" in str(refusal.sentence)) == ("request.programme_expired", True)


def test_the_programme_counts_on_the_first_day(school, coordinator):
    ending = ProgrammeFactory(valid_until_on=date(2027, 8, 31))
    student = StudentFactory(school=school, programme=ending)
    assert submit(coordinator, student).made
    done = submit(coordinator, student, starts_on=date(2027, 9, 1), ends_on=date(2028, 6, 30))
    assert done.refused[0][1].code == "request.programme_expired"


def test_a_school_without_the_code_asks_nothing():
    school = SchoolFactory()
    done = submit(actor_of(school_member(school)), StudentFactory(school=school))
    assert only_refusal(done) == "request.code_not_signed"


def test_a_student_who_left_gets_no_request(school, coordinator):
    student = StudentFactory(school=school, left_on=date(2026, 11, 1))
    assert only_refusal(submit(coordinator, student)) == "request.student_left"


def test_a_request_is_adapted_with_wishes_in_order(school, coordinator):
    request = submit(coordinator, StudentFactory(school=school)).made[0]
    first, second = SiteFactory(), SiteFactory()
    changes = {"reach_km": 30, "weekdays": [1, 2], "sectors": ["H"], "wishes": [second, first]}
    actions.edit_request(request=request, by=coordinator, **changes)
    request.refresh_from_db()
    assert (request.reach_km, request.weekdays, request.sectors) == (30, [1, 2], ["H"])
    assert [wish.site for wish in request.wishes.order_by("rank")] == [second, first]


def test_what_companies_were_asked_stays(school, coordinator):
    request = submit(coordinator, StudentFactory(school=school)).made[0]
    OfferFactory(request=request, capacity=CapacityFactory())
    actions.edit_request(request=request, by=coordinator, reach_km=30, weekdays=request.weekdays)
    with refused("request.offers_open"):
        actions.edit_request(request=request, by=coordinator, weekdays=[1])
    with refused("request.offers_open"):
        actions.withdraw_request(request=request, by=coordinator)


def test_another_school_sees_no_request(school, coordinator):
    request = submit(coordinator, StudentFactory(school=school)).made[0]
    stranger = actor_of(school_member(SchoolFactory()))
    with pytest.raises(PlacementRequest.DoesNotExist):
        actions.edit_request(request=request, by=stranger, reach_km=3)
    with pytest.raises(PlacementRequest.DoesNotExist):
        actions.withdraw_request(request=request, by=stranger)


def test_only_coordinators_ask_and_withdraw(school, coordinator):
    coach = actor_of(school_member(school, Role.COACH))
    student = StudentFactory(school=school)
    with pytest.raises(PermissionDenied):
        submit(coach, student)
    request = submit(coordinator, student).made[0]
    for verb in (actions.withdraw_request, actions.edit_request):
        with pytest.raises(PermissionDenied):
            verb(request=request, by=coach)


def test_the_steps_of_the_system(school, coordinator):
    request = submit(coordinator, StudentFactory(school=school)).made[0]
    assert actions.place_request(request=request).status == "placed"
    with refused("request.edit.wrong_status"):
        actions.edit_request(request=request, by=coordinator, reach_km=3)
    assert actions.reopen_request(request=request).status == "open"
    assert actions.withdraw_request(request=request, by=coordinator).status == "withdrawn"
    assert submit(coordinator, request.student).made


def test_requests_end_after_their_last_day(school, coordinator):
    request = submit(coordinator, StudentFactory(school=school)).made[0]
    assert actions.end_expired() == 0
    with time_machine.travel("2027-07-01 06:00 +0200", tick=False):
        assert actions.end_expired() == 1
    request.refresh_from_db()
    assert request.status == "ended"


def test_the_most_urgent_search_comes_first(school):
    late = RequestFactory(student=StudentFactory(school=school, dual_since_on=date(2026, 11, 9)))
    urgent = RequestFactory(student=StudentFactory(school=school, dual_since_on=date(2026, 10, 5)))
    placed = RequestFactory(student=StudentFactory(school=school, dual_since_on=date(2026, 9, 1)), status="placed")
    block = RequestFactory(student=StudentFactory(school=school, dual_since_on=None), form="STAGE")
    found = searches(PlacementRequest.objects.select_related("student__programme"), date(2026, 11, 23))
    assert [row.request for row in found] == [urgent, late, block, placed]
    assert [row.countdown is not None for row in found] == [True, True, False, False]


def test_students_without_a_request(school):
    asked, free = StudentFactory(school=school), StudentFactory(school=school)
    RequestFactory(student=asked)
    StudentFactory(school=school, left_on=date(2026, 10, 1))
    assert list(without_request(Student.objects.all(), date(2026, 11, 23), date(2027, 6, 30))) == [free]
    assert without_request(Student.objects.all(), date(2027, 9, 1), date(2028, 6, 30)).count() == 2
