"""Personal links beside an amendment: who has no say any more keeps the copy they signed, and reads its days."""

from datetime import date

import pytest
import time_machine

from marketplace.actor import SYSTEM
from marketplace.workflow import Refused
from placements.actions.link import issue_links, open_link
from placements.actions.signature import seal_complete
from placements.models import PersonalLink
from placements.views.link_text import explain
from tests.factories.amendments import amended, opened, running, signed, signers
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db
BIRTHDAY, SHORTER = date(2027, 2, 5), date(2027, 5, 28)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def of_parent(issued):
    """The token and the opened link of the parent, who comes after the student."""
    token = issued[-1].url.rstrip("/").rpartition("/")[2]
    return token, open_link(token=token, by=SYSTEM)


def test_a_parent_keeps_the_copy_when_the_student_turns_18_beside_an_amendment(market):
    first = running(market, born_on=date(2009, 2, 5))
    second = opened(market, amended(market, first, ends_on=SHORTER))
    token, link = of_parent(issue_links(placement=first.placement, by=market.coach_actor))
    assert link.agreement == second
    signed(market, second, signers(market, first)[:-1])
    with time_machine.travel("2027-02-05 09:00 +0100", tick=False):
        assert seal_complete(by=SYSTEM) == 1
        assert open_link(token=token, by=SYSTEM).agreement == first
        issued = issue_links(placement=first.placement, by=market.coach_actor)
        assert [row.name for row in issued][1:] == [str(first.placement.student.representatives.get())]
        _token, link = of_parent(issued)
        assert (link.agreement, link.representative_id is not None) == (first, True)
        told = explain(link, BIRTHDAY)[0].sentences
    assert any("30 juni 2027" in sentence for sentence in told)
    assert not any("28 mei 2027" in sentence for sentence in told)


def test_opening_an_amendment_leaves_a_link_to_a_copy_alone(market):
    first = running(market, born_on=date(2009, 2, 5))
    with time_machine.travel("2027-02-05 09:00 +0100", tick=False):
        token, link = of_parent(issue_links(placement=first.placement, by=market.coach_actor))
        opened(market, amended(market, first))
        assert open_link(token=token, by=SYSTEM) == link
        assert set(PersonalLink.objects.filter(representative=None, withdrawn_at=None)) != set()


def test_a_parent_who_signed_nothing_finds_no_copy(market):
    first = running(market, born_on=date(2009, 2, 5))
    first.signatures.filter(party="representative").update(status="open", way="", name="", answered_at=None)
    token, _link = of_parent(issue_links(placement=first.placement, by=market.coach_actor))
    with (
        time_machine.travel("2027-02-05 09:00 +0100", tick=False),
        pytest.raises(Refused, check=lambda error: error.code == "link.adult"),
    ):
        open_link(token=token, by=SYSTEM)


def test_until_its_day_a_signed_amendment_says_first_what_changes_from_when(market):
    first = running(market)
    days = {day: ["08:00", "16:30"] for day in "123"}
    second = signed(market, opened(market, amended(market, first, week=days, ends_on=SHORTER)))
    _token, link = of_parent(issue_links(placement=first.placement, by=market.coach_actor))
    link.representative.language = "tr"
    assert link.agreement == second
    company = first.placement.company.organisation.name
    dutch, turkish = explain(link, date(2027, 2, 7))
    assert dutch.sentences[:3] == [
        f"Vanaf 8 februari 2027 verandert er iets in de overeenkomst met {company}.",
        "De laatste dag wordt 28 mei 2027.",
        "De uren van een gewone week veranderen.",
    ]
    assert "Wanneer:" in " ".join(dutch.sentences[3:])
    assert not any("Teken" in sentence for sentence in dutch.sentences)
    assert "8 Şubat 2027" in turkish.sentences[0]
    assert len(turkish.sentences) == len(dutch.sentences)
    for row in explain(link, date(2027, 2, 8)):
        assert row.sentences == (dutch if row.language == "nl" else turkish).sentences[3:]
