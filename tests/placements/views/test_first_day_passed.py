"""The first day passed before everybody signed: more time does not help, nobody is asked to sign (R06)."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from PIL import Image

from placements.actions.agreement import revise_agreement
from placements.actions.link import issue_links
from placements.actions.outside import sign_outside
from placements.enums import OfferKind
from placements.models import Agreement, FormTerms, Offer, Placement
from placements.panels.agreement import ask_to_sign
from tests.factories.agreements import in_signing, student_actor
from tests.factories.offers import make_market
from tests.links import link_of, opened
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db
FIRST = "2027-01-11"  # of the placements that the factory makes
MORE, OTHER = "Geef meer tijd om te tekenen", "Maak een nieuwe versie met een latere dag"
LATER = "De eerste dag is voorbij voor iedereen tekende."
DAYS = pytest.mark.parametrize(("day", "in_vain"), [(FIRST, False), ("2027-01-12", True)])


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    return in_signing(market)


def sign_until(agreement, day):
    Agreement.objects.filter(pk=agreement.pk).update(sign_by_on=date.fromisoformat(day))


def page_of(member, path):
    return client_of(member).get(path).content.decode()


@DAYS
def test_the_coach_is_asked_for_a_later_day_and_not_for_more_time(market, agreement, day, in_vain):
    sign_until(agreement, "2027-01-08")
    with time_machine.travel(f"{day} 09:00 +0100", tick=False):
        home, page = (page_of(market.coach_member, path) for path in ("/dashboard/", f"/agreements/{agreement.pk}/"))
    assert (MORE in home, OTHER in home) == (not in_vain, in_vain)
    assert ("Meer tijd nodig om te tekenen?" in page) is not in_vain


@DAYS
def test_nobody_is_asked_to_sign_and_who_looks_reads_why(market, agreement, day, in_vain):
    sign_until(agreement, FIRST)
    path = f"/agreements/{agreement.pk}/"
    with time_machine.travel(f"{day} 09:00 +0100", tick=False):
        on = date.fromisoformat(day)
        asked = [ask_to_sign(by, on).exists() for by in (market.hr, student_actor(agreement.placement))]
        many = client_of(market.hr_member).get("/agreements/sign/").context["waiting"]
        page, to_sign = (page_of(market.hr_member, part) for part in (path, f"{path}sign/"))
    assert [*asked, bool(many), "Nog te tekenen door:" in page] == [not in_vain] * 4
    assert (LATER in to_sign) is in_vain
    assert ("te laat om te tekenen" in to_sign) is in_vain


@DAYS
def test_the_coach_reads_why_and_makes_the_next_version_with_one_button(market, agreement, day, in_vain):
    sign_until(agreement, FIRST)
    with time_machine.travel(f"{day} 09:00 +0100", tick=False):
        page, read_by_hr = (
            page_of(who, f"/agreements/{agreement.pk}/") for who in (market.coach_member, market.hr_member)
        )
    button = f'class="button button--primary" href="/agreements/{agreement.pk}/revise/"'
    assert (LATER in page, button in page) == (in_vain, in_vain)
    assert page.count("Maak een nieuwe versie</a>") == 1
    assert button not in read_by_hr


@DAYS
def test_a_placement_that_ran_when_it_was_registered_is_signed_later(market, agreement, day, in_vain):
    Offer.objects.filter(placement=agreement.placement_id).update(kind=OfferKind.AGREED)
    Placement.objects.filter(pk=agreement.placement_id).update(accepted_at=f"{day} 00:30:00+01:00")
    sign_until(agreement, "2027-01-29")
    with time_machine.travel("2027-01-20 09:00 +0100", tick=False):
        assert ask_to_sign(market.hr, date(2027, 1, 20)).exists()
        assert LATER not in page_of(market.hr_member, f"/agreements/{agreement.pk}/sign/")
        sign_until(agreement, "2027-01-19")
        assert MORE in page_of(market.coach_member, "/dashboard/")


def test_what_was_signed_elsewhere_in_time_is_noted_later(market):
    FormTerms.objects.filter(form="OAO").update(binding="paper")
    agreement = in_signing(market)
    with time_machine.travel("2027-01-20 09:00 +0100", tick=False):
        pages = [page_of(who, f"/agreements/{agreement.pk}/") for who in (market.coach_member, market.hr_member)]
        assert not [page for page in pages if LATER in page or "te laat om te tekenen" in page]
        assert all("Tekende iedereen ten laatste op die dag, noteer het dan." in page for page in pages)
        home = page_of(market.coach_member, "/dashboard/")
        assert ("Op tijd getekend? Noteer het" in home, "Laat elders tekenen" in home) == (True, False)
        photo = BytesIO()
        Image.new("RGB", (40, 30), "white").save(photo, "JPEG")
        noted = {"signed_on": date(2027, 1, 8), "reference": "OAO-7", "data": photo.getvalue()}
        assert sign_outside(agreement=agreement, by=market.coach_actor, **noted).status == "sealed"


def test_by_a_personal_link_one_reads_why_too(market, agreement):
    with time_machine.travel("2027-01-12 09:00 +0100", tick=False):
        address = agreement.placement.student.representatives.get().email
        issue_links(placement=agreement.placement, by=market.coach_actor)
        link = link_of(address)
        page = opened(link, address).get(f"{link}agreement/").content.decode()
    assert LATER in page
    assert "te laat om te tekenen" in page
    assert "Ik teken" not in page


def test_a_new_version_with_a_later_first_day_is_signed(market, agreement):
    with time_machine.travel("2027-01-12 09:00 +0100", tick=False):
        revise_agreement(agreement=agreement, changes={"starts_on": date(2027, 1, 25)}, by=market.coach_actor)
        draft = Agreement.objects.live().get(placement=agreement.placement_id)
        assert (draft.version, draft.placement.starts_on) == (2, date(2027, 1, 25))
        assert OTHER not in page_of(market.coach_member, "/dashboard/")
