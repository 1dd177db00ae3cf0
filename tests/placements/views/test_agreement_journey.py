"""From agreed to running over HTTP: a paid placement of a minor with two parents, a STAGE, and the personal links."""

import re
from datetime import date, time

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.jobs.models import Job
from placements.actions.placement import end_due, start_due
from placements.models import Agreement, FamilyQuestion, PersonalLink, Placement, StartCheck
from schools.models import Student
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import agreed_placement, director_of, draft, in_signing
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory
from tests.links import code_of, link_of, opened

pytestmark = pytest.mark.django_db
MOTHER = {"name": "Moeder Kanarie", "email": "moeder@demo.example", "phone": "+32470111111", "signs": "must"}
FATHER = {"name": "Vader Merel", "email": "vader@demo.example", "phone": "+32470222222", "signs": "must"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


def login(membership):
    client = Client()
    client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(response):
    return " ".join(response.content.decode().split())


def sign(guest, link):
    """Say that nothing ties a parent to the host, and press the button of the version in force."""
    version = Agreement.objects.live().get()
    if 'name="tie"' in text(guest.get(f"{link}agreement/")):
        guest.post(f"{link}agreement/tie/", {"tie": "none"})
    return guest.post(f"{link}agreement/sign/", {"agreement": version.pk})


def tick(client, placement, item, **fields):
    check = placement.checks.get(item=item)
    assert client.get(f"/checks/{check.pk}/tick/").status_code == 200
    return client.post(f"/checks/{check.pk}/tick/", {"done_on": "2026-11-23", **fields})


def open_signing(market, agreement):
    for member in (market.coach_member, market.hr_member):
        page = login(member).get(f"/agreements/{agreement.pk}/")
        assert "De gegevens kloppen" in text(page)
        assert login(member).post(f"/agreements/{agreement.pk}/check/").status_code == 302


def test_a_paid_placement_of_a_minor_with_two_parents(market):
    CompetenceFactory(programme=market.programme, work_hours=600, school_hours=20)
    placement = agreed_placement(market, parents=(MOTHER, FATHER))
    hr, coach, director = (login(row) for row in (market.hr_member, market.coach_member, director_of(market)))

    assert "Maak de overeenkomst" in text(coach.get("/dashboard/"))
    assert "Maak de overeenkomst" in text(coach.get(f"/placements/{placement.pk}/"))
    assert coach.post(f"/placements/{placement.pk}/agreement/").status_code == 302
    agreement = Agreement.objects.get()
    assert director.post(f"/placements/{placement.pk}/agreement/").status_code == 403

    page = text(hr.get(f"/agreements/{agreement.pk}/plan/"))
    assert "60 % op de werkplek, doel 60 %" in page
    line = agreement.plan.lines.get().pk
    hours = {f"place_{line}": "B", f"work_hours_{line}": 640, f"school_hours_{line}": 60, f"third_hours_{line}": 0}
    assert hr.post(f"/agreements/{agreement.pk}/plan/", {**hours, "general_hours": "", "weeks": 34}).status_code == 409
    assert hr.post(f"/agreements/{agreement.pk}/plan/", {**hours, "general_hours": 380, "weeks": 34}).status_code == 302
    assert "59 % op de werkplek" in text(coach.get(f"/agreements/{agreement.pk}/plan/"))
    open_signing(market, agreement)

    assert "Teken" in text(director.get("/dashboard/"))
    assert str(placement.student) in text(director.get("/agreements/"))
    for signer in (hr, director):
        assert "Teken als" in text(signer.get(f"/agreements/{agreement.pk}/sign/"))
        assert signer.post(f"/agreements/{agreement.pk}/sign/").status_code == 302
    for address in (placement.student.email, MOTHER["email"], FATHER["email"]):
        link = link_of(address)
        guest = opened(link, address)
        page = guest.get(link, follow=True)
        assert "Dit stopt de school niet." in text(page)
        assert "Jouw handtekening" in text(page)
        others = {MOTHER["email"], MOTHER["phone"], FATHER["email"], FATHER["phone"]}
        assert not [private for private in others if private in text(page)]
        assert sign(guest, link).status_code == 302
        assert "Je moet hier niets meer tekenen" in text(guest.get(f"{link}agreement/"))
    placement.refresh_from_db()
    assert (Agreement.objects.get().status, placement.status) == ("sealed", "signed")
    assert "Niet klaar: stuur de leerling nog niet." in text(hr.get(f"/placements/{placement.pk}/"))

    assert tick(hr, placement, "risk_analysis").status_code == 409
    assert tick(hr, placement, "risk_analysis", document_on="2026-10-01").status_code == 302
    assert tick(hr, placement, "health", outcome="fit").status_code == 302
    assert tick(hr, placement, "dimona").status_code == 302
    assert tick(coach, placement, "insurance").status_code == 409
    assert "Klaar: de leerling mag starten" in text(coach.get(f"/placements/{placement.pk}/"))
    with time_machine.travel("2027-01-11 09:00 +0100", tick=False):
        assert start_due(by=SYSTEM) == 1
    with time_machine.travel("2027-07-01 09:00 +0200", tick=False):
        assert end_due(by=SYSTEM) == 1


def test_a_stage(market):
    market.programme.is_dual = False
    market.programme.save()
    CompetenceFactory(programme=market.programme)
    placement = agreed_placement(market, form="STAGE")
    Student.objects.filter(pk=placement.student_id).update(
        user=MembershipFactory(organisation=market.school.organisation, role=Role.STUDENT).user
    )
    student = Client()
    student.force_login(
        Student.objects.get(pk=placement.student_id).user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    hr, coach, director = (login(row) for row in (market.hr_member, market.coach_member, director_of(market)))
    assert hr.post(f"/placements/{placement.pk}/agreement/").status_code == 302
    agreement = Agreement.objects.get()
    page = text(hr.get(f"/agreements/{agreement.pk}/plan/"))
    assert "rekken aanvullen" in page
    assert "gauge" not in page
    written = {"activities": "rekken aanvullen\nklanten helpen", "half_days": 40}
    assert hr.post(f"/agreements/{agreement.pk}/plan/", written).status_code == 302
    assert student.get(f"/agreements/{agreement.pk}/").status_code == 404
    open_signing(market, agreement)

    page = text(student.get(f"/agreements/{agreement.pk}/"))
    assert "klanten helpen" in page
    assert "40 halve dagen" in page
    assert student.post(f"/agreements/{agreement.pk}/ask/", {"text": "Mag ik later beginnen?"}).status_code == 302
    assert "Mag ik later beginnen?" in text(coach.get(f"/placements/{placement.pk}/"))
    assert "Teken" in text(student.get("/dashboard/"))
    for signer in (student, hr, director):
        assert signer.post(f"/agreements/{agreement.pk}/sign/").status_code == 302
    slot = agreement.signatures.get(party="representative")
    assert "Laat hier tekenen met een getuige" in text(coach.get(f"/agreements/{agreement.pk}/"))
    assert "Werk je bij" in text(coach.get(f"/signatures/{slot.pk}/witness/"))
    assert coach.post(f"/signatures/{slot.pk}/tie/", {"tie": "none"}).status_code == 302
    assert coach.post(f"/signatures/{slot.pk}/witness/", {"witness": market.hr_member.user_id}).status_code == 409
    assert coach.post(f"/signatures/{slot.pk}/witness/", {"witness": market.coach_member.user_id}).status_code == 302
    assert Placement.objects.get().status == "signed"
    assert market.coach_member.user.name in text(hr.get(f"/agreements/{agreement.pk}/"))

    assert tick(coach, placement, "dimona").status_code == 302
    assert tick(hr, placement, "risk_analysis", document_on="2026-10-01").status_code == 302
    assert tick(hr, placement, "health", outcome="not_needed").status_code == 302
    assert tick(student, placement, "house_rules").status_code == 302
    assert StartCheck.objects.exclude(done_on=None).count() == 4
    with time_machine.travel("2027-01-11 09:00 +0100", tick=False):
        assert start_due(by=SYSTEM) == 1


class TestLinks:
    @pytest.fixture
    def agreement(self, market):
        return in_signing(market, parents=(MOTHER,))

    @pytest.fixture
    def link(self, agreement):
        return link_of(MOTHER["email"])

    def test_a_mail_scanner_that_opens_it_50_times_changes_nothing(self, agreement, link):
        """Neither rows, nor mails, nor codes, nor sessions."""

        def everything():
            return {model: list(model.objects.order_by("pk").values()) for model in apps.get_models()}

        before = everything()
        pages = [Client().get(path) for path in (link, f"{link}agreement/") for _time in range(25)]
        assert {page.status_code for page in pages} == {200}
        assert not [page for page in pages if str(agreement.placement.student) in text(page)]
        assert everything() == before
        for step in ("code/", "open/", "agreement/sign/", "agreement/tie/"):
            assert Client().get(f"{link}{step}").status_code == 405

    def test_signing_is_once(self, agreement, link):
        guest = opened(link, MOTHER["email"])
        assert guest.post(f"{link}agreement/sign/", {"agreement": agreement.pk}).status_code == 409  # the tie first
        assert sign(guest, link).status_code == 302
        assert sign(guest, link).status_code == 409
        signed = agreement.signatures.get(status="signed")
        assert (signed.identity["code"], signed.identity["host_tie"]) == ("mail", "none")

    def test_a_forwarded_link_shows_nothing_without_the_code(self, agreement, link):
        mine = opened(link, MOTHER["email"])
        other = Client()
        for path in (link, f"{link}agreement/", f"{link}agreement/pdf/", f"{link}agreement/evidence/"):
            page = text(other.get(path))
            assert str(agreement.placement.student) not in page
            assert agreement.placement.company.organisation.name not in page
            assert "Stuur een code" in page
        other.post(f"{link}agreement/sign/", {"agreement": agreement.pk})
        assert not agreement.signatures.filter(status="signed").exists()
        assert str(agreement.placement.student) in text(mine.get(f"{link}agreement/"))
        with time_machine.travel("2026-11-23 09:30:01 +0100", tick=False):
            assert "Stuur een code" in text(mine.get(f"{link}agreement/"))

    def test_a_code_works_once_and_a_quarter_of_an_hour(self, agreement, link):
        opened(link, MOTHER["email"])
        code = code_of(MOTHER["email"])
        assert Client().post(f"{link}open/", {"code": code}).status_code == 409
        with time_machine.travel("2026-11-23 09:02 +0100", tick=False):
            assert Client().post(f"{link}code/").status_code == 200
        with time_machine.travel("2026-11-23 09:17:01 +0100", tick=False):
            page = Client().post(f"{link}open/", {"code": code_of(MOTHER["email"])})
            assert page.status_code == 409
            assert "Deze code klopt niet of is te oud." in text(page)

    def test_five_wrong_codes_lock(self, agreement, link):
        guest = Client()
        guest.post(f"{link}code/")
        code = code_of(MOTHER["email"])
        wrong = "000000" if code != "000000" else "111111"
        pages = [text(guest.post(f"{link}open/", {"code": wrong})) for _try in range(5)]
        assert ["vijf keer" in page for page in pages] == [False] * 4 + [True]
        assert guest.post(f"{link}open/", {"code": code}).status_code == 409
        assert guest.post(f"{link}code/").status_code == 409
        assert PersonalLink.objects.filter(wrong_codes=5).count() == 1

    def test_who_cannot_be_sent_a_code_gets_one_from_the_school(self, market, agreement, link):
        agreement.placement.student.representatives.update(email="", channel="phone", phone="+32470111111")
        assert "vraag er een aan de school" in text(Client().post(f"{link}code/"))
        coach, row = login(market.coach_member), agreement.links.get(representative__name=MOTHER["name"])
        assert "Maak een code om te zeggen" in text(coach.get(f"/placements/{agreement.placement_id}/links/list/"))
        told = text(coach.post(f"/placements/{agreement.placement_id}/links/{row.pk}/code/"))
        guest = Client()
        assert guest.post(f"{link}open/", {"code": re.search(r"\b\d{6}\b", told)[0]}).status_code == 302
        sign(guest, link)
        assert agreement.signatures.get(status="signed").identity["code"] == "school"
        assert AuditEvent.objects.filter(verb="placement.link_code", user_id=market.coach_member.user_id).exists()
        assert (
            login(market.hr_member).post(f"/placements/{agreement.placement_id}/links/{row.pk}/code/").status_code
            == 403
        )

    def test_the_coordinator_reads_each_link_and_hands_over_that_of_who_has_no_mail(self, market, agreement, settings):
        agreement.placement.student.representatives.update(email="", channel="paper")
        page = text(login(market.coordinator_member).post(f"/placements/{agreement.placement_id}/links/"))
        links = re.findall(r"<h2>([^<]+)</h2> <p>(.*?)</p> <p><code>([^<]+)</code></p>", page)
        by_hand = {name: "Geen mail: druk af of geef de link door." in said for name, said, _url in links}
        assert by_hand == {str(agreement.placement.student): False, MOTHER["name"]: True}
        paths = [url.removeprefix(settings.PUBLIC_URL) for _name, _said, url in links]
        assert [Client().get(path).status_code for path in paths] == [200, 200]

    def test_a_code_by_sms(self, agreement, link, settings):
        settings.SMS_URL = "http://sms.example/send"
        agreement.placement.student.representatives.update(email="", channel="phone", phone="+32470111111")
        assert Client().post(f"{link}code/").status_code == 200
        message = Job.objects.get(kind="sms").arguments
        assert message["to"] == "+32470111111"
        assert Client().post(f"{link}open/", {"code": re.search(r"\d{6}", message["text"])[0]}).status_code == 302

    def test_wrong_expired_foreign_and_replaced_links(self, market, agreement, link):
        assert Client().post("/link/wrong/agreement/sign/").status_code == 404
        assert login(market.hr_member).get(f"{link}agreement/").status_code == 403
        with time_machine.travel("2026-12-24 09:00 +0100", tick=False):
            assert Client().post(f"{link}agreement/sign/").status_code == 410
        login(market.coach_member).post(f"/placements/{agreement.placement_id}/links/")
        assert Client().get(f"{link}agreement/").status_code == 410

    def test_no_and_a_question(self, market, agreement, link):
        guest = opened(link, MOTHER["email"])
        assert guest.post(f"{link}agreement/ask/", {"text": ""}).status_code == 409
        assert guest.post(f"{link}agreement/ask/", {"text": "Is er vervoer?"}).status_code == 302
        assert FamilyQuestion.objects.get().text == "Is er vervoer?"
        assert guest.post(f"{link}agreement/refuse/", {"reason": ""}).status_code == 409
        assert guest.post(f"{link}agreement/refuse/", {"reason": "Te ver van huis."}).status_code == 302
        coach, hr = login(market.coach_member), login(market.hr_member)
        assert "Kijk waarom iemand niet tekent" in text(coach.get("/dashboard/"))
        assert "Te ver van huis." in text(coach.get(f"/agreements/{agreement.pk}/"))
        assert "Te ver van huis." not in text(hr.get(f"/agreements/{agreement.pk}/"))
        written = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "form": "OAO", "start_3": "08:00"}
        wrong = coach.post(f"/agreements/{agreement.pk}/revise/", written)
        assert wrong.status_code == 409
        assert "Vul twee uren in" in text(wrong)
        assert coach.post(f"/agreements/{agreement.pk}/revise/", {**written, "end_3": "12:00"}).status_code == 302
        after = Agreement.objects.live().get()
        assert (after.version, after.placement.week) == (2, {"3": ["08:00", "12:00"]})
        assert "Versie 1" in text(coach.get(f"/agreements/{after.pk}/"))
        assert coach.get(f"/agreements/{agreement.pk}/").status_code == 200
        page = guest.get(f"{link}agreement/", follow=True)
        assert page.status_code == 410
        assert "Deze link is voor een vorige versie" in text(page)


@pytest.mark.parametrize(("start", "end", "status"), [("22:00", "06:00", 302), ("08:00", "08:00", 409)])
def test_a_night_shift_ends_on_the_next_day(market, start, end, status):
    agreement = draft(market, agreed_placement(market, born_on=date(2003, 1, 1)))
    written = {"starts_on": "2027-01-11", "ends_on": "2027-06-30", "form": "OAO", "start_3": start, "end_3": end}
    answer = login(market.coach_member).post(f"/agreements/{agreement.pk}/revise/", written)
    assert answer.status_code == status
    row = Agreement.objects.get()
    if status == 409:
        assert "Vul twee uren in die verschillen" in text(answer)
        assert f'value="{start}"' in answer.content.decode()
        return
    assert row.placement.week == {"3": ["22:00", "06:00"]}
    (block,) = row.schedule.blocks.filter(is_work=True)
    assert (block.starts, block.ends) == (time(22), time(6))


def test_more_time_to_sign(market):
    agreement = in_signing(market)
    with time_machine.travel("2026-12-08 09:00 +0100", tick=False):
        coach = login(market.coach_member)
        assert "Geef meer tijd om te tekenen" in text(coach.get("/dashboard/"))
        wrong = coach.post(f"/agreements/{agreement.pk}/sign_by/", {"sign_by_on": "2027-02-01"})
        assert wrong.status_code == 409
        assert "niet na de eerste dag" in text(wrong)
        assert coach.post(f"/agreements/{agreement.pk}/sign_by/", {"sign_by_on": "2027-01-11"}).status_code == 302


def test_another_school_or_company_sees_nothing(market):
    agreement, other = in_signing(market), make_market()
    slot = agreement.signatures.get(party="student")
    for member in (other.hr_member, other.coach_member):
        client = login(member)
        for path in ("", "plan/", "revise/"):
            assert client.get(f"/agreements/{agreement.pk}/{path}").status_code == 404
    assert login(other.coach_member).get(f"/signatures/{slot.pk}/witness/").status_code == 404
