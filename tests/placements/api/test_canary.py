"""No word about a student leaves the school before the company's yes, and none about a family ever."""

import pytest

from tests.factories.accounts import MembershipFactory, city_member
from tests.factories.agreements import in_signing
from tests.factories.keys import with_key
from tests.factories.schools import RepresentativeFactory

CANARY = {
    "first_name": "Kanarievogel",
    "last_name": "Geelveer",
    "email": "kanarie@demo.example",
    "phone": "+32470001122",
    "number": "LKANARIE",
    "born_on": "2009-02-27",
}
FAMILY = {"name": "Moederkanarie", "email": "nest@demo.example", "phone": "+32470003344"}
LISTS = (
    "offers", "placements", "agreements", "capacity", "places", "sites", "mentors", "recognitions", "closures",
    "notifications", "labels", "labels/own", "companies/own", "me", "commitments", "programmes",
)  # fmt: skip


@pytest.fixture
def offer(market):
    request = market.request(student=CANARY)
    RepresentativeFactory(student=request.student, **FAMILY)
    return market.offer(market.capacity(mentors_later=2), request)


def words(client, *paths):
    answers = [client.get(f"/api/v1/{path}/", {"page_size": 100}) for path in paths]
    assert {answer.status_code for answer in answers} <= {200, 403, 404}
    return "\n".join(answer.content.decode() for answer in answers)


def test_before_its_yes_the_company_reads_no_word_of_the_student(offer, hr):
    told = words(hr, *LISTS, f"offers/{offer.pk}", "students", "requests", "representatives", "matches")
    assert f'"id":{offer.pk}' in told
    for word in [*CANARY.values(), *FAMILY.values()]:
        assert word not in told, word
    assert hr.get(f"/api/v1/offers/{offer.pk}/").json()["request"] is None


def test_after_its_yes_the_company_reads_the_name_and_no_contact(offer, market, hr):
    placement = market.placement(offer)
    told = words(hr, *LISTS, f"offers/{offer.pk}", f"placements/{placement.pk}")
    assert "Kanarievogel Geelveer" in told
    for name in ("email", "phone", "number", "born_on"):
        assert CANARY[name] not in told, name
    for word in FAMILY.values():
        assert word not in told, word


def test_an_agreement_holds_no_contact_details(market, hr):
    agreement = in_signing(market, parents=(FAMILY,), **CANARY)
    told = words(hr, "agreements", f"agreements/{agreement.pk}")
    assert "Geelveer" in told
    for word in (CANARY["email"], CANARY["phone"], FAMILY["email"], FAMILY["phone"]):
        assert word not in told, word


def test_strangers_and_the_city_read_nothing(offer):
    placement_paths = [f"offers/{offer.pk}", "students", "requests", "representatives", "matches", *LISTS]
    for member in (MembershipFactory(role="hr"), city_member("label_officer"), city_member("administrator")):
        told = words(with_key(member), *placement_paths)
        for word in [*CANARY.values(), *FAMILY.values()]:
            assert word not in told, (member.role, word)


def test_the_own_school_reads_all_of_it(offer, coordinator):
    told = words(coordinator, "students", "representatives", "requests", f"offers/{offer.pk}")
    for word in [*CANARY.values(), *FAMILY.values()]:
        assert word in told, word


def test_questions_of_a_family_are_nowhere(offer, market, hr, coordinator):
    market.placement(offer).questions.create(party="student", text="Kanarievraag", asked_at="2026-11-21T10:00Z")
    for client in (hr, coordinator):
        assert "Kanarievraag" not in words(client, *LISTS, f"placements/{offer.placement.pk}")
