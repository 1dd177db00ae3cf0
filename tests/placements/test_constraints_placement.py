"""The promises of the database about placements, mentors' seats, links and questions, each broken once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from placements.models import FamilyQuestion, MentorAssignment, PersonalLink, Placement
from tests.constraints import breaks
from tests.factories.companies import MentorFactory
from tests.factories.offers import OfferFactory
from tests.factories.schools import RepresentativeFactory

pytestmark = pytest.mark.django_db


def make_placement(**fields):
    offer = OfferFactory()
    usual = {"form": "OAO", "starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30)}
    who = {
        "student": offer.request.student,
        "school": offer.school,
        "company": offer.company,
        "site": offer.capacity.site,
        "capacity": offer.capacity,
        "programme": offer.request.programme,
    }
    return Placement.objects.create(offer=offer, accepted_at=timezone.now(), **who | usual | fields)


@pytest.fixture
def placement():
    return make_placement()


@pytest.fixture
def assignment(placement):
    mentor = MentorFactory(site=placement.site)
    return MentorAssignment.objects.create(
        placement=placement, mentor=mentor, seat=1, starts_on=placement.starts_on, ends_on=placement.ends_on
    )


def change(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("placement_status_known", {"status": "maybe"}),
        ("placement_form_known", {"form": "IBO"}),
        ("placement_ends_after_start", {"ends_on": date(2026, 8, 31)}),
        ("placement_ended_has_day_and_reason", {"status": "stopped", "end_reason": "OTHER"}),
        ("placement_ended_has_day_and_reason", {"status": "stopped", "ended_on": date(2026, 9, 1)}),
        ("placement_yes_has_way", {"student_yes_at": timezone.now()}),
        ("placement_yes_has_way", {"representative_yes_at": timezone.now()}),
        ("placement_witnessed_yes_has_name", {"student_yes_way": "witness"}),
        ("placement_witnessed_yes_has_name", {"representative_yes_way": "witness"}),
    ],
)
def test_placement(placement, name, fields):
    with breaks(name):
        change(placement, **fields)


def test_one_student_in_one_place_at_a_time(placement):
    with breaks("placement_student_no_overlap"):
        make_placement(student=placement.student, starts_on=date(2027, 6, 30), ends_on=date(2027, 7, 1))
    make_placement(student=placement.student, form="OBSERVE")
    make_placement(student=placement.student, starts_on=date(2027, 7, 1), ends_on=date(2027, 7, 2))


@pytest.mark.parametrize("seat", [0, 4])
def test_seats_of_a_mentor(assignment, seat):
    with breaks("mentor_assignment_seat_1_to_3"):
        change(assignment, seat=seat)


def test_an_assignment_ends_after_its_start(assignment):
    with breaks("mentor_assignment_ends_after_start"):
        change(assignment, ends_on=assignment.starts_on - timedelta(days=1))


def test_one_student_in_a_mentors_seat(assignment):
    fields = {"placement": make_placement(), "mentor": assignment.mentor, "ends_on": date(2027, 7, 1)}
    with breaks("mentor_assignment_seat_no_overlap"):
        MentorAssignment.objects.create(**fields, seat=1, starts_on=assignment.ends_on)
    MentorAssignment.objects.create(**fields, seat=1, starts_on=date(2027, 7, 1))
    MentorAssignment.objects.create(**fields | {"placement": make_placement()}, seat=None, starts_on=date(2027, 6, 30))


def test_a_stand_in_holds_no_seat(assignment):
    with breaks("mentor_assignment_stand_in_without_seat"):
        change(assignment, is_stand_in=True)


def test_a_mentor_guides_a_placement_once_at_a_time(assignment):
    fields = {"placement": assignment.placement, "mentor": assignment.mentor, "is_stand_in": True}
    with breaks("mentor_assignment_once_at_a_time"):
        MentorAssignment.objects.create(**fields, starts_on=assignment.ends_on, ends_on=date(2027, 7, 2))
    later = MentorAssignment.objects.create(**fields, starts_on=date(2027, 7, 1), ends_on=date(2027, 7, 2))
    with breaks("mentor_assignment_once_at_a_time"):
        change(later, starts_on=assignment.ends_on)


def test_a_problem_of_a_mentor_is_told_once(assignment):
    assignment.warnings.create(code="mentor.leaves", told_at=timezone.now())
    with breaks("mentor_warning_once"):
        assignment.warnings.create(code="mentor.leaves", told_at=timezone.now())


@pytest.mark.parametrize("both", [True, False])
def test_a_link_is_for_one_person(placement, both):
    parent = RepresentativeFactory(student=placement.student)
    people = {"student": placement.student, "representative": parent} if both else {}
    now = timezone.now()
    with breaks("personal_link_for_one_person"):
        PersonalLink.objects.create(placement=placement, token_hash="x", created_at=now, expires_at=now, **people)


def test_a_question_has_text(placement):
    with breaks("family_question_has_text"):
        FamilyQuestion.objects.create(placement=placement, party="student", text="", asked_at=timezone.now())
