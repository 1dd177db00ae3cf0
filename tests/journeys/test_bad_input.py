"""What people get wrong, over HTTP: one plain sentence, and nothing that was typed is lost.

Numbers of companies, sites, links and imports are also tested beside their own code; here they are met on a page.
"""

from datetime import date

import pytest
from celery import current_app

from marketplace.accounts.models import Organisation
from marketplace.actor import Role
from marketplace.commitments.models import TextKind, TextVersion
from marketplace.identifiers import format_enterprise_number
from marketplace.jobs.models import Job
from marketplace.reference.models import Postcode
from placements.models import Capacity, Placement, PlacementRequest
from schools.models import Student
from tests.factories.accounts import OrganisationFactory, UserFactory, city_member, commit_to
from tests.factories.offers import make_market
from tests.factories.placements import CapacityFactory
from tests.factories.schools import CompetenceFactory, HomeFactory, ProgrammeFactory, StudentFactory
from tests.journeys.person import Person
from tests.journeys.players import Coordinator, Guest
from tests.journeys.post import link_for, mails_to, run_jobs, run_timetable

pytestmark = pytest.mark.django_db
HEADER = "leerlingnummer,voornaam,familienaam,geboortedatum,opleiding,leerjaar"
SITE = {
    "name": "Kade Noord", "street": "Nergensstraat 404", "postcode": "2030", "municipality": "Antwerpen",
    "contact_name": "An Contact", "contact_phone": "03 123 45 67",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(clock):
    return clock


@pytest.fixture
def market(db):
    return make_market()


def enter(membership, kind=Person):
    """The person of a membership, logged in, in its organisation."""
    person = kind(membership.user.email) if kind is Person else kind(membership.user.email, membership.user.name)
    person.client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    person.open("/dashboard/")
    return person


@pytest.fixture
def hr(market):
    return enter(market.hr_member)


@pytest.fixture
def coordinator(market):
    commit_to(market.school.organisation, TextKind.DATA_ARRANGEMENT)
    return enter(market.coordinator_member, Coordinator)


class TestEnterpriseNumbers:
    @pytest.fixture
    def visitor(self, db):
        user = UserFactory()
        visitor = Person(user.email)
        visitor.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        visitor.open("/companies/register/")
        return visitor

    def test_a_wrong_one(self, visitor):
        visitor.press("Zoek mijn onderneming", enterprise_number="BE 0566.988.258")
        visitor.sees("het controlegetal hoort 59 te zijn")
        assert "BE 0566.988.258" in visitor.page.html

    def test_a_known_one_is_claimed(self, visitor):
        known = OrganisationFactory(name="Demo Bekend")
        visitor.press("Zoek mijn onderneming", enterprise_number=format_enterprise_number(known.enterprise_number))
        visitor.sees("Demo Bekend")
        visitor.press("Neem deze onderneming in gebruik", sector="H", size_class="from_10")
        visitor.sees("De stad kijkt je registratie na")
        assert Organisation.objects.filter(enterprise_number=known.enterprise_number).count() == 1

    def test_a_taken_one(self, visitor, market):
        taken = market.company.organisation
        visitor.press("Zoek mijn onderneming", enterprise_number=taken.enterprise_number)
        visitor.sees("Deze onderneming is al geregistreerd. Vraag een collega om je toe te laten.")
        visitor.sees(format_enterprise_number(taken.enterprise_number))
        visitor.press("Vraag toegang aan een collega")
        visitor.sees("Gevraagd. Een collega beslist")
        assert any("toegang" in text or "vraagt" in text for text in mails_to(market.hr_member.user.email))


class TestAddresses:
    def test_one_that_cannot_be_found_is_saved_and_sought_again(self, hr, today):
        hr.open("/sites/add/")
        hr.press("Voeg deze vestiging toe", **SITE)
        hr.sees("Bewaard. We vonden dit adres nog niet op de kaart en blijven zoeken.", "niet gevonden")
        site = hr.page.path
        Postcode.objects.create(code="2030", municipality="Antwerpen", nis="11002", lat=51.27, lon=4.38)
        today("2026-11-24 01:00 +0100")
        run_timetable()
        hr.open(site)
        hr.misses("niet gevonden")

    def test_the_geocoder_is_down(self, hr, settings, today):
        """A real connection that is refused."""
        settings.GEOCODER, settings.GEOCODER_URL = "nominatim", "http://127.0.0.1:1"
        Postcode.objects.create(code="2030", municipality="Antwerpen", nis="11002", lat=51.27, lon=4.38)
        hr.open("/sites/add/")
        hr.press("Voeg deze vestiging toe", **SITE)
        hr.sees("Kade Noord", "Bewaard")
        run_jobs()
        job = Job.objects.get(kind="locate_site")
        assert (job.state, job.attempts) == ("waiting", 1)


class TestPlaces:
    @pytest.fixture
    def draft(self, market):
        return CapacityFactory(site=market.site, programmes=[market.programme], status="draft", published_at=None)

    def period(self, hr, draft, **typed):
        hr.open(f"/capacity/{draft.pk}/edit/period/")
        hr.press("Bewaar en ga verder", **typed)
        return hr

    def test_a_period_in_two_school_years(self, hr, draft):
        self.period(hr, draft, starts_on="2027-05-03", ends_on="2027-09-10", places="7")
        hr.sees("De periode valt in twee schooljaren. Een schooljaar loopt van 1 september tot en met 31 augustus.")
        assert 'value="2027-09-10"' in hr.page.html
        assert 'value="7"' in hr.page.html

    def test_no_places(self, hr, draft):
        self.period(hr, draft, places="0", ends_on="2027-06-11")
        hr.sees("Vul minstens 1 in.")
        assert 'value="2027-06-11"' in hr.page.html
        draft.refresh_from_db()
        assert draft.places == 2

    def test_fewer_than_are_taken(self, hr, market):
        capacity = market.capacity(places=3, mentors_later=3)
        for _student in range(2):
            market.placement(market.offer(capacity))
        self.period(hr, capacity, places="1")
        hr.sees("Er zijn al 2 plaatsen ingenomen: minder kan niet.")
        assert 'value="1"' in hr.page.html


class TestRequests:
    def ask(self, coordinator, student, **typed):
        coordinator.open("/requests/new/")
        answers = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "reach_km": "17"} | typed
        coordinator.press("Dien deze aanvragen in", students=[student.pk], **answers)

    @pytest.fixture
    def student(self, market):
        student = StudentFactory(school=market.school, programme=market.programme, last_name="Vraag")
        HomeFactory(student=student)
        return student

    def test_a_period_in_two_school_years(self, coordinator, student):
        self.ask(coordinator, student, ends_on="2027-10-01")
        coordinator.sees(
            "De periode valt in twee schooljaren. Een schooljaar loopt van 1 september tot en met 31 augustus."
        )
        assert 'value="17"' in coordinator.page.html
        assert 'value="2027-10-01"' in coordinator.page.html

    def test_nobody_is_ticked(self, coordinator, student):
        """The students still stand there to be ticked, and what was typed too."""
        coordinator.open("/requests/new/")
        coordinator.press("Dien deze aanvragen in", reach_km="17")
        coordinator.sees("Vink minstens één leerling aan.", str(student))
        assert 'value="17"' in coordinator.page.html
        coordinator.press("Dien deze aanvragen in", students=[student.pk])
        assert PlacementRequest.objects.get().student == student

    def test_after_a_wrong_period_others_can_still_be_ticked(self, coordinator, market, student):
        other = StudentFactory(school=market.school, programme=market.programme, last_name="Ander")
        HomeFactory(student=other)
        self.ask(coordinator, student, ends_on="2027-10-01")
        coordinator.sees(str(other), "De periode valt in twee schooljaren.")
        coordinator.press("Dien deze aanvragen in", students=[student.pk, other.pk])
        told = "De periode valt in twee schooljaren."
        assert coordinator.page.text.count(told) == 2, "once above, once beside the students: not once for each of them"
        coordinator.press("Dien deze aanvragen in", students=[student.pk, other.pk], ends_on="2027-06-30")
        assert PlacementRequest.objects.count() == 2

    def test_an_expired_programme_names_its_successor(self, coordinator, student):
        successor = ProgrammeFactory(name="Opleiding die volgt")
        student.programme = ProgrammeFactory(valid_until_on=date(2026, 8, 31), replaced_by=successor)
        student.save()
        self.ask(coordinator, student)
        coordinator.sees("Opleiding die volgt")
        assert 'value="17"' in coordinator.page.html

    def test_a_student_of_another_school(self, coordinator, market, student):
        stranger = StudentFactory(programme=market.programme, last_name="Vreemd")
        for path in ("", "change/", "representatives/add/"):
            assert coordinator.open(f"/students/{stranger.pk}/{path}").status == 404
        assert coordinator.open(f"/requests/agreed/{stranger.pk}/").status == 404
        coordinator.open("/requests/new/")
        coordinator.misses("Vreemd")
        period = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "reach_km": "17"}
        told = coordinator.client.post("/requests/new/", period | {"students": [student.pk, stranger.pk]})
        assert "Deze keuze bestaat niet." in told.content.decode()
        assert 'value="17"' in told.content.decode()
        assert not PlacementRequest.objects.filter(student__in=[student, stranger]).exists()


