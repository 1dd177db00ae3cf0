"""Pages about hours and papers: registration, payroll and premium, rests, the calendar address, and the timers."""

import re
from datetime import date, timedelta

import icalendar
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from companies.models import JointCommittee
from marketplace.accounts.models import Membership, User
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from placements.actions.agreement import check_data, revise_agreement
from placements.actions.calendar_feed import make_feed
from placements.actions.reading import set_reading
from placements.actions.timer import run_timers
from placements.models import Agreement, CalendarFeed, Placement, Registration, Timer
from tests.factories.accounts import CityFactory, MembershipFactory
from tests.factories.agreements import in_signing, make_ready, parent_actor, student_actor
from tests.factories.offers import make_market
from tests.links import link_of, opened
from tests.placements.views.test_schedule_page import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def running(market):
    """A placement that runs since 7 September, its agreement still as it was signed."""
    agreement = in_signing(market)
    make_ready(agreement.placement)
    Placement.objects.filter(pk=agreement.placement_id).update(status="running", starts_on=date(2026, 9, 7))
    return Placement.objects.get(pk=agreement.placement_id)


class TestRegistration:
    def test_the_reference_is_stored_and_a_wrong_day_keeps_what_was_typed(self, market, running):
        hr = client_of(market.hr_member)
        url = f"/placements/{running.pk}/registration/"
        assert "ten laatste op ma 7 dec 2026" in hr.get(url).content.decode()
        wrong = hr.post(url, {"reference": "WD-77", "registered_on": "2026-11-24"})
        assert wrong.status_code == 409
        assert "Deze dag moet nog komen. Kies vandaag of een dag die voorbij is." in wrong.content.decode()
        assert 'value="WD-77"' in wrong.content.decode()
        assert hr.post(url, {"reference": "WD-77", "registered_on": "2026-11-20"}).status_code == 302
        assert Registration.objects.get(placement=running).reference == "WD-77"
        assert "met referentie WD-77" in hr.get(url).content.decode()

    def test_before_everybody_signed_there_is_nothing_to_register(self, market):
        agreement = in_signing(market)
        page = client_of(market.hr_member).get(f"/placements/{agreement.placement_id}/registration/")
        assert "Nu hoef je hier niets te doen" in page.content.decode()


class TestPayroll:
    def test_it_says_what_the_payroll_office_needs_and_what_to_ask_the_student(self, market, running):
        page = client_of(market.hr_member).get(f"/placements/{running.pk}/payroll/").content.decode()
        for words in ("Vraag dit aan de leerling zelf, vul het hier nooit in", "rijksregisternummer", "IBAN", "stap 1"):
            assert words in page
        assert "maten van werkkledij en veiligheidsschoenen" in page
        assert "21 uur op de werkplek" in page
        assert "type ALT" in page
        assert "31 dec 2027" in page  # eighteen in March 2027: until the end of that year

    @pytest.mark.parametrize(
        ("form", "told", "untold"),
        [
            ("OAO", ("type ALT", "Statuut van leerling", "IBAN"), ("gewone werknemer", "type STG")),
            ("DA", ("gewone werknemer", "IBAN"), ("type ALT", "Statuut van leerling")),
            ("SAO", ("type STG", "wie je belt in nood"), ("IBAN", "rijksregisternummer", "Statuut van leerling")),
        ],
    )
    def test_it_asks_and_says_what_the_form_needs_alone(self, market, running, form, told, untold):
        Placement.objects.update(form=form)
        page = client_of(market.hr_member).get(f"/placements/{running.pk}/payroll/").content.decode()
        assert [words in page for words in (*told, *untold)] == [True] * len(told) + [False] * len(untold)

    def test_each_condition_of_the_premium_has_its_day(self, market, running):
        page = client_of(market.hr_member).get(f"/placements/{running.pk}/payroll/").content.decode()
        assert "1.000,00" in page
        assert "do 7 jan 2027" in page  # four months after the first day
        assert "ma 7 dec 2026" in page  # the last day to register
        assert "regels van 2024" in page
        assert page.count("kijk zelf na") == 3

    def test_nobody_but_hr(self, market, running):
        assert client_of(market.coach_member).get(f"/placements/{running.pk}/payroll/").status_code == 403


