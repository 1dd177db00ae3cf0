"""Every page says of an amendment what it is worth: it waits, holds, never held, or went away."""

from datetime import date

import pytest
import time_machine

from placements.actions.amend import drop_amendment
from placements.actions.placement import end_early
from placements.actions.signature import refuse_to_sign
from placements.models import Agreement, Placement
from placements.panels.agreement import ask_to_sign, to_check, to_mend
from tests.factories.agreements import student_actor
from tests.factories.amendments import FROM, amended, opened, running, signed
from tests.factories.offers import make_market
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db
HOLDS = "Versie 2: geldt vanaf"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2027-02-01 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def first(market):
    return running(market)


def page_of(market, path):
    return client_of(market.hr_member).get(path).content.decode()


def ended(market, first):
    """It stopped a week before the amendment's day."""
    return end_early(
        placement=Placement.objects.get(pk=first.placement_id),
        by=market.hr,
        reason="MUTUAL",
        last_on=date(2027, 1, 29),
        next_step="Belt maandag naar de familie",
        next_person="Ann Peeters",
    )


@pytest.mark.parametrize("was_signing", [True, False])
def test_a_dropped_amendment_never_holds(market, first, was_signing):
    draft = amended(market, first)
    if was_signing:
        draft = opened(market, draft)
    drop_amendment(agreement=draft, by=market.hr)
    page = page_of(market, f"/agreements/{draft.pk}/")
    assert "Deze bijlage ging niet door.</strong> Versie 1 blijft gelden." in page
    assert HOLDS not in page
    assert '<span class="pill">vervallen</span></h1>' in page
    assert f"/agreements/{draft.pk}/" not in page_of(market, f"/placements/{first.placement_id}/")


def test_of_a_place_that_stopped_before_its_day_it_never_held(market, first):
    second = signed(market, opened(market, amended(market, first, ends_on=date(2027, 6, 25))))
    assert HOLDS in page_of(market, f"/agreements/{second.pk}/")
    ended(market, first)
    page = page_of(market, f"/agreements/{second.pk}/")
    assert "De plaats stopte op vr 29 jan 2027: deze bijlage is nooit ingegaan." in page
    assert HOLDS not in page
    of_placement = page_of(market, f"/placements/{first.placement_id}/")
    assert "tot en met vr 29 jan 2027" in of_placement
    assert "25 jun 2027" not in of_placement


def test_a_waiting_one_says_until_when_everybody_signs_and_a_refused_one_that_it_holds_not(market, first):
    draft = amended(market, first)
    assert "Als iedereen tekent, geldt dit vanaf ma 8 feb 2027." in page_of(market, f"/agreements/{draft.pk}/")
    opened(market, draft)
    page = page_of(market, f"/agreements/{draft.pk}/")
    assert "Als iedereen tekent ten laatste op ma 8 feb 2027, geldt dit vanaf ma 8 feb 2027." in page
    Agreement.objects.filter(pk=draft.pk).update(status="refused")
    page = page_of(market, f"/agreements/{draft.pk}/")
    assert "nog niet geldig" in page
    assert HOLDS not in page


def test_on_the_home_an_amendment_waits_for_its_own_day(market, first):
    draft = amended(market, first)
    [check] = to_check(market.hr, date(2027, 2, 1))
    assert list(check.rows.values_list(check.day, flat=True)) == [FROM]
    opened(market, draft)
    Agreement.objects.filter(pk=draft.pk).update(status="refused")
    mend, *_late = to_mend(market.coach_actor, date(2027, 2, 1))
    assert list(mend.rows.values_list(mend.day, flat=True)) == [FROM]


def test_the_version_that_holds_names_the_one_that_follows_and_so_does_the_placement(market, first):
    of_placement = f"/placements/{first.placement_id}/"
    assert f"/agreements/{first.pk}/amend/" in page_of(market, of_placement)
    draft = amended(market, first)
    assert "/amend/" not in page_of(market, of_placement)
    second = signed(market, opened(market, draft))
    page = page_of(market, f"/agreements/{first.pk}/")
    assert f'<a href="/agreements/{second.pk}/">Daarna geldt versie 2.</a>' in page
    page = page_of(market, of_placement)
    assert "geldt nu, tot en met zo 7 feb 2027" in page
    assert "geldt vanaf ma 8 feb 2027" in page
    assert "Iedereen tekende de bijlage (versie 2) vanaf ma 8 feb 2027." in page


def test_a_refused_amendment_asks_nobody_to_sign(market, first):
    draft = opened(market, amended(market, first))
    assert "Teken als onderneming" in page_of(market, f"/agreements/{draft.pk}/")
    Agreement.objects.filter(pk=draft.pk).update(status="refused")
    assert "Teken als onderneming" not in page_of(market, f"/agreements/{draft.pk}/")


