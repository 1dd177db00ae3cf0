"""What a company may offer, in words for who reads it: a student reads about themselves and whom to ask."""

import pytest
import time_machine

from labels.offers_allowed import TABLE, WHO
from marketplace.actor import Role
from placements.models import Placement
from placements.rules.hiring_words import answer_of
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import draft
from tests.factories.offers import make_market
from tests.placements.views.test_hand_over_page import words
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db
ABOUT = "Deze leerling heeft nog geen diploma."
OWN = "Je hebt nog geen diploma. Het bedrijf mag je wel vragen"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    row = draft(market).placement
    Placement.objects.filter(pk=row.pk).update(status="running")
    return row


@pytest.fixture
def student(market, placement):
    member = MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT)
    placement.student.user = member.user
    placement.student.save()
    return client_of(member)


def test_a_student_reads_what_is_allowed_for_them_and_whom_to_ask(student, placement, market):
    page = words(student.get(f"/placements/{placement.pk}/hiring/"))
    assert "Wat mag het bedrijf je aanbieden?" in page
    assert OWN in page
    assert "Nee. Je krijgt geen arbeidscontract vóór je diploma." in page
    assert f"vraag het eerst aan je school: {market.coach.name}" in page
    assert f"/placements/{placement.pk}/report/" in page
    for spoken_to_the_company in (ABOUT, "Zeg gerust", "de leerling", "Wat mag ik aanbieden"):
        assert spoken_to_the_company not in page
    assert OWN in words(student.get(f"/placements/{placement.pk}/"))


def test_company_and_school_read_about_the_student(placement, market):
    for member in (market.hr_member, market.coach_member):
        page = words(client_of(member).get(f"/placements/{placement.pk}/hiring/"))
        assert ABOUT in page
        assert "Wat mag ik aanbieden" in page
        assert OWN not in page


def test_no_answer_of_the_table_speaks_to_a_student_as_to_a_company():
    said = {answer_of(TABLE[what][who].sentence, own=True) for what in TABLE for who in WHO}
    assert not [sentence for sentence in said if "de leerling" in sentence or "zeg nu" in sentence]
