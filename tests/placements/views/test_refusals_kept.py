"""Pages and lists that show a refusal themselves keep it in the audit log too, about the row and by who tried."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from marketplace.actor import SYSTEM
from marketplace.audit.models import AuditEvent
from placements.actions.link import issue_links
from placements.actions.offer import send_offers
from placements.actions.request import submit_requests
from placements.actions.signature import sign_many
from placements.actions.survey import answer, ask
from placements.actions.survey import link_of as survey_link
from placements.models import PersonalLink, Placement, Survey
from tests.factories.accounts import actor_of
from tests.factories.agreements import agreed_placement, director_of, in_signing, make_ready
from tests.factories.companies import hr_of
from tests.factories.offers import TOLD_ON, make_market
from tests.links import link_of, opened

pytestmark = pytest.mark.django_db
MOTHER = {"name": "Moeder Kanarie", "email": "moeder@demo.example"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as now:
        yield now


@pytest.fixture
def market():
    return make_market()


def kept():
    return [
        (event.subject_type, event.subject_id, event.data["code"])
        for event in AuditEvent.objects.filter(verb="refused").order_by("pk")
    ]


class TestByLink:
    @pytest.fixture
    def placement(self, market):
        return in_signing(market, parents=(MOTHER,)).placement

    @pytest.fixture
    def path(self, placement):
        return link_of(MOTHER["email"])

    @pytest.fixture
    def link(self, path):
        return PersonalLink.objects.filter(representative__isnull=False, withdrawn_at=None).get()

    def test_a_wrong_code_and_a_code_too_soon(self, client, path, link):
        client.post(f"{path}code/")
        client.post(f"{path}code/")
        client.post(f"{path}open/", {"code": "000000"})
        about = ("placements.personallink", link.pk)
        assert kept() == [(*about, "link.code_sent"), (*about, "link.wrong_code")]
        who = AuditEvent.objects.filter(verb="refused").values_list("representative_id", flat=True)
        assert set(who) == {link.representative_id}

    def test_a_link_that_does_not_open_any_more(self, client, path, link, clock):
        clock.move_to("2027-01-23 09:00 +0100")
        client.get(path)
        client.get("/link/nobody-knows-this-one/")
        assert kept() == [("placements.personallink", link.pk, "link.expired")], "a stranger does not fill the log"

    def test_a_stranger_with_an_old_link_writes_a_line_a_day(self, client, path, link, clock):
        for day in (23, 24):
            clock.move_to(f"2027-01-{day} 09:00 +0100")
            for _ in range(3):
                assert client.get(path).status_code == 410
                client.post(f"{path}code/")
        about = ("placements.personallink", link.pk)
        assert kept() == [(*about, "link.expired")] * 2

    def test_somebody_with_an_account_is_kept_each_time(self, client_of, path, link, clock):
        clock.move_to("2027-01-23 09:00 +0100")
        forwarded = client_of(hr_of(link.placement.company))
        for _ in range(2):
            forwarded.get(path)
        assert [row[2] for row in kept()] == ["link.expired"] * 2

    def test_a_signature_without_an_answer_about_the_host(self, path, link):
        guest = opened(path, MOTHER["email"])
        assert guest.post(f"{path}agreement/sign/", {"agreement": link.agreement_id}).status_code == 409
        slot = link.agreement.signatures.get(party="representative")
        assert [row[:2] for row in kept()] == [("placements.signature", slot.pk)]

    def test_a_yes_that_was_said_before(self, market):
        placement = agreed_placement(market, parents=(MOTHER,))
        Placement.objects.filter(pk=placement.pk).update(status="accepted")
        issue_links(placement=placement, by=market.coach_actor)
        path = link_of(MOTHER["email"])
        assert opened(path, MOTHER["email"]).post(f"{path}yes/").status_code == 409
        assert [row[:2] for row in kept()] == [("placements.placement", placement.pk)]


class TestInLists:
    def test_many_signatures(self, market):
        agreement, director = in_signing(market), actor_of(director_of(market))
        first, again = (sign_many(agreements=[agreement], by=director)[0][1] for _ in range(2))
        assert (first, [row[:2] for row in kept()]) == (None, [("placements.agreement", agreement.pk)])
        assert again.code == kept()[0][2]

    def test_many_requests_and_offers(self, market):
        request = market.request()
        days = {"starts_on": request.starts_on, "ends_on": request.ends_on}
        done = submit_requests(students=[request.student], by=market.coordinator, **days)
        sent = send_offers(
            pairs=[(request, market.capacity(status="draft"), None)], by=market.coordinator, student_told_on=TOLD_ON
        )
        assert kept() == [
            ("schools.student", request.student_id, done.refused[0][1].code),
            ("placements.placementrequest", request.pk, sent.refused[0][2].code),
        ]


def test_a_survey_answered_twice_or_late_names_the_site_alone(market, client, clock):
    row = make_ready(agreed_placement(market))
    days = {"starts_on": date(2027, 1, 11), "ends_on": date(2027, 6, 30)}
    Placement.objects.filter(pk=row.pk).update(status="running", **days)
    clock.move_to("2027-04-06 09:00 +0200")
    ask(by=SYSTEM)
    token = survey_link(Survey.objects.order_by("pk")[:1].get())
    scores = {"talks": 4, "evaluation": 3, "voice": 2}
    answer(token=token, **scores)
    client.post(reverse("survey-answer", args=[token]), scores)
    clock.move_to("2028-04-06 09:00 +0200")
    client.get(reverse("survey-answer", args=[token]))
    about = ("companies.site", market.site.pk)
    assert kept() == [(*about, "survey.answered"), (*about, "survey.closed")]
    assert not AuditEvent.objects.filter(verb="refused").exclude(user_id=None, student_id=None).exists()
