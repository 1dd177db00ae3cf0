"""What goes wrong after the match, over HTTP: each answered with its sentence, and nothing that was typed is lost."""

from datetime import date, timedelta

import pytest
from django.test import Client

from companies.models import JointCommittee
from marketplace.commitments.models import TextKind
from marketplace.reference.models import Figure
from placements.actions.signature import sign
from placements.models import Agreement, PersonalLink, Placement, PlacementRequest, StartCheck
from tests.factories.accounts import commit_to
from tests.factories.agreements import agreed_placement, draft, in_signing, make_ready, no_tie, parent_actor
from tests.factories.offers import OfferFactory, make_market
from tests.factories.schools import HomeFactory, StudentFactory
from tests.journeys.person import Person
from tests.journeys.window import page_of
from tests.links import link_of, opened

pytestmark = pytest.mark.django_db
MOTHER = {"name": "Moeder Kanarie", "email": "moeder@demo.example"}
DAY = ("08:00", "12:00"), ("13:00", "16:00")


@pytest.fixture(autouse=True)
def today(clock):
    return clock


@pytest.fixture
def market():
    return make_market()


def enter(membership):
    person = Person(membership.user.email)
    person.client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


@pytest.fixture
def hr(market):
    return enter(market.hr_member)


@pytest.fixture
def coach(market):
    return enter(market.coach_member)


@pytest.fixture
def agreement(market):
    """A draft for a student of seventeen, Wednesday to Friday, from 11 January 2027 on."""
    return draft(market)


def week(*days, spans=DAY, school=()):
    """The rows of the form of a week: the same blocks on each of these weekdays, lessons on others."""
    typed = {f"place_{day}_{number}": "" for day in range(1, 8) for number in (0, 1)}
    for day, place in [*((day, "work") for day in days), *((day, "school") for day in school)]:
        for number, (starts, ends) in enumerate(spans):
            typed |= {f"place_{day}_{number}": place, f"starts_{day}_{number}": starts, f"ends_{day}_{number}": ends}
    return {name: value for name, value in typed.items() if value}


def typed_week(person, agreement, **hours):
    """Everything is filled in again: what is left out is a day without a block."""
    page = f"/agreements/{agreement.pk}/schedule/"
    person._see(page_of(person.client.post(f"{page}week/", hours, follow=True)))
    return person


class TestAge:
    def test_a_student_of_fourteen(self, market):
        commit_to(market.school.organisation, TextKind.DATA_ARRANGEMENT)
        student = StudentFactory(school=market.school, programme=market.programme, born_on=date(2012, 2, 1))
        HomeFactory(student=student)
        coordinator = enter(market.coordinator_member)
        coordinator.open("/requests/new/")
        period = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "reach_km": "17"}
        coordinator.press("Dien deze aanvragen in", students=[student.pk], **period)
        coordinator.sees("Deze leerling mag op de eerste dag nog niet werken. Kies een kijkstage of een latere eerste")
        assert 'value="17"' in coordinator.page.html
        assert not PlacementRequest.objects.exists()


class TestHours:
    def test_an_oao_of_eighteen_hours_a_week(self, hr, agreement):
        typed_week(hr, agreement, **week(3, 4, 5, spans=(("08:00", "12:00"), ("13:00", "15:00"))))
        hr.sees("De leerling werkt gemiddeld 18 uur per week. Een OAO vraagt er minstens 20")
        hr.open(f"/agreements/{agreement.pk}/")
        hr.sees("De leerling werkt gemiddeld 18 uur per week.")
        assert hr.client.post(f"/agreements/{agreement.pk}/check/").status_code == 409

    def test_school_and_work_over_the_week_of_the_sector(self, market, hr, agreement):
        market.company.joint_committee = JointCommittee.objects.create(code="311", name="Handel")
        Figure.objects.create(code="sector_week_311", value=30, in_force_on=date(2026, 9, 1), source="Verzonnen")
        market.company.save()
        typed_week(hr, agreement, **week(3, 4, 5, school=(1, 2)))
        hr.sees("School en werk samen zijn 35 uur: meer dan de week van 30 uur in de sector.")

    @pytest.mark.parametrize(
        ("hours", "sentence"),
        [
            (week(3, spans=(("18:00", "21:30"),)), "Tussen 20 en 6 uur werkt een minderjarige niet"),
            (week(3, spans=(("22:00", "02:00"),)), "Tussen 0 en 4 uur werkt geen minderjarige."),
            (week(7), "Een minderjarige werkt niet op zondag of een feestdag"),
            (
                week(3, spans=(("07:00", "11:00"), ("12:00", "16:30"))),
                "Een minderjarige leert hoogstens 8 uur per dag.",
            ),
            (week(1, 2, 3, 4, 5, 6), "een minderjarige leert hoogstens 40 uur per week"),
            (week(3, spans=(("08:00", "13:00"), ("13:30", "14:00"))), "Na 4,5 uur werk hoort een pauze."),
        ],
    )
    def test_night_sunday_and_too_long(self, hr, agreement, hours, sentence):
        typed_week(hr, agreement, **hours)
        assert hr.page.status == 409
        hr.sees(sentence)
        assert all(f'value="{value}"' in hr.page.html for name, value in hours.items() if name.startswith("starts"))