class TestTheLastPlace:
    def test_two_tabs(self, hr, market):
        """Both pages are open; the second answer finds the place gone, says so and stays."""
        capacity = market.capacity(places=1, mentors_later=9)
        first, second = (market.offer(capacity) for _school in range(2))
        tab, other = enter(market.hr_member), enter(market.hr_member)
        tab.open(f"/offers/{first.pk}/")
        other.open(f"/offers/{second.pk}/")
        tab.press("Zeg ja zonder gesprek")
        tab.sees("Jullie kennen nu elkaars naam")
        other.press("Zeg ja zonder gesprek")
        other.sees("De laatste plaats is net ingenomen.")
        assert Placement.objects.count() == 1
        second.refresh_from_db()
        assert second.status == "sent", "when the place comes back it can be answered"

    def test_two_families(self, market):
        """The first family takes the seat; when it goes back, the second family gets it."""
        capacity = market.capacity(places=1, mentors_later=9)
        offers = [market.offer(capacity) for _family in range(2)]
        placement = market.placement(offers[0])
        hr, coach = enter(market.hr_member), enter(market.coach_member)
        hr.open(f"/offers/{offers[1].pk}/")
        hr.press("Zeg ja zonder gesprek")
        hr.sees("De laatste plaats is net ingenomen.")
        coach.open(f"/placements/{placement.pk}/")
        coach.press("Stop deze plaats", reason="OTHER")
        hr.open(f"/offers/{offers[1].pk}/")
        hr.press("Zeg ja zonder gesprek")
        hr.sees("Jullie kennen nu elkaars naam")
        assert Capacity.objects.get(pk=capacity.pk).taken == 1


