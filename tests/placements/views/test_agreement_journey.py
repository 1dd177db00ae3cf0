"""From agreed to running over HTTP: a paid placement of a minor with two parents, a STAGE, and the personal links."""

import re

import pytest
import time_machine
from django.test import Client

from marketplace.actor import SYSTEM, Role
from marketplace.jobs.models import Job
from placements.actions.placement import end_due, start_due
from placements.models import Agreement, FamilyQuestion, PersonalLink, Placement, StartCheck
from schools.models import Student
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import agreed_placement, director_of, in_signing
from tests.factories.offers import make_market
from tests.factories.schools import CompetenceFactory

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


def mail_to(address):
    """The body of the last mail that is queued for an address."""
    mails = [job.arguments for job in Job.objects.filter(kind="mail").order_by("pk")]
    return next(mail["body"] for mail in reversed(mails) if mail["to"] == address)


def link_of(address):
    return re.search(r"/link/[\w-]+/", mail_to(address))[0]


def sign(guest, link):
    """Press the button of the version in force."""
    version = Agreement.objects.live().get()
    return guest.post(f"{link}agreement/sign/", {"agreement": version.pk})


def code_of(address):
    return re.search(r"\b\d{6}\b", mail_to(address))[0]


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
        guest, link = Client(), link_of(address)
        page = guest.get(link, follow=True)
        assert "Dit stopt de school niet." in text(page)
        assert "Ik teken" in text(page)
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
    assert coach.get(f"/signatures/{slot.pk}/witness/").status_code == 200
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

    def test_reading_changes_nothing_and_signing_is_once(self, agreement, link):
        guest = Client()
        for _time in range(2):
            assert "Ik teken" in text(guest.get(f"{link}agreement/"))
        assert guest.get(f"{link}agreement/sign/").status_code == 405
        assert not agreement.signatures.filter(status="signed").exists()
        assert sign(guest, link).status_code == 302
        assert sign(guest, link).status_code == 409
        assert agreement.signatures.filter(status="signed").count() == 1

    def test_a_forwarded_link_shows_nothing_after_the_signature(self, agreement, link):
        sign(Client(), link)
        other = Client()
        page = text(other.get(link, follow=True))
        assert str(agreement.placement.student) not in page
        assert "Stuur een code" in page
        other.post(f"{link}agreement/code/")
        code = code_of(MOTHER["email"])
        assert other.post(f"{link}agreement/read/", {"code": code}).status_code == 302
        assert str(agreement.placement.student) in text(other.get(f"{link}agreement/"))
        assert Client().post(f"{link}agreement/read/", {"code": code}).status_code == 409  # a code works once

    def test_a_code_lasts_a_quarter_of_an_hour(self, agreement, link):
        sign(Client(), link)
        Client().post(f"{link}agreement/code/")
        with time_machine.travel("2026-11-23 09:15:01 +0100", tick=False):
            page = Client().post(f"{link}agreement/read/", {"code": code_of(MOTHER["email"])})
            assert page.status_code == 409
            assert "Deze code klopt niet of is te oud." in text(page)

    def test_five_wrong_codes_lock(self, agreement, link):
        guest = Client()
        sign(guest, link)
        guest = Client()
        guest.post(f"{link}agreement/code/")
        code = code_of(MOTHER["email"])
        wrong = "000000" if code != "000000" else "111111"
        pages = [text(guest.post(f"{link}agreement/read/", {"code": wrong})) for _try in range(5)]
        assert ["vijf keer" in page for page in pages] == [False] * 4 + [True]
        assert guest.post(f"{link}agreement/read/", {"code": code}).status_code == 409
        assert guest.post(f"{link}agreement/code/").status_code == 409
        assert PersonalLink.objects.filter(wrong_codes=5).count() == 1

    def test_no_mail_no_code(self, agreement, link):
        sign(Client(), link)
        agreement.placement.student.representatives.update(email="", channel="phone")
        assert "geen mailadres" in text(Client().post(f"{link}agreement/code/"))

    def test_wrong_expired_foreign_and_replaced_links(self, market, agreement, link):
        assert Client().post("/link/wrong/agreement/sign/").status_code == 404
        assert login(market.hr_member).get(f"{link}agreement/").status_code == 403
        with time_machine.travel("2026-12-24 09:00 +0100", tick=False):
            assert sign(Client(), link).status_code == 410
        login(market.coach_member).post(f"/placements/{agreement.placement_id}/links/")
        assert Client().get(f"{link}agreement/").status_code == 410

    def test_no_and_a_question(self, market, agreement, link):
        guest = Client()
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
        assert "Een werkplek" in text(guest.get(f"{link}agreement/", follow=True))


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
