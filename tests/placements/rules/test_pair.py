"""Each hard rule between a request and a capacity, alone: a pair that fits, and one change that breaks it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from companies.models import Company, JointCommittee, Recognition
from labels.models import Label
from marketplace.actor import SYSTEM
from marketplace.commitments.models import Commitment
from marketplace.reference.models import Figure
from placements.matching.rules import ROUND_RULES
from placements.models import DeclinedPair, PlacementRequest, Reservation, Round
from placements.rules.match_columns import full_years
from placements.rules.match_sentence import SENTENCES, Pair, sentence_of
from placements.rules.pair import eligible, pair_problems
from placements.rules.placement import form_at
from placements.rules.request import admitted
from tests.factories.accounts import commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory, ProgrammeFactory, SchoolFactory
from tests.placements.actions.rounds import is_locked

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 21)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-08-21 10:00 +0200", tick=False):
        yield


@pytest.fixture
def pair():
    """A request and a capacity that go together."""
    request = RequestFactory()
    HomeFactory(student=request.student)
    capacity = CapacityFactory(programmes=[request.programme])
    LabelFactory(site=capacity.site)
    RecognitionFactory(site=capacity.site, programme_code=request.programme.code)
    MentorFactory(site=capacity.site)
    commit_to(capacity.company.organisation)
    commit_to(request.school.organisation)
    return request, capacity


def codes(pair):
    return [problem.code for problem in pair_problems(*pair, on=TODAY)]


def change(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def test_a_pair_that_fits_has_no_problems(pair):
    assert codes(pair) == []
    requests, capacities = (type(row).objects.all() for row in pair)
    assert eligible(requests, capacities, on=TODAY) == {(pair[0].pk, pair[1].pk)}


CAPACITY = {
    "capacity.not_published": {"status": "closed"},
    "capacity.full": {"taken": 2},
    "form.not_accepted": {"forms": ["STAGE"]},
    "period.school_year": {"school_year": 2025},
    "period.outside": {"starts_on": date(2026, 9, 2)},
    "days.not_offered": {"week": {"3": ["08:00", "16:00"], "4": ["08:00", "16:00"]}},
    "language.missing": {"languages": ["nl", "fr"]},
    "attest.missing": {"attests": ["vca"]},
    "student.minimum_age": {"minimum_age": 18},
    "student.minimum_study_year": {"minimum_study_year": 6},
}
REQUEST = {
    "place.too_far": {"reach_km": 1},
    "form.against_programme": {"form": "SAO"},
}


@pytest.mark.parametrize("code", CAPACITY)
def test_what_the_capacity_asks(pair, code):
    change(pair[1], **CAPACITY[code])
    pair[1].refresh_from_db()
    assert codes(pair) == [code]
    assert pair_problems(*pair, on=TODAY)[0].sentence


def test_the_distance_is_told(pair):
    change(pair[0], reach_km=1)
    pair[0].refresh_from_db()
    (problem,) = pair_problems(*pair, on=TODAY)
    assert problem.code == "place.too_far"
    assert str(problem.sentence) == "De werkplek ligt op 2,0 km, het bereik is 1 km."


def test_the_form_follows_from_the_programme(pair):
    change(pair[0], form="SAO")
    pair[0].refresh_from_db()
    assert "form.against_programme" in codes(pair)


def test_a_missing_label_and_a_suspended_one_are_told_apart(pair):
    Label.objects.update(status="suspended")
    assert codes(pair) == ["label.suspended"]
    Label.objects.all().delete()
    assert codes(pair) == ["label.none"]


def test_a_label_must_still_hold_on_the_first_day(pair):
    Label.objects.update(ends_on=date(2026, 8, 31))
    assert codes(pair) == ["label.none"]


def test_watching_needs_the_code_only(pair):
    Label.objects.all().delete()
    Recognition.objects.all().delete()
    pair[1].site.mentors.all().delete()
    change(pair[0], form="OBSERVE")
    change(pair[1], forms=["OBSERVE"])
    for row in pair:
        row.refresh_from_db()
    assert codes(pair) == []


def test_a_recognition_is_in_force_or_requested(pair):
    Recognition.objects.update(ends_on=date(2026, 8, 31))
    assert codes(pair) == ["recognition.none"]
    Recognition.objects.update(starts_on=None, ends_on=None, requested_on=TODAY, reference="")
    assert codes(pair) == []


def test_the_company_is_confirmed_and_both_signed_the_code(pair):
    change(pair[1].company, status="unverified")
    Commitment.objects.all().delete()
    assert codes(pair) == ["company.unverified", "company.code_unsigned", "school.code_unsigned"]


@pytest.mark.parametrize(
    "fields",
    [
        {"born_on": date(2003, 1, 1), "in_practice_since_on": date(2024, 1, 1)},
        {"available_from_on": date(2026, 9, 2)},
        {"left_on": date(2027, 6, 1)},
        {"extract_dated_on": None, "extract_seen_on": None},
    ],
)
def test_a_mentor_is_there_all_the_time_and_may_guide(pair, fields):
    pair[1].site.mentors.update(**fields)
    assert codes(pair) == ["mentor.none"]


def test_mentors_may_be_named_later(pair):
    pair[1].site.mentors.all().delete()
    assert codes(pair) == ["mentor.none"]
    change(pair[1], mentors_later=1)
    assert codes(pair) == []


def test_seats_wait_for_a_school_until_a_day(pair):
    other = SchoolFactory()
    reservation = Reservation.objects.create(capacity=pair[1], school=other, places=2, until_on=TODAY)
    assert codes(pair) == ["capacity.reserved"]
    change(reservation, school=pair[0].school_id)
    assert codes(pair) == []
    change(reservation, school=other, until_on=date(2026, 8, 20))
    assert codes(pair) == []


def test_a_declined_pair_is_remembered(pair):
    request, capacity = pair
    DeclinedPair.objects.create(request=request, capacity=capacity, party="company", reason="days", at=timezone.now())
    assert codes(pair) == ["pair.declined"]


def test_real_work_has_an_age(pair):
    change(pair[0].student, born_on=date(2011, 3, 3), study_year=1)
    assert codes(pair) == ["student.too_young"]
    change(pair[0].student, study_year=2)
    assert codes(pair) == []


def test_no_stage_in_the_first_grade(pair):
    change(pair[0].programme, is_dual=False, grade="1")
    change(pair[0], form="STAGE")
    change(pair[1], forms=["STAGE"])
    for row in pair:
        row.refresh_from_db()
    assert codes(pair) == ["student.first_grade"]


def test_a_paid_contract_is_a_da_under_the_social_maribel(pair):
    committee = JointCommittee.objects.create(code="331", name="Welzijn")
    change(pair[1].company, joint_committee=committee)
    assert codes(pair) == ["form.not_accepted"]
    change(pair[1], forms=["DA"])
    assert codes(pair) == []


def test_the_social_maribel_counts_on_the_first_day_of_the_request(pair):
    change(pair[1].company, joint_committee=JointCommittee.objects.create(code="112", name="Garage"))
    first = pair[0].starts_on
    row = Figure.objects.create(code="sector_maribel_112", value=1, in_force_on=first + timedelta(days=1), source="?")
    assert codes(pair) == []
    assert form_at(PlacementRequest.objects.get(), Company.objects.get()) == "OAO"
    change(row, in_force_on=first)
    assert codes(pair) == ["form.not_accepted"]
    assert form_at(PlacementRequest.objects.get(), Company.objects.get()) == "DA"


def test_another_programme_and_no_programme(pair):
    pair[1].programmes.set([ProgrammeFactory()])
    assert codes(pair) == ["programme.not_offered", "recognition.none"]
    pair[1].programmes.clear()
    assert codes(pair) == ["programme.not_offered"]


def test_the_reach_counts_from_each_home(pair):
    HomeFactory(student=pair[0].student, weeks="odd", lat=50.85, lon=4.35, postcode="1000")
    assert codes(pair) == ["place.too_far"]


def test_what_is_not_on_the_map_forbids_nothing(pair):
    """The page of the choice says so beside the place."""
    change(pair[1].site, lat=None, lon=None, location="unknown")
    assert codes(pair) == []


def test_a_round_holds_its_capacity_from_its_closing_day(pair):
    row = Round.objects.create(
        name="Start",
        school_year=2026,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 6, 30),
        closes_on=TODAY,
        review_until_on=date(2026, 8, 28),
        seed=1,
    )
    assert not is_locked(pair[1], date(2026, 8, 20))
    assert is_locked(pair[1], TODAY)
    assert codes(pair) == ["capacity.locked"]
    row.programmes.set([ProgrammeFactory()])
    assert codes(pair) == []
    row.programmes.set([pair[0].programme])
    change(row, status="published")
    assert codes(pair) == []


def test_the_ages_are_those_of_the_request_rules(pair):
    student = pair[0].student
    for born_on in (date(2010, 9, 1), date(2010, 9, 2), date(2011, 9, 1), date(2011, 9, 2), date(2008, 2, 29)):
        for study_year in (1, 2, 3, 4):
            change(student, born_on=born_on, study_year=study_year)
            pair[0].refresh_from_db()
            says_no = admitted(pair[0], SYSTEM, TODAY) is not None
            assert ("student.too_young" in codes(pair)) == says_no
            assert full_years(born_on, pair[0].starts_on) == pair[0].student.age_on(pair[0].starts_on)


def test_every_rule_has_its_sentence(pair):
    told = Pair(*pair, km=14.2)
    assert set(SENTENCES) == set(ROUND_RULES)
    change(pair[1], attests=["vca"], languages=["fr"])
    pair[1].refresh_from_db()
    assert all(sentence_of(code, told) for code in ROUND_RULES)


def test_one_request_reads_each_table_once(pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        pair_problems(*pair, on=TODAY)