class TestSuspension:
    def test_say_that_it_rests_and_that_it_is_over(self, market, running):
        hr, url = client_of(market.hr_member), f"/placements/{running.pk}/suspensions/"
        hr.post(url, {"cause": "no_work", "starts_on": "2026-11-20"})
        page = hr.get(url).content.decode()
        assert "Ligt stil sinds vr 20 nov 2026" in page
        row = running.suspensions.get()
        assert "no_work" not in str(AuditEvent.objects.filter(verb="placement.suspended").values("data"))
        wrong = hr.post(f"/suspensions/{row.pk}/end/", {"ends_on": "2026-11-25"})
        assert "niet in de toekomst" in wrong.content.decode()
        assert hr.post(f"/suspensions/{row.pk}/end/", {"ends_on": "2026-11-22"}).status_code == 302


class TestCalendar:
    def address(self, client, placement):
        page = client.post(f"/placements/{placement.pk}/calendar/").content.decode()
        return re.search(r"<code>https?://[^/]+(/calendar/[^<]+)</code>", page)[1]

    def events(self, path):
        answer = Client().get(path)
        assert answer["Content-Type"].startswith("text/calendar")
        return answer.content.decode(), list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))

    def test_the_hours_come_without_a_name(self, market, running):
        text, events = self.events(self.address(client_of(market.hr_member), running))
        assert events[0]["dtstart"].params["TZID"] == "Europe/Brussels"
        assert running.student.last_name not in text
        assert {str(event["status"]) for event in events} == {"TENTATIVE"}

    def test_a_new_address_ends_the_old_one_and_it_can_be_withdrawn(self, market, running):
        hr = client_of(market.hr_member)
        first, school = self.address(hr, running), self.address(client_of(market.coach_member), running)
        second = self.address(hr, running)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        hr.post(f"/placements/{running.pk}/calendar/withdraw/")
        assert Client().get(second).status_code == 404
        assert Client().get(school).status_code == 200
        assert "Maak een agenda-link" in hr.get(f"/placements/{running.pk}/calendar/").content.decode()

    def test_only_its_hash_is_kept(self, market, running):
        token = self.address(client_of(market.hr_member), running).removeprefix("/calendar/").removesuffix(".ics")
        assert token not in str(CalendarFeed.objects.values())

    def test_it_follows_the_next_version_and_stops_with_the_placement(self, market):
        agreement = in_signing(market)
        path = self.address(client_of(market.hr_member), agreement.placement)
        _text, before = self.events(path)
        revise_agreement(agreement=agreement, changes={"week": {"1": ["08:00", "12:00"]}}, by=market.hr)
        _text, after = self.events(path)
        assert len(after) < len(before)
        Placement.objects.filter(pk=agreement.placement_id).update(
            status="stopped", ended_on=date(2026, 11, 23), end_reason="OTHER"
        )
        assert self.events(path)[1] == []

    def test_the_family_goes_by_what_was_sealed(self, market):
        agreement = in_signing(market)
        email = agreement.placement.student.email
        path = self.by_link(opened(link_of(email), email), email)
        assert {str(event["status"]) for event in self.events(path)[1]} == {"TENTATIVE"}
        Agreement.objects.filter(pk=agreement.pk).update(status="sealed", sealed_at=timezone.now())
        Placement.objects.filter(pk=agreement.placement_id).update(status="signed")
        _text, before = self.events(path)
        changes = {"week": {"1": ["08:00", "12:00"]}}
        revise_agreement(agreement=Agreement.objects.get(pk=agreement.pk), changes=changes, by=market.hr)
        _text, after = self.events(path)
        assert [event["dtstart"].dt for event in after] == [event["dtstart"].dt for event in before]
        assert {str(event["status"]) for event in after} == {"CONFIRMED"}

    def test_that_of_staff_ends_with_the_work_of_its_maker(self, market, running):
        hr, school = (
            self.address(client_of(market.hr_member), running),
            self.address(client_of(market.coach_member), running),
        )
        Membership.objects.filter(pk=market.hr_member.pk).update(ends_on=date(2026, 11, 22))
        assert Client().get(hr).status_code == 404
        assert Client().get(school).status_code == 200
        User.objects.filter(pk=market.coach_member.user_id).update(is_active=False)
        assert Client().get(school).status_code == 404

    def by_link(self, guest, email):
        """The address that a personal link makes after its code."""
        page = guest.post(f"{link_of(email)}calendar/").content.decode()
        return re.search(r"(/calendar/[^<]+\.ics)", page)[1]

    def test_a_student_without_account_gets_one_by_link(self, market):
        agreement = in_signing(market)
        email = agreement.placement.student.email
        link = link_of(email)
        assert ".ics" not in Client().post(f"{link}calendar/").content.decode()
        assert not CalendarFeed.objects.exists()
        guest = opened(link, email)
        assert "Maak een agenda-link" in guest.get(f"{link}agreement/").content.decode()
        path = self.by_link(guest, email)
        assert Client().get(path).status_code == 200
        assert "Maak een nieuwe agenda-link" in guest.get(f"{link}agreement/").content.decode()

    def test_that_of_a_parent_ends_at_eighteen_unless_the_student_allows_it(self, market):
        mother = "moeder@demo.example"
        agreement = in_signing(market, born_on=date(2008, 11, 25), parents=({"email": mother},))
        path = self.by_link(opened(link_of(mother), mother), mother)
        assert Client().get(path).status_code == 200
        with time_machine.travel("2026-11-25 00:01 +0100", tick=False):
            assert Client().get(path).status_code == 404
            person, student = agreement.placement.student.representatives.get(), student_actor(agreement.placement)
            set_reading(agreement=agreement, representative=person, may_read=True, by=student)
            assert Client().get(path).status_code == 200
            set_reading(agreement=agreement, representative=person, may_read=False, by=student)
            assert Client().get(path).status_code == 404
            with pytest.raises(PermissionDenied):
                make_feed(placement=agreement.placement, by=parent_actor(person, agreement.placement))

    def test_let_in_from_a_page_of_before_they_read_the_version_of_now(self, market):
        """The student's other tab still shows the first version when the second is being signed."""
        old = in_signing(market, born_on=date(2008, 1, 1), parents=({"email": "moeder@demo.example"},))
        placement, by = old.placement, student_actor(old.placement)
        new = revise_agreement(agreement=old, changes={"ends_on": date(2027, 5, 1)}, by=market.coach_actor)
        allow = {"representative": placement.student.representatives.get(), "by": by, "may_read": True}
        for side in (market.hr, market.coach_actor):
            check_data(agreement=Agreement.objects.get(pk=new.pk), by=side)
        set_reading(agreement=Agreement.objects.get(pk=old.pk), **allow)
        guest = opened(link_of("moeder@demo.example"), "moeder@demo.example")
        assert guest.get(link_of("moeder@demo.example"), follow=True).context["link"].agreement_id == new.pk


