"""What goes wrong around a label, over HTTP: its sentence, nothing lost, and a line in the audit log.

Twenty messages of Stripe at once: tests/marketplace/billing/test_events.py.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from companies.models import Company
from labels.data import load_schemes
from labels.models import AssessedAnswer, Assessment, Decision, Evidence, Scheme
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.billing.models import Payment
from marketplace.identifiers import format_structured_communication
from tests.factories.accounts import city_member, commit_to
from tests.factories.audited import audited_file, on_duty
from tests.factories.audits import make_audit
from tests.factories.companies import SiteFactory, hr_of
from tests.factories.label_files import AnswerFactory, FindingFactory
from tests.journeys.person import Person
from tests.journeys.window import page_of
from tests.labels.test_evidence_file import bomb, zipped
from tests.marketplace.billing.conftest import File
from tests.marketplace.billing.stripe_double import SECRET, StripeDouble, event, send

pytestmark = pytest.mark.django_db
TIED = "werkt of werkte voor de aanvrager"


@pytest.fixture(autouse=True)
def today(clock):
    return clock


def enter(membership):
    """The person of a membership, logged in, in its organisation."""
    person = Person(membership.user.email)
    person.client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = person.client.session
    session["organisation"] = membership.organisation_id
    session.save()
    return person


def refused():
    """What the audit log says was refused: row and code, the first one first; never what was typed."""
    events = AuditEvent.objects.filter(verb="refused").order_by("pk")
    assert all(set(event.data) == {"code"} for event in events)
    return [(event.subject_type, event.subject_id, event.data["code"]) for event in events]


def kept(verb):
    """The data of the events of a verb, the first one first."""
    return list(AuditEvent.objects.filter(verb=verb).order_by("pk").values_list("data", flat=True))


@pytest.fixture
def file(settings, client):
    """A label file that waits for € 250, with a double of Stripe on loopback."""
    settings.STRIPE_API_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_x", SECRET
    stripe = StripeDouble()
    settings.STRIPE_API_BASE = stripe.address
    yield File(stripe, client)
    stripe.close()


@pytest.fixture
def hr(file):
    return enter(file.hr)


def reads(hr, file, *words):
    hr.open(f"/fees/{file.charge.pk}/")
    hr.sees(*words)


class TestTransfers:
    @pytest.fixture
    def book(self, file):
        """A label officer books a line of the bank statement."""
        member = city_member(Role.LABEL_OFFICER)
        reference = format_structured_communication(file.charge.communication)

        def line(number, amount, communication=reference):
            officer = enter(member)
            officer.open("/fees/transfer/")
            officer.press("Boek een overschrijving", communication=communication, amount_cents=amount, number=number)
            return officer

        return line

    def test_twice(self, book, file, hr):
        book("2026-001-7", "250,00")
        again = book("2026-001-7", "250,00")
        again.sees("Deze lijn van het uittreksel is al geboekt.")
        assert 'value="2026-001-7"' in again.page.html
        assert 'value="250,00"' in again.page.html
        assert refused() == [("billing.charge", file.charge.pk, "payment.booked_before")]
        book("2026-002-1", "250,00")
        reads(hr, file, "Te veel betaald", "€ 250,00 – dit storten we terug")
        assert kept("payment.booked") == [{"amount_cents": 25_000}] * 2

    def test_late(self, book, file, hr, today):
        today("2027-06-01 09:00 +0200")
        book("2027-031-2", "250,00")
        hr = enter(file.hr)
        reads(hr, file, "Ontvangen")
        hr.misses("Nog te betalen")
        assert kept("payment.booked") == [{"amount_cents": 25_000}]
        assert file.status == ("settled", "settled")

    def test_short(self, book, file, hr):
        book("2026-001-7", "100,00")
        reads(hr, file, "Nog te betalen", "€ 150,00")
        assert kept("payment.booked") == [{"amount_cents": 10_000}]
        assert file.status == ("due", "due")

    def test_with_the_reference_of_no_file(self, book):
        officer = book("2026-001-7", "250,00", "+++000/0000/09797+++")
        officer.sees("Geen dossier heeft deze mededeling. Kijk ze na op het uittreksel.")
        assert 'value="+++000/0000/09797+++"' in officer.page.html
        ((kind, _city, code),) = refused()
        assert (kind, code) == ("accounts.organisation", "payment.unknown_reference")
        assert not Payment.objects.exists()


class TestOnlinePayments:
    def paid(self, file, number="evt_1", **changes):
        return event(number, "checkout.session.completed", file.stripe.pay(file.open(), "pi_1", **changes))

    @pytest.mark.parametrize(
        ("changes", "outcome"),
        [
            ({"currency": "usd"}, "other_currency"),
            ({"amount_total": 24_999}, "other_amount"),
            ({"client_reference_id": "application:999999"}, "other_file"),
        ],
    )
    def test_another_currency_amount_or_file(self, file, hr, changes, outcome):
        assert file.tell(self.paid(file, **changes)) == outcome
        reads(hr, file, "Nog te betalen", "€ 250,00", "Of schrijf het bedrag over")
        assert kept("gateway.message") == [{"outcome": outcome}]

    def test_refunded_after_the_award(self, file, hr):
        file.pay()
        file.award()
        file.take_back()
        reads(hr, file, "Het geld is teruggegaan. Betaal opnieuw voor", "tot dan blijft het label gelden")
        assert kept("gateway.message") == [{"outcome": "booked"}, {"outcome": "taken_back"}]
        assert kept("charge.status")[-1] == {"from": "settled", "to": "reversed"}

    def test_a_forged_message(self, file, hr):
        for _time in range(3):
            assert send(file.client, self.paid(file), secret="whsec_other").json() == {"code": "forged"}
        reads(hr, file, "Nog te betalen", "€ 250,00")
        assert kept("gateway.message") == [{"outcome": "forged"}], "once a minute: strangers do not fill the log"

    def test_a_message_again_and_out_of_order(self, file, hr):
        assert file.take_back("evt_r", cents=5_000) == "taken_back"
        message = self.paid(file)
        assert [file.tell(message) for _time in range(2)] == ["booked", "before"]
        reads(hr, file, "Ontvangen", "€ 200,00")
        told = [data["outcome"] for data in kept("gateway.message")]
        assert told == ["taken_back", "booked", "before"]

    def test_stripe_is_down(self, file, hr):
        file.stripe.is_down = True
        reads(hr, file, "Nog te betalen")
        hr.press("Betaal online")
        hr.sees("De betaaldienst antwoordt niet. Probeer het later, of schrijf het bedrag over.")
        assert refused() == [("billing.charge", file.charge.pk, "payment.service_away")]
        file.stripe.is_down = False
        reads(hr, file, "Nog te betalen", "€ 250,00")
        hr.press("Betaal online")
        assert "https://checkout.stripe.example/" in hr.page.html


class TestAudits:
    @pytest.fixture
    def audit(self):
        return make_audit(auditors=1)

    @pytest.fixture
    def judge(self, audit):
        """The auditor, with the page of the judgements open."""
        person = enter(audit.auditors[0])
        person.open(f"/labels/files/{audit.application.pk}/judge/")
        return person

    def judged(self, audit, score="1", reason="Zelf gezien."):
        first = audit.answers[0].pk
        return {f"judged_{first}": score, f"reason_{first}": reason}

    def tie(self, audit):
        hr_of(audit.application.sites.get().site.company, user=audit.auditors[0].user)

    def test_an_auditor_who_gains_a_tie(self, audit, judge):
        self.tie(audit)
        judge.press("Bewaar je oordeel", **self.judged(audit))
        judge.sees(TIED, "Zelf gezien.")
        assert not AssessedAnswer.objects.exists()
        assert refused() == [("labels.application", audit.application.pk, "assignment.works_there")]

    def test_an_auditor_with_a_tie_presses_a_button(self, audit, judge):
        self.tie(audit)
        audit.application.assignments.update(declared_at=None)
        judge.open(f"/labels/files/{audit.application.pk}/judge/")
        judge.press("Verklaar dat je geen band hebt")
        assert judge.page.status == 409
        judge.sees(TIED)
        assert refused() == [("labels.application", audit.application.pk, "assignment.works_there")]

    def test_an_assessment_handed_in_twice(self, audit, judge):
        audit.judge(0, 2, 2, 2, 2)
        tab = enter(audit.auditors[0])
        for person in (judge, tab):
            person.open(f"/labels/files/{audit.application.pk}/judge/")
        judge.press("Dien je oordeel in")
        before = tab.page
        tab.press("Dien je oordeel in")
        tab.sees("Dit dossier is nu niet in audit.")
        tab.page = before
        tab.press("Bewaar je oordeel", **self.judged(audit, reason="Te laat gezien."))
        tab.sees("Dit dossier is nu niet in audit.", "Te laat gezien.")
        assert Assessment.objects.get().status == "submitted"
        assert set(AssessedAnswer.objects.values_list("score", flat=True)) == {2}
        assert refused() == [("labels.application", audit.application.pk, "assessment.not_now")] * 2

    def test_a_checklist_that_comes_after_somebody_changed_the_file(self, audit, judge):
        audit.judge(0, 3, 2, 2, 2, reason="Op de laptop.")
        first, page = audit.answers[0], f"/labels/places/{audit.application.sites.get().pk}/checklist/"
        sent = self.judged(audit, reason="Op de vloer.") | {f"base_{first.pk}": "0"}
        told = judge.client.post(page, sent, headers={"Accept": "application/json"}).json()
        assert told["conflicts"][str(first.pk)]["reason"] == "Op de laptop."
        assert kept("assessment.late") == [{"answers": [first.pk]}]
        judge._see(page_of(judge.client.post(page, sent)))
        judge.sees("Eén antwoord is intussen ergens anders veranderd.", "Op de laptop.", "Op de vloer.")
        assert AssessedAnswer.objects.get(answer=first).reason == "Op de laptop."

    def test_a_checklist_without_a_script_after_it_was_handed_in(self, audit, judge):
        page = f"/labels/places/{audit.application.sites.get().pk}/checklist/"
        judge.open(page)
        audit.hand_in(0, 2, 2, 2, 2)
        judge.press("Verstuur", **self.judged(audit, reason="Te laat gezien."))
        judge.sees("Er is hier niets meer in te vullen.", "Te laat gezien.")
        assert refused() == [("labels.application", audit.application.pk, "assessment.not_now")]


class TestDecisions:
    @pytest.fixture
    def file(self):
        return audited_file()

    @pytest.fixture
    def member(self, file):
        return on_duty(file, "decider")

    def decide(self, file, member, happens=lambda: None):
        """Everything typed while the page was open; then something happens."""
        decider, place = enter(member), file.sites.get().pk
        decider.open(f"/labels/files/{file.pk}/decide/")
        happens()
        typed = {f"verdict_{place}": "label", f"reasons_{place}": "Alles is in orde."}
        decider.press("Bewaar je beslissing", **typed)
        decider.sees("Alles is in orde.")
        assert not Decision.objects.exists()
        return decider

    def test_an_open_major_finding(self, file, member):
        FindingFactory(application=file, answer=AnswerFactory(application=file))
        decider = self.decide(file, member)
        decider.sees("Er staat nog een zware vaststelling open. Sluit ze eerst.")
        assert refused() == [("labels.application", file.pk, "application.open_major")]

    def test_a_decider_who_gains_a_tie(self, file, member):
        company = file.sites.get().site.company
        self.decide(file, member, lambda: hr_of(company, user=member.user)).sees(TIED)
        assert refused() == [("labels.application", file.pk, "assignment.works_there")]

    def test_a_file_that_went_back_meanwhile(self, file, member):
        def back():
            type(file).objects.filter(pk=file.pk).update(status="auditing")

        self.decide(file, member, back).sees("Over dit dossier kan nu niet beslist worden.")
        assert refused() == [("labels.application", file.pk, "decision.not_now")]


class TestEvidence:
    @pytest.mark.parametrize(
        ("name", "data", "sentence", "code"),
        [
            ("polis.jpg", b"<svg onload='alert(1)'/>", "We bewaren alleen foto's", "evidence.type"),
            ("polis.pdf", b"MZ\x90\x00 a program", "We bewaren alleen foto's", "evidence.type"),
            ("polis.pdf", zipped(), "We bewaren alleen foto's", "evidence.type"),
            ("polis.pdf", bomb(), "Dit PDF-bestand is te groot als het opengaat.", "evidence.too_big"),
        ],
        ids=["svg with script", "renamed program", "zip bomb", "bomb in a PDF"],
    )
    def test_a_file_that_is_something_else(self, name, data, sentence, code):
        answer = AnswerFactory()
        hr = enter(hr_of(Company.objects.get(pk=answer.application.organisation_id)))
        hr.open(f"/labels/answers/{answer.pk}/evidence/")
        hr.press("Voeg dit bestand toe", title="Onze polis", file=SimpleUploadedFile(name, data))
        hr.sees(sentence)
        assert 'value="Onze polis"' in hr.page.html
        assert not Evidence.objects.exists()
        assert refused() == [("labels.answer", answer.pk, code)]


def test_a_scheme_whose_weights_do_not_sum_to_100():
    load_schemes()
    administrator = enter(city_member(Role.ADMINISTRATOR))
    administrator.open("/labels/criteria/")
    administrator.press("Maak een nieuwe versie voor een onderneming")
    draft = Scheme.objects.get(status="draft")
    administrator.open(f"/labels/criteria/{draft.pk}/C05/")
    administrator.press("Bewaar", weight="9")
    administrator.open(f"/labels/criteria/{draft.pk}/propose/")
    administrator.press("Stel voor", in_force_on="2027-01-01")
    administrator.sees("Ze moeten samen 100 zijn")
    assert 'value="2027-01-01"' in administrator.page.html
    draft.refresh_from_db()
    assert (draft.status, draft.criteria.get(code="C05").weight) == ("draft", 9)
    assert refused() == [("labels.scheme", draft.pk, "scheme.weights")]


def test_a_criterion_answered_after_submission():
    load_schemes()
    site = SiteFactory(establishment_number="2147812701")
    commit_to(site.company.organisation)
    hr, tab = (enter(hr_of(site.company, may_sign=True)) for _tab in range(2))
    hr.open("/labels/files/new/company/")
    hr.press("Open het dossier", sites=[site.pk])
    file = hr.page.path
    for theme in ("order", "respect", "guidance", "learning"):
        hr.open(f"{file}questions/{theme}/")
        form, _button = hr.page.form_with("Bewaar en ga verder")
        scores = sorted(name for name in form.names if name.startswith("score_"))
        hr.press("Bewaar en ga verder", **dict.fromkeys(scores, "2"))
    tab.open(f"{file}questions/{theme}/")
    hr.press("Dien het dossier in")
    tab.press("Bewaar en ga verder", **{scores[0]: "3"})
    tab.sees("Dit dossier is ingediend: je kunt er nu niets meer aan veranderen.")
    assert tab.page.form_with("Bewaar en ga verder")[0].values[scores[0]] == ["3"]
    key = int(file.strip("/").split("/")[-1])
    assert refused() == [("labels.application", key, "application.locked")]
    hr.open(file)
    hr.sees("ingediend")