class TestPeriods:
    def test_a_change_of_law(self, hr, agreement):
        Figure.objects.create(code="minor_day_hours", value=6, in_force_on=date(2027, 3, 1), source="Verzonnen wet")
        hr.open(f"/agreements/{agreement.pk}/schedule/")
        hr.sees("ma 1 mrt 2027: Een minderjarige leert hoogstens 6 uur per dag.")

    def test_a_school_year(self, hr, agreement):
        hr.open(f"/agreements/{agreement.pk}/revise/")
        hr.press("Bewaar", ends_on="2027-12-31")
        hr.sees("De periode valt niet binnen die van de onderneming: 1 september 2026 tot en met ")
        assert 'value="2027-12-31"' in hr.page.html

    def test_an_hour_that_the_clock_skips(self, hr, agreement):
        hr.open(f"/agreements/{agreement.pk}/schedule/")
        hr.press("Bewaar deze dagen", kind="other", starts_on="2027-03-28", starts_1="02:30", ends_1="05:00")
        hr.sees("Dit uur bestaat niet: die nacht wordt de klok verzet.")
        assert 'value="02:30"' in hr.page.html

    def test_two_placements_of_one_student_and_a_day_in_common(self, market, hr):
        first = agreed_placement(market)
        student = first.student
        days = {"common": first.ends_on, "after": first.ends_on + timedelta(days=1)}
        Placement.objects.filter(pk=first.pk).update(ends_on=first.ends_on)
        told = {}
        for name, day in days.items():
            asked = market.request(starts_on=day, ends_on=day + timedelta(days=3), school_year=2027)
            PlacementRequest.objects.filter(pk=asked.pk).update(student=student)
            asked.refresh_from_db()
            offer = OfferFactory(request=asked, capacity=market.capacity(mentors_later=9, ends_on=date(2027, 12, 31)))
            hr.open(f"/offers/{offer.pk}/")
            hr.press("Zeg ja zonder gesprek")
            told[name] = hr.page.text
        assert "Deze leerling heeft in die periode al een plaats." in told["common"]
        assert "Jullie kennen nu elkaars naam" in told["after"]


class TestMentors:
    """What happens to a mentor inside the period; on the first day of it both birthday and course are still to come."""

    def choose(self, market, hr, **facts):
        mentor = market.mentor(in_practice_since_on=date(2018, 1, 1), **facts)
        placement = market.placement(market.offer(market.capacity(mentors_later=1)))
        hr.open(f"/placements/{placement.pk}/")
        hr.press("Deze mentor begeleidt de leerling", mentor=mentor.name)
        return placement, mentor

    def test_the_25th_birthday(self, market, hr):
        placement, mentor = self.choose(market, hr, born_on=date(2002, 3, 1))
        hr.sees("Deze mentor is te jong: 25 jaar, of 23 met een bewijs van vooropleiding.", mentor.name)
        assert not placement.mentors.exists()

    def test_the_last_day_of_the_course(self, market, hr):
        placement, mentor = self.choose(market, hr, trained_on=None, designated_on=date(2026, 3, 1))
        hr.open(f"/placements/{placement.pk}/")
        hr.sees(f"{mentor.name} moet de mentoropleiding tijdens deze periode afronden.")


