from datetime import date

import pytest

from companies import rules
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory

pytestmark = pytest.mark.django_db
START, END, TODAY = date(2026, 12, 1), date(2027, 6, 30), date(2026, 11, 21)


def codes(strict=True, **facts):
    problems = rules.mentor_problems(MentorFactory(**facts), starts_on=START, ends_on=END, strict=strict, on=TODAY)
    return [(problem.code, problem.is_hard) for problem in problems]


def test_a_mentor_with_everything_has_no_problem():
    assert codes() == []


@pytest.mark.parametrize(
    ("born_on", "proof", "problem"),
    [
        (date(2001, 12, 1), False, None),  # turns 25 on the first day
        (date(2001, 12, 2), False, "mentor.too_young"),
        (date(2001, 12, 2), True, None),
        (date(2003, 12, 1), True, None),  # turns 23 on the first day
        (date(2003, 12, 2), True, "mentor.too_young"),
    ],
)
def test_age_counts_on_the_first_day(born_on, proof, problem):
    assert codes(born_on=born_on, has_education_proof=proof) == ([(problem, True)] if problem else [])


def test_for_other_forms_the_same_only_warns():
    assert codes(strict=False, born_on=date(2006, 1, 1)) == [("mentor.too_young", False)]


def test_too_young_says_what_would_help():
    young = MentorFactory(name="Noor", born_on=date(2002, 6, 1))
    (problem,) = rules.mentor_problems(young, starts_on=START, ends_on=END, strict=True, on=TODAY)
    assert problem.sentence == (
        "Noor is op de eerste dag 24 jaar. Vanaf 23 jaar kan met een bewijs van vooropleiding, anders vanaf 25."
    )


@pytest.mark.parametrize(
    ("since", "proof", "expected"),
    [
        (date(2021, 12, 1), False, []),
        (date(2021, 12, 2), False, [("mentor.too_little_practice", True)]),
        (date(2021, 12, 2), True, [("mentor.too_little_practice", False)]),
    ],
)
def test_practice_is_five_years_or_proven_otherwise(since, proof, expected):
    assert codes(in_practice_since_on=since, has_education_proof=proof) == expected


def test_the_extract_is_seen_and_not_old_at_designation():
    assert codes(extract_dated_on=None, extract_seen_on=None) == [("mentor.extract_missing", True)]
    assert codes(extract_seen_on=None) == [("mentor.extract_missing", True)]
    assert codes(extract_dated_on=date(2025, 8, 20), designated_on=date(2026, 8, 20)) == []
    assert codes(extract_dated_on=date(2025, 8, 19), designated_on=date(2026, 8, 20)) == [("mentor.extract_old", True)]


def test_training_may_wait_twelve_months():
    assert codes(trained_on=None, designated_on=date(2026, 8, 20)) == []
    assert codes(trained_on=None, designated_on=date(2026, 3, 1)) == [("mentor.training_due", False)]
    assert codes(trained_on=None, designated_on=date(2025, 8, 20)) == [("mentor.untrained", True)]


def test_a_mentor_must_be_there_for_every_form():
    assert codes(strict=False, available_from_on=date(2027, 1, 1)) == [("mentor.not_yet", True)]
    assert codes(strict=False, left_on=date(2026, 11, 30)) == [("mentor.left", True)]
    assert codes(strict=False, left_on=date(2027, 1, 31)) == [("mentor.leaves", False)]


def test_hard_problems_come_first():
    found = codes(left_on=date(2027, 1, 31), born_on=date(2006, 1, 1))
    assert [hard for _, hard in found] == [True, False]


def test_a_second_mentor_can_take_over():
    mentor = MentorFactory()
    assert rules.stand_in_missing(mentor.site, TODAY).code == "mentor.no_stand_in"
    MentorFactory(site=mentor.site)
    assert rules.stand_in_missing(mentor.site, TODAY) is None


def test_a_recognition_holds_on_every_day():
    site = RecognitionFactory(programme_code="X", starts_on=date(2026, 12, 1), ends_on=date(2027, 6, 30)).site
    assert rules.recognised(site.pk, "X", START, END) is None
    assert rules.recognised(site.pk, "X", date(2026, 11, 30), END).code == "recognition.missing"
    assert rules.recognised(site.pk, "Y", START, END).code == "recognition.missing"
    assert rules.recognised(SiteFactory().pk, "X", START, END).code == "recognition.missing"
