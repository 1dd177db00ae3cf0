"""Over HTTP: a tie to the host, many signatures at once, an amendment while half signed, and what is read at 18."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from marketplace.audit.models import AuditEvent
from placements.actions.agreement import revise_agreement
from placements.actions.signature import sign
from placements.models import Agreement, HostTieAnswer, ReadingPermission
from tests.factories.accounts import actor_of
from tests.factories.agreements import agreed_placement, director_of, in_signing, student_actor
from tests.factories.offers import make_market
from tests.links import code_of, link_of, opened

pytestmark = pytest.mark.django_db
MOTHER = {"name": "Moeder Kanarie", "email": "moeder@demo.example"}
FATHER = {"name": "Vader Merel", "email": "vader@demo.example"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as now:
        yield now


@pytest.fixture
def market():
    return make_market()


def login(member):
    client = Client()
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(response):
    return " ".join(response.content.decode().split())


def signed(agreement, party):
    return agreement.signatures.filter(party=party, status="signed").exists()


class TestTieToTheHost:
    @pytest.fixture
    def agreement(self, market):
        return in_signing(market, parents=(MOTHER,))

    @pytest.fixture
    def guest(self, agreement):
        guest = opened(link_of(MOTHER["email"]), MOTHER["email"])
        page = text(guest.get(self.page()))
        assert f"Werk je bij {agreement.placement.company.organisation.name}" in page
        assert "Ik teken" not in page.replace("Ik teken niet", "")
        return guest

    def page(self):
        return f"{link_of(MOTHER['email'])}agreement/"

    def test_an_answer_is_needed(self, guest, agreement):
        refused = guest.post(f"{self.page()}tie/", {"tie": ""})
        assert refused.status_code == 409
        assert guest.post(f"{self.page()}sign/", {"agreement": agreement.pk}).status_code == 409

    def test_who_has_none_signs_at_once(self, guest, agreement):
        assert guest.post(f"{self.page()}tie/", {"tie": "none"}).status_code == 302
        assert guest.post(f"{self.page()}sign/", {"agreement": agreement.pk}).status_code == 302
        assert signed(agreement, "representative")

    def test_who_works_there_waits_for_the_school(self, guest, market, agreement, client_of):
        guest.post(f"{self.page()}tie/", {"tie": "works"})
        assert "De school beslist eerst" in text(guest.get(self.page()))
        assert guest.post(f"{self.page()}sign/", {"agreement": agreement.pk}).status_code == 409
        director, answer = client_of(director_of(market)), HostTieAnswer.objects.get()
        assert "Beslis of de ouder mag tekenen" in text(director.get("/dashboard/"))
        decide = f"/host-ties/{answer.pk}/"
        assert director.post(decide, {"may_sign": "yes", "reason": " "}).status_code == 409
        assert director.post(decide, {"may_sign": "yes", "reason": "Werkt er in een andere dienst."}).status_code == 302
        assert director.post(decide, {"may_sign": "no", "reason": "Toch niet."}).status_code == 409
        newest = link_of(MOTHER["email"])  # whoever may sign gets a fresh link
        again = Client()
        with time_machine.travel("2026-11-23 09:05 +0100", tick=False):
            opened(newest, MOTHER["email"], again)
            again.post(f"{newest}agreement/sign/", {"agreement": agreement.pk})
        slot = agreement.signatures.get(party="representative")
        assert (slot.identity["host_tie"], slot.identity["school_allowed_it"]) == ("works", True)
        events = AuditEvent.objects.filter(verb="host_tie.decided")
        assert [event.data["may_sign"] for event in events] == [True]
        assert client_of(market.coach_member).get(decide).status_code == 403
        assert client_of(market.hr_member).get(decide).status_code == 403

    def test_when_the_school_says_no_somebody_else_signs(self, guest, market, agreement, client_of):
        guest.post(f"{self.page()}tie/", {"tie": "owns"})
        answer, director = HostTieAnswer.objects.get(), director_of(market)
        client_of(director).post(f"/host-ties/{answer.pk}/", {"may_sign": "no", "reason": "Eigenaar van de zaak."})
        assert guest.get(self.page()).status_code == 410
        for actor in (market.hr, actor_of(director), student_actor(agreement.placement)):
            sign(agreement=agreement, by=actor)
        assert Agreement.objects.get().status == "signing"
        guardian = agreement.placement.student.representatives.create(
            name="Voogd", authority="guardian", channel="paper", signs="may"
        )
        coach = client_of(market.coach_member)
        coach.post(f"/placements/{agreement.placement_id}/links/")
        slot = agreement.signatures.get(representative=guardian)
        assert coach.post(f"/signatures/{slot.pk}/tie/", {"tie": "none"}).status_code == 302
        paper = {"paper_on": "2026-11-23"}
        assert coach.post(f"/signatures/{slot.pk}/paper/", paper).status_code == 302
        assert Agreement.objects.get().status == "sealed"


class TestMany:
    def test_each_is_its_own_signature_and_what_cannot_says_why(self, market, client_of):
        rows = [in_signing(market) for _number in range(3)]
        rows[1].placement.student.first_name = "Anders"
        rows[1].placement.student.save()
        director = client_of(director_of(market))
        page = text(director.get("/agreements/sign/"))
        assert all(f'value="{row.pk}"' in page for row in rows)
        none = director.post("/agreements/sign/", {})
        assert (none.status_code, "Kruis minstens één overeenkomst aan" in text(none)) == (409, True)
        done = text(director.post("/agreements/sign/", {"agreements": [row.pk for row in rows]}))
        assert "De gegevens zijn veranderd sinds de tekst werd vastgelegd" in done
        assert [signed(row, "school") for row in rows] == [True, False, True]
        assert AuditEvent.objects.filter(verb="signature.sign").count() == 2

    def test_what_moved_on_since_it_was_ticked_holds_nothing_else_back(self, market):
        fine, replaced, mine = (in_signing(market) for _row in range(3))
        director = login(director_of(market))
        sign(agreement=mine, by=actor_of(director_of(market)))
        revise_agreement(agreement=replaced, changes={}, by=market.coach_actor)
        done = text(director.post("/agreements/sign/", {"agreements": [row.pk for row in (fine, replaced, mine)]}))
        assert signed(fine, "school")
        assert "Deze versie is vervangen" in done
        assert "Hier is al getekend of geweigerd." in done

    def test_what_is_not_ones_own_is_no_choice(self, market, client_of):
        other = in_signing(make_market())
        director = client_of(director_of(market))
        assert director.post("/agreements/sign/", {"agreements": [other.pk]}).status_code == 409
        assert not signed(other, "school")

    def test_without_the_power_to_sign(self, market, client_of):
        agreement = in_signing(market)
        done = client_of(director_of(market, may_sign=False)).post("/agreements/sign/", {"agreements": [agreement.pk]})
        assert "Je mag niet tekenen voor je organisatie" in text(done)


def test_an_amendment_while_half_signed_says_so_and_keeps_what_was_typed(market):
    agreement = in_signing(market, parents=(MOTHER,))
    sign(agreement=agreement, by=market.hr)
    link = link_of(MOTHER["email"])
    guest, director = opened(link, MOTHER["email"]), login(director_of(market))
    assert "Teken als school" in text(director.get(f"/agreements/{agreement.pk}/sign/"))
    written = {"starts_on": "2027-01-11", "ends_on": "2027-06-25", "form": "OAO", "start_3": "08:00", "end_3": "12:00"}
    assert login(market.coach_member).post(f"/agreements/{agreement.pk}/revise/", written).status_code == 302
    late = director.post(f"/agreements/{agreement.pk}/sign/")
    assert late.status_code == 409
    assert "Deze versie is vervangen" in text(late)
    reason = {"reason": "De uren zijn te lang voor ons."}
    kept = director.post(f"/agreements/{agreement.pk}/refuse/", reason)
    assert (kept.status_code, reason["reason"] in text(kept)) == (409, True)
    old = guest.post(f"{link}agreement/sign/", {"agreement": agreement.pk})
    assert (old.status_code, "vorige versie" in text(old)) == (410, True)
    assert signed(agreement, "company")  # who signed what stays known


class TestAtEighteen:
    """The student turns 18 on 1 March, after mother signed; father never did."""

    @pytest.fixture
    def agreement(self, market):
        placement = agreed_placement(market, parents=(MOTHER, FATHER), born_on=date(2009, 3, 1))
        agreement = in_signing(market, placement)
        guest, link = Client(), link_of(MOTHER["email"])
        opened(link, MOTHER["email"], guest)
        guest.post(f"{link}agreement/tie/", {"tie": "none"})
        guest.post(f"{link}agreement/sign/", {"agreement": agreement.pk})
        for actor in (market.hr, actor_of(director_of(market)), student_actor(placement)):
            sign(agreement=agreement, by=actor)
        agreement.refresh_from_db()
        assert agreement.status == "sealed"
        return agreement

    def links(self, market, agreement, client_of):
        client_of(market.coach_member).post(f"/placements/{agreement.placement_id}/links/")

    def test_the_signed_copy_stays_with_who_signed_and_nobody_else_reads(self, market, agreement, client_of, clock):
        self.links(market, agreement, client_of)
        father = link_of(FATHER["email"])
        clock.move_to("2026-12-15 09:00 +0100")
        agreement.placement.student.born_on = date(2008, 12, 1)
        agreement.placement.student.save()
        assert Client().get(father).status_code == 410
        assert "meerderjarig" in text(Client().get(father))
        self.links(market, agreement, client_of)
        mother = link_of(MOTHER["email"])
        guest = opened(mother, MOTHER["email"])
        page = text(guest.get(mother, follow=True))
        assert "Jouw handtekening" in page
        assert str(agreement.placement.student) in page
        assert link_of(FATHER["email"]) == father  # no new one for who never signed

    def test_the_student_lets_somebody_read_on_and_takes_it_back(self, market, agreement, client_of, clock):
        clock.move_to("2027-03-02 09:00 +0100")
        self.links(market, agreement, client_of)
        student = agreement.placement.student
        own = link_of(student.email)
        guest = opened(own, student.email)
        assert "Wie leest mee?" in text(guest.get(f"{own}agreement/"))
        father = student.representatives.get(name=FATHER["name"])
        asked = {"representative": father.pk, "may_read": "yes"}
        assert guest.post(f"{own}agreement/reading/", asked).status_code == 302
        link = link_of(FATHER["email"])
        reader = opened(link, FATHER["email"])
        assert str(student) in text(reader.get(f"{link}agreement/"))
        assert guest.post(f"{own}agreement/reading/", {**asked, "may_read": "no"}).status_code == 302
        assert reader.get(f"{link}agreement/").status_code == 410
        row = ReadingPermission.objects.get()
        assert row.revoked_at is not None
        assert AuditEvent.objects.filter(verb="reading.set").count() == 2

    def test_of_a_minor_nobody_decides_that(self, agreement):
        student = agreement.placement.student
        own = link_of(student.email)
        guest = opened(own, student.email)
        assert "Wie leest mee?" not in text(guest.get(f"{own}agreement/"))
        father = student.representatives.get(name=FATHER["name"])
        asked = {"representative": father.pk, "may_read": "yes"}
        assert guest.post(f"{own}agreement/reading/", asked).status_code == 409
        assert guest.post(f"{own}agreement/reading/", {"representative": "0", "may_read": "yes"}).status_code == 409
        assert code_of(student.email)
