"""Two schools write the list of one programme at the same moment: one list stands, the others hear that it is there."""

from functools import partial

import pytest

from schools.actions.competence import write_competences
from schools.curriculum import CompetenceRow
from tests.factories.accounts import actor_of
from tests.factories.schools import ProgrammeFactory, SchoolFactory, StudentFactory, school_member
from tests.race import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_one_list_of_a_programme_stands():
    for trial in range(5):
        programme = ProgrammeFactory(is_dual=True)
        school = SchoolFactory()
        StudentFactory(school=school, programme=programme)
        by = actor_of(school_member(school))
        lists = [[CompetenceRow("", f"kan {trial} {number}", "", "W", 100, 0)] for number in range(4)]
        calls = [partial(write_competences, programme=programme, rows=rows, general_hours=0, by=by) for rows in lists]
        outcomes = race(calls)
        assert sorted(map(str, outcomes)).count("competences.known") == 3
        assert programme.competences.count() == 1