class TestLinks:
    @pytest.fixture
    def student(self, market):
        placement = market.placement()
        coach = enter(market.coach_member)
        coach.open(f"/placements/{placement.pk}/")
        coach.press("Maak persoonlijke links")
        return Guest(placement.student.email)

    def test_expired(self, student, today):
        link = link_for(student.email, "/link/")
        today("2027-01-04 09:00 +0100")
        assert student.open(link).status == 410
        student.sees("Deze link is verlopen.", "Bel ")

    def test_used(self, student):
        """Reading stays possible; the answer is given once."""
        student.open_link()
        form = next(form for form in student.page.forms if form.action.endswith("/yes/"))
        before = student.page
        student.press(next(iter(form.buttons)))
        answered = Placement.objects.values().get()
        assert student.open(before.path).status == 200
        student.page = before
        student.press(next(iter(form.buttons)))
        assert student.page.status == 409
        student.sees("Dit antwoord hebben we al: er is ja gezegd.")
        assert Placement.objects.values().get() == answered

    def test_forwarded(self, student, market):
        """Somebody who is logged in as another person reads nothing."""
        hr = enter(market.hr_member)
        assert hr.open(link_for(student.email, "/link/")).status == 403
        hr.sees("Deze link is persoonlijk en is niet van jou.")

    def test_mistyped(self, student):
        assert student.open(link_for(student.email, "/link/")[:-3] + "/").status == 404
        student.sees("Deze link klopt niet.")


class TestClassLists:
    def row(self, number, name="Ona"):
        return f"{number},{name},Demo,3/3/2009,1134,5"

    @pytest.fixture
    def coordinator(self, coordinator):
        ProgrammeFactory(code="1134", name="Logistiek duaal")
        return coordinator

    def test_a_wrong_header(self, coordinator):
        coordinator.preview("a,b,c\n1,2,3")
        coordinator.sees(
            "De kolom “leerlingnummer” ontbreekt. De eerste rij moet de kolomnamen bevatten; we lazen: a, b, c."
        )
        assert not Student.objects.exists()

    def test_an_empty_row_and_a_duplicate(self, coordinator):
        coordinator.preview("\n".join([HEADER, self.row(1), ",,,,,", self.row(1, "Ono"), self.row(2)]))
        coordinator.sees("Eén lege rij overgeslagen.", "Leerling 1 staat ook op rij 2.", "Bewaar 2 leerlingen")
        coordinator.press("Bewaar")
        assert Student.objects.count() == 2

    @pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig", "utf-16"])
    def test_semicolons_in_the_letters_of_an_old_program(self, coordinator, encoding):
        table = "\r\n".join([HEADER, self.row(1, "Zoë")]).replace(",", ";")
        coordinator.preview(table.encode(encoding))
        coordinator.sees("Demo Zoë", "Bewaar één leerling")

    @pytest.mark.long
    def test_a_large_one(self, coordinator):
        coordinator.preview("\n".join([HEADER, *(self.row(number) for number in range(50_000))]))
        coordinator.sees("0 van ongeveer 50.000 rijen gelezen", "Je mag deze bladzijde sluiten")
        run_jobs()
        coordinator.open(coordinator.page.path)
        coordinator.sees("Bewaar 50.000 leerlingen")
        coordinator.press("Bewaar")
        coordinator.sees("0 van 50.000 leerlingen bewaard", "Je mag deze bladzijde sluiten")
        page = coordinator.page.path
        run_jobs()
        coordinator.open(page)
        coordinator.sees("50.000 leerlingen zijn bewaard.")
        assert Student.objects.count() == 50_000