class TestTimers:
    def test_hr_and_school_see_what_is_due_and_the_city_only_counts(self, market, running):
        run_timers(by=SYSTEM)
        page = client_of(market.hr_member).get("/timers/").content.decode()
        assert "registreren in het Vlaamse loket" in page
        assert str(running.student) in page
        Timer.objects.filter(kind="registration").update(due_on=date(2026, 11, 1))
        city = MembershipFactory(organisation=CityFactory(), role=Role.ADMINISTRATOR)
        page = client_of(city).get("/timers/").content.decode()
        assert market.school.organisation.name in page
        assert str(running.student) not in page

    @pytest.mark.parametrize(("days", "said"), [(0, "vandaag"), (1, "nog 1 dag"), (2, "nog 2 dagen")])
    def test_how_many_days_are_left(self, market, running, days, said):
        run_timers(by=SYSTEM)
        Timer.objects.filter(kind="registration").update(due_on=timezone.localdate() + timedelta(days=days))
        assert f'<span class="hint">{said}</span>' in client_of(market.hr_member).get("/timers/").content.decode()

    def test_the_home_asks_to_register(self, market, running):
        run_timers(by=SYSTEM)
        assert "Registreer de overeenkomst van" in client_of(market.hr_member).get("/dashboard/").content.decode()
        assert "Registratie in het Vlaamse loket" in (
            client_of(market.hr_member).get(f"/placements/{running.pk}/").content.decode()
        )

    def test_nothing_due_teaches_what_comes_here(self, market):
        assert "Er loopt nu geen termijn" in client_of(market.hr_member).get("/timers/").content.decode()


def test_a_committee_of_forty_hours_is_told_on_the_sheet(market, running):
    market.company.joint_committee = JointCommittee.objects.create(code="124", name="Bouw")
    market.company.save()
    assert "124 Bouw" in client_of(market.hr_member).get(f"/placements/{running.pk}/payroll/").content.decode()