def test_the_list_and_the_page_to_sign_say_that_it_is_an_amendment(market, first):
    draft = opened(market, amended(market, first))
    assert "geldt vanaf ma 8 feb 2027" in page_of(market, "/agreements/")
    page = page_of(market, f"/agreements/{draft.pk}/sign/")
    assert "Teken de bijlage vanaf ma 8 feb 2027" in page
    assert draft.body["student"]["name"] in page


class TestInVain:
    """Not everybody signed before its day: more time does not help, and nobody is asked to sign."""

    MORE, OTHER = "Geef meer tijd om te tekenen", "Maak een nieuwe versie met een latere dag, of laat de bijlage vallen"
    DAYS = pytest.mark.parametrize(("day", "in_vain"), [("2027-02-08", False), ("2027-02-09", True)])

    def home(self, member):
        return client_of(member).get("/dashboard/").content.decode()

    def waiting(self, market, first, **changes):
        return opened(market, amended(market, first, **changes))

    def test_the_coach_is_asked_for_a_later_day_and_not_for_more_time(self, market, first):
        draft = self.waiting(market, first)
        Agreement.objects.filter(pk=draft.pk).update(sign_by_on=date(2027, 2, 3))
        with time_machine.travel("2027-02-05 09:00 +0100", tick=False):
            page = self.home(market.coach_member)
            assert (self.MORE in page, self.OTHER in page) == (True, False)
            assert "Meer tijd nodig om te tekenen?" in page_of(market, f"/agreements/{draft.pk}/")
        with time_machine.travel("2027-02-09 09:00 +0100", tick=False):
            page = self.home(market.coach_member)
            assert (self.MORE in page, self.OTHER in page) == (False, True)
            assert "Meer tijd nodig om te tekenen?" not in page_of(market, f"/agreements/{draft.pk}/")

    @DAYS
    def test_nobody_is_asked_to_sign(self, market, first, day, in_vain):
        draft = self.waiting(market, first)
        path = f"/agreements/{draft.pk}/"
        with time_machine.travel(f"{day} 09:00 +0100", tick=False):
            on = date.fromisoformat(day)
            asked = [ask_to_sign(by, on).exists() for by in (market.hr, student_actor(first.placement))]
            many = client_of(market.hr_member).get("/agreements/sign/").context["waiting"]
            page = page_of(market, path)
            shown = ("Teken als onderneming" in page, "Nog te tekenen door:" in page)
            of_placement = client_of(market.hr_member).get(f"/placements/{first.placement_id}/").content.decode()
        assert [*asked, bool(many), *shown, "button button--primary" in of_placement] == [not in_vain] * 6

    @DAYS
    def test_who_opens_it_reads_why(self, market, first, day, in_vain):
        draft = self.waiting(market, first)
        with time_machine.travel(f"{day} 09:00 +0100", tick=False):
            page = page_of(market, f"/agreements/{draft.pk}/sign/")
        assert ("zou ingaan, is voorbij: ze wordt niet meer getekend." in page) is in_vain
        assert "kan een nieuwe dag kiezen" not in page

    def test_one_that_makes_a_place_longer_is_in_vain_after_the_last_day(self, market, first):
        last = date(2027, 2, 5)
        Placement.objects.update(ends_on=last)
        self.waiting(market, Agreement.objects.get(), in_force_on=date(2027, 2, 6), ends_on=date(2027, 6, 30))
        assert ask_to_sign(market.hr, last).exists()
        assert not ask_to_sign(market.hr, date(2027, 2, 6)).exists()


class TestSigning:
    """Who signed is not asked again, and who does not sign is named; why is for the coach alone."""

    def test_who_just_signed_reads_so(self, market, first):
        draft = opened(market, amended(market, first))
        path, waits = f"/agreements/{draft.pk}/", "Nog te tekenen door:"
        page = page_of(market, path)
        assert waits in page
        assert "Jij tekende." not in page
        signed(market, draft, [market.hr])
        assert f"Jij tekende. {waits}" in page_of(market, path)
        assert "Jij tekende." not in client_of(market.coach_member).get(path).content.decode()

    def test_the_company_reads_who_refuses_and_whom_to_call_and_not_why(self, market, first):
        draft = opened(market, amended(market, first))
        refuse_to_sign(agreement=draft, by=student_actor(first.placement), reason="Ik heb dan examens")
        path, coach = f"/agreements/{draft.pk}/", first.placement.coach
        for_hr, for_coach = page_of(market, path), client_of(market.coach_member).get(path).content.decode()
        assert [("De leerling tekent niet." in page, coach.name in page) for page in (for_hr, for_coach)] == [
            (True, True),
            (True, False),
        ]
        assert "kent de reden en neemt contact op" in for_hr
        assert "Maak een nieuwe versie" in for_hr
        assert "Ik heb dan examens" not in for_hr
        assert "<strong>De leerling tekent niet.</strong>" in for_coach
        assert "‘Ik heb dan examens’" in for_coach
        button = f'class="button button--primary" href="{path}revise/"'
        assert [button in page for page in (for_hr, for_coach)] == [False, True]
        assert "kent de reden" not in for_coach