class TestMentors:
    YOUNG = ("2003-06-01", "2002-06-01")  # 23 and 24 years old on the day

    def answer(self, hr, market, born_on, form="OAO", **facts):
        market.programme.is_dual = form != "STAGE"
        market.programme.forms = [form]
        market.programme.save()
        mentor = market.mentor(born_on=date.fromisoformat(born_on), in_practice_since_on=date(2018, 1, 1), **facts)
        capacity = market.capacity(forms=[form], mentors_later=1)
        offer = market.offer(capacity, market.request(form=form))
        hr.open(f"/offers/{offer.pk}/")
        hr.press("Zeg ja zonder gesprek", mentor=mentor.name)
        return mentor

    @pytest.mark.parametrize(("born_on", "proof"), [("2004-06-01", True), ("2002-06-01", False)])
    def test_too_young_for_a_paid_form(self, hr, market, born_on, proof):
        mentor = self.answer(hr, market, born_on, has_education_proof=proof)
        hr.sees("Deze mentor is te jong: 25 jaar, of 23 met een bewijs van vooropleiding.")
        assert not Placement.objects.exists()
        form, _button = hr.page.form_with("Zeg ja zonder gesprek")
        assert form.values["mentor"] == [str(mentor.pk)], "who was chosen still stands there"
        hr.open(f"/sites/{mentor.site_id}/")
        hr.sees("Voor SAO, OAO en DA:")

    def test_old_enough_with_proof(self, hr, market):
        CompetenceFactory(programme=market.programme)
        self.answer(hr, market, "2002-06-01", has_education_proof=True)
        hr.sees("Jullie kennen nu elkaars naam")

    def test_only_a_warning_for_a_stage(self, hr, market):
        mentor = self.answer(hr, market, "2004-06-01", form="STAGE")
        hr.sees("Jullie kennen nu elkaars naam")
        hr.sees(f"{mentor.name} is op de eerste dag 22 jaar, een mentor is minstens 23.")


class TestANewCode:
    def test_places_stay_open_for_thirty_days(self, hr, market, today):
        capacity = market.capacity(mentors_later=1)
        administrator = enter(city_member(Role.ADMINISTRATOR))
        administrator.open("/commitments/ethics_code/new/")
        administrator.press(
            "Maak deze versie bekend", body_nl="Nieuwe tekst", body_en="New text", in_force_on="2026-12-01"
        )
        administrator.sees("De nieuwe versie is bewaard.")
        assert TextVersion.objects.filter(kind=TextKind.ETHICS_CODE).count() == 2
        told = mails_to(market.hr_member.user.email)
        assert any("ethische code" in text and "di 1 dec 2026" in text for text in told), told
        visitor = Person()
        today("2026-12-30 12:00 +0100")
        assert visitor.open(f"/places/{capacity.pk}/").status == 200
        today("2026-12-31 12:00 +0100")
        assert visitor.open(f"/places/{capacity.pk}/").status == 404


class TestWhatIsDown:
    def test_the_broker(self, hr, market, monkeypatch, django_capture_on_commit_callbacks):
        """A real connection that is refused: the page answers, the work waits as a row."""
        monkeypatch.setattr(current_app.conf, "broker_url", "amqp://127.0.0.1:1//")
        offer = market.offer()
        with django_capture_on_commit_callbacks(execute=True):
            hr.open(f"/offers/{offer.pk}/")
            hr.press("Stuur je bericht", text="Welke ploeg?")
        hr.sees("Welke ploeg?")
        assert Job.objects.filter(state="waiting").exists()

    def test_the_mail_server(self, hr, settings, today):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        hr.open("/accounts/colleagues/invite/")
        hr.press("Verstuur de uitnodiging", email="collega@demo.example", role="hr")
        hr.sees("De uitnodiging is verstuurd.")
        run_jobs()
        assert Job.objects.get(kind="mail", attempts=1).state == "waiting"
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        today("2026-11-23 09:05 +0100")
        assert link_for("collega@demo.example", "/accounts/invitations/")