class TestSignatures:
    @pytest.fixture
    def agreement(self, market):
        return in_signing(market, parents=(MOTHER,))

    def test_a_parent_signs_as_the_student(self, market, agreement):
        """A parent's link only knows the parent's slot; the student's own asks the student's mailbox."""
        link = link_of(MOTHER["email"])
        guest = opened(link, MOTHER["email"])
        guest.post(f"{link}agreement/tie/", {"tie": "none"})
        for _time in range(2):
            guest.post(f"{link}agreement/sign/", {"agreement": agreement.pk, "party": "student"})
        assert list(agreement.signatures.filter(status="signed").values_list("party", flat=True)) == ["representative"]

    def test_a_parent_with_the_mail_address_of_the_student(self, agreement):
        person = agreement.placement.student.representatives.get()
        agreement.placement.student.email = person.email
        agreement.placement.student.save()
        link = link_of(MOTHER["email"])
        guest = opened(link, MOTHER["email"])
        guest.post(f"{link}agreement/tie/", {"tie": "none"})
        page = guest.post(f"{link}agreement/sign/", {"agreement": agreement.pk})
        assert page.status_code == 409
        told = "Je mailadres of telefoonnummer is ook dat van iemand anders die tekent. Teken op school of op papier."
        assert told in page.content.decode()

    def test_a_forwarded_link_asks_a_code_and_tells_nothing(self, agreement, market, hr):
        link, student = link_of(MOTHER["email"]), str(agreement.placement.student)
        stranger = Person()
        stranger.open(link)
        stranger.misses(student, MOTHER["name"], MOTHER["email"])
        stranger.press("Stuur een code")
        for _time in range(5):
            stranger.press("Open de link", code="000000")
        stranger.sees("Er werd vijf keer een foute code ingevuld. Vraag de school een nieuwe link.")
        stranger.misses(student)
        assert hr.open(link).status == 403
        hr.sees("Deze link is persoonlijk en is niet van jou.")

    def test_a_mail_scanner_opens_a_link_fifty_times(self, agreement):
        link = link_of(MOTHER["email"])
        before = list(PersonalLink.objects.order_by("pk").values())
        for _time in range(50):
            assert Client().get(link).status_code == 200
            assert Client().head(f"{link}agreement/").status_code == 200
        assert list(PersonalLink.objects.order_by("pk").values()) == before
        assert not agreement.signatures.exclude(status="open").exists()
        opened(link, MOTHER["email"])

    def test_a_link_of_an_old_version(self, agreement, coach):
        link = link_of(MOTHER["email"])
        coach.open(f"/agreements/{agreement.pk}/revise/")
        coach.press("Maak de nieuwe versie", ends_on="2027-06-25")
        guest = Person()
        assert guest.open(link).status == 410
        guest.sees("Deze link is voor een vorige versie van de overeenkomst. Je krijgt een nieuwe link.", "Bel ")

    def test_an_amendment_while_half_signed(self, market, agreement, coach, hr):
        mother = parent_actor(agreement.placement.student.representatives.get(), agreement.placement)
        no_tie(agreement, mother)
        sign(agreement=agreement, by=mother, way="link")
        hr.open(f"/agreements/{agreement.pk}/sign/")
        coach.open(f"/agreements/{agreement.pk}/revise/")
        coach.press("Maak de nieuwe versie", ends_on="2027-06-25")
        hr.press("Teken als")
        assert hr.page.status == 409
        hr.sees("Deze versie is vervangen")
        assert Agreement.objects.get(status="draft").version == 2


class TestPlanAndWeeks:
    @pytest.mark.parametrize(
        ("hours", "sentence"),
        [("-5", "Vul minstens 0 in."), ("", "Vul dit nog in, of kies iets.")],
    )
    def test_a_competence_with_negative_or_absent_hours(self, coach, agreement, hours, sentence):
        line = agreement.plan.lines.get()
        coach.open(f"/agreements/{agreement.pk}/plan/")
        coach.press("Bewaar", **{f"work_hours_{line.pk}": hours, f"school_hours_{line.pk}": "77"})
        coach.sees(sentence)
        assert 'value="77"' in coach.page.html

    def test_a_line_of_a_week_in_the_future(self, market):
        email = "noor@demo.example"
        agreement = in_signing(market, email=email)
        make_ready(agreement.placement)
        Placement.objects.filter(pk=agreement.placement_id).update(status="running", starts_on=date(2026, 11, 2))
        link = link_of(email)
        student = Person(email)
        opened(link, email, student.client)
        student.open(f"{link}week/")
        student.press("Bewaar mijn week", day="2026-12-07", text="Rekken gevuld")
        student.sees("Deze week is nog niet begonnen.")
        assert 'value="Rekken gevuld"' in student.page.html
        assert not agreement.placement.week_notes.exists()

    def test_a_day_of_the_start_list_in_the_future(self, market, hr):
        placement = make_ready(in_signing(market).placement)
        check = StartCheck.objects.get(placement=placement, item="risk_analysis")
        hr.open(f"/checks/{check.pk}/tick/")
        hr.press("Vink af", done_on="2026-12-24", document_on="2026-11-01")
        hr.sees("Deze dag moet nog komen.")
        assert 'value="2026-12-24"' in hr.page.html
